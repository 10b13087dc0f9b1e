import { expect } from 'chai';
import { provisioned } from './provision.fixture.ts';
import { ProvisionError } from './verbs.ts';

const mapping = {
  policy: 'HARNESS-A',
  classifications: { U: 'UNCLASSIFIED', S: 'SECRET' },
  categories: { releasableTo: { tagSet: 'Releasable To', values: { USA: 'ONE' } } },
  ignore: { ownerProducer: ['USA'] },
};

function mistake(value: unknown, verb = 'Syn(ic-ism)'): string {
  try {
    provisioned({ [verb]: value });
  } catch (error) {
    if (error instanceof ProvisionError) return error.message;
    throw error;
  }
  throw new Error('there was no mistake');
}

describe('syntaxOf', () => {
  it('reads what the words of a syntax are in a policy', () => {
    expect(provisioned({ 'Syn(ic-ism)': mapping }).syntaxes.get('ic-ism')).to.deep.equal({
      policy: { name: 'HARNESS-A' },
      classifications: new Map([
        ['U', 'UNCLASSIFIED'],
        ['S', 'SECRET'],
      ]),
      categories: new Map([['releasableTo', { tagSet: 'Releasable To', values: new Map([['USA', 'ONE']]) }]]),
      ignored: new Map([['ownerProducer', new Set(['USA'])]]),
    });
  });

  it('leaves a syntax switched off with `none`, or without the verb', () => {
    expect([provisioned({ 'Syn(ic-ism)': 'none' }).syntaxes.size, provisioned().syntaxes.size]).to.deep.equal(
      [0, 0],
    );
  });

  it('refuses what it cannot look up', () => {
    const { policy, classifications } = mapping;
    expect([
      mistake(mapping, 'Syn(ess)'),
      mistake({ ...mapping, policy: 'NOBODY' }),
      mistake({ policy, classifications: { S: 'GEHEIM' } }),
      mistake({ policy, classifications: {} }),
      mistake({
        policy,
        classifications,
        categories: { releaseTo: { tagSet: 'Releasable To', values: {} } },
      }),
      mistake({ policy, classifications, ignore: { owner: ['USA'] } }),
      mistake({
        policy,
        classifications,
        categories: { releasableTo: { tagSet: 'Compartment', values: { A: 'ALPHA' } } },
      }),
      mistake({
        policy,
        classifications,
        categories: { releasableTo: { tagSet: 'Releasable To', values: { A: 'FIVE' } } },
      }),
      mistake({ classifications }),
    ]).to.deep.equal([
      '`Syn(ess)`: no such syntax, only ic-ism',
      '`Syn(ic-ism)`: policy `NOBODY` is not loaded',
      '`Syn(ic-ism)`: classification `GEHEIM` is not in the policy',
      '`Syn(ic-ism)`: classifications: map at least one classification',
      `\`Syn(ic-ism)\`: \`releaseTo\` is no tag set of ic-ism; it has ${names}`,
      `\`Syn(ic-ism)\`: \`owner\` is no tag set of ic-ism; it has ${names}`,
      '`Syn(ic-ism)`: tag set `Compartment` has no tag that is `any-permissive`',
      '`Syn(ic-ism)`: `FIVE` is not one value of tag set `Releasable To`',
      '`Syn(ic-ism)`: policy: Invalid input: expected string, received undefined',
    ]);
  });
});

const names =
  'ownerProducer, SCIcontrols, SARIdentifier, disseminationControls, FGIsourceOpen, FGIsourceProtected, nonICmarkings, releasableTo';
