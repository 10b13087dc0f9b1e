import { expect } from 'chai';
import type { Clearances } from '#policy';
import { provisioned, upTo } from './provision.fixture.ts';
import { ProvisionError, type ProvisionVerbs } from './verbs.ts';

const shown = (clearances: Clearances): readonly string[] =>
  clearances.flatMap(({ classifications }) => [...classifications].map(({ name }) => name));

function mistake(verbs: ProvisionVerbs): string {
  try {
    provisioned(verbs);
  } catch (error) {
    if (error instanceof ProvisionError) return error.message;
    throw error;
  }
  throw new Error('there was no mistake');
}

describe('locationsOf', () => {
  it('limits no location where no verb says anything of one', () => {
    expect(provisioned().locations).to.equal(undefined);
  });

  it('reads ranges in their order, names in lower case, and `none` as cleared for nothing', () => {
    const { locations } = provisioned({
      'Loc(10.0.0.0/8)': upTo('U', 'R'),
      'Loc(fd00::/8)': 'none',
      'Loc(High.Example)': upTo('U'),
      'Loc*': 'none',
    });
    expect(
      locations?.ranges.map(({ range, clearances }) => [
        range.network.toString(),
        range.bits,
        shown(clearances),
      ]),
    ).to.deep.equal([
      ['10.0.0.0', 8, ['UNCLASSIFIED', 'RESTRICTED']],
      ['fd00::', 8, []],
    ]);
    expect(
      [...(locations?.names ?? [])].map(([name, clearances]) => [name, shown(clearances)]),
    ).to.deep.equal([['high.example', ['UNCLASSIFIED']]]);
    expect(locations?.elsewhere).to.deep.equal([]);
  });

  it('takes `Loc*` alone: it is about every place', () => {
    expect(provisioned({ 'Loc*': upTo('U') }).locations).to.deep.include({ ranges: [], names: new Map() });
  });

  it('refuses rules for places that leave all others unsaid', () => {
    expect(mistake({ 'Loc(10.0.0.0/8)': 'none' })).to.equal(
      '`Loc(10.0.0.0/8)`: says nothing about other places; say with `Loc*` what those are cleared for',
    );
  });

  it('refuses two rules for the same place, however it is written', () => {
    const rest = { 'Loc*': 'none' };
    expect(mistake({ 'Loc(10.0.0.9)': 'none', 'Loc(::ffff:10.0.0.9/128)': upTo('U'), ...rest })).to.equal(
      '`Loc(::ffff:10.0.0.9/128)`: 10.0.0.9/32 has a rule already',
    );
    expect(mistake({ 'Loc(a.example)': 'none', 'Loc(A.example)': upTo('U'), ...rest })).to.equal(
      '`Loc(A.example)`: the name `a.example` has a rule already',
    );
  });

  it('refuses a place that is none, and words that the policy does not know', () => {
    expect(mistake({ 'Loc(10.0.0.1/8)': 'none', 'Loc*': 'none' })).to.equal(
      '`Loc(10.0.0.1/8)`: this address has bits behind its prefix; write 10.0.0.0/8',
    );
    expect(mistake({ 'Loc(*.example)': 'none', 'Loc*': 'none' })).to.contain('write an address, a range');
    expect(mistake({ Loc: 'none', 'Loc*': 'none' })).to.equal('`Loc`: needs a place in parentheses');
    expect(
      mistake({ 'Loc(::1)': { policy: 'HARNESS-A', classifications: ['NONE'] }, 'Loc*': 'none' }),
    ).to.contain('`Loc(::1)`: ');
  });
});
