import { expect } from 'chai';
import { LabelError, type WrittenCategory, writeEssLabel } from '#labels';
import { decide } from './decide.ts';
import { sameLabel } from './equivalent.ts';
import { express } from './express.ts';
import { cleared, fixture, harness, label, now, policy } from './fixtures.contract.ts';
import type { Label } from './label.ts';
import { mapLabel } from './map.ts';
import { mark } from './mark.ts';
import { policiesOf } from './policies.ts';
import { readSpif } from './read-spif.ts';
import { explain } from './reason.ts';
import { resolveClearance, resolveLabel } from './resolve.ts';
import { validate } from './validate.ts';

const open = policy('open/spif.xml');
const away = policy('open/away.xml');
const policies = policiesOf(open, away);

describe('values that the policy leaves open', () => {
  it('are read as the one open value of the tag set, with what was written', () => {
    const one = low({ Review: ['2027-01-31'] });
    expect(one.categories.map(({ name }) => name)).to.deep.equal(['REVIEW ON']);
    expect(one.inputs?.map(({ category, text }) => [category.name, text])).to.deep.equal([
      ['REVIEW ON', '2027-01-31'],
    ]);
  });

  it('are read as the one that they fit where there are two, and are unknown where they fit none or two', () => {
    expect(low({ Note: ['12'] }).categories.map(({ name }) => name)).to.deep.equal(['COUNT']);
    expect(low({ Note: [' 31/01/2027 '] }).inputs?.[0]?.text).to.equal('31/01/2027');
    expect(read({ Note: ['soon'] })).to.deep.equal({
      ok: false,
      reasons: [{ kind: 'unknown-value', tagSet: 'Note', value: 'soon' }],
    });
    const both = policiesOf(openWith('userInput="date" dateFormat="dd/MM/yyyy"', 'userInput="string"'));
    expect(read({ Note: ['12'] }, both).ok).to.equal(false);
  });

  it('are not what has a name of its own, or a number', () => {
    expect(low({ Case: ['CLOSED', 1n] }).categories.map(({ name }) => name)).to.deep.equal([
      'CLOSED',
      'CASE NUMBER',
    ]);
    expect(low({ Case: ['CLOSED', 1n] }).inputs).to.equal(undefined);
    expect(read({ Case: [7n] }).ok).to.equal(false);
  });

  it('are held to what the policy says: every wrong one is a violation, none at all stands against a new label', () => {
    const twice = low({ Case: ['12', '13'] });
    const [one] = low({ Case: ['12'] }).inputs ?? [];
    const plain = low({});
    const inputs = one === undefined ? [] : [one];
    const cases: readonly Label[] = [
      low({ Case: ['12'], Review: ['2027-01-31'] }),
      low({ Case: ['twelve'] }),
      twice,
      { ...plain, inputs },
      {
        ...low({ Case: ['CLOSED'] }),
        inputs: low({ Case: ['CLOSED'] }).categories.map((category) => ({ category, text: '1' })),
      },
      low({ Case: ['CASE NUMBER'] }),
    ];
    const broken = (mode: 'read' | 'new') =>
      cases.map((each) => validate(open, each, { mode, now }).violations.map(({ where }) => where));
    const number = '`CASE NUMBER` of `Case`';
    expect(broken('read')).to.deep.equal([[], [number], [number], [number], ['`CLOSED` of `Case`'], []]);
    expect(broken('new')).to.deep.equal([[], [number], [number], [number], ['`CLOSED` of `Case`'], [number]]);
  });

  it('with a date in a format that nobody understands are never valid', () => {
    const { policy: odd, findings } = readSpif(
      fixture('policies/open/spif.xml').replace('userInput="date">', 'userInput="date" dateFormat="julian">'),
    );
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).to.include(
      'user-input: `dateFormat` is `julian`, which is not understood: a label with this value is denied; write it like `yyyy-MM-dd`',
    );
    const resolved = read({ Review: ['2027-01-31'] }, policiesOf(odd));
    expect(resolved.ok && validate(odd, resolved.label, { mode: 'read', now }).violations.length).to.equal(1);
  });

  it('are decided on by their category: a text grants nothing in a clearance', () => {
    const one = low({ Case: ['12'] });
    const held = (values: readonly string[]) =>
      resolveClearance(policies, {
        policy: { name: 'OPEN' },
        classifications: ['LOW'],
        categories: [{ tagSet: { name: 'Case' }, kind: 'unsaid', values }],
        unread: [],
      });
    const { clearance, findings } = held(['CASE NUMBER']);
    expect([clearance && decide(one, [clearance]), findings]).to.deep.equal([{ grant: true }, []]);
    const text = held(['12']);
    expect(text.clearance && decide(one, [text.clearance]).grant).to.equal(false);
    expect(text.findings).to.deep.equal([{ kind: 'unknown-value', tagSet: 'Case', value: '12' }]);
    expect(held(['CASE NUMBER', '12']).clearance?.categories.size).to.equal(1);
  });

  it('are shown as they were written, after the phrase if there is one', () => {
    expect(mark(open, low({ Case: ['12'], Review: ['2027-01-31'] })).text).to.equal(
      'OPEN LOW Review 2027-01-31 12',
    );
  });

  it('are written by name, and refused by ESS, which has numbers only', () => {
    const one = low({ Case: ['12'] });
    const again = resolveLabel(policies, express(open, one, 'names'));
    expect(again.ok && sameLabel(again.label, one)).to.equal(true);
    const three = low({ Review: ['2027-01-31'], Case: ['12', 'CLOSED'] });
    expect(express(open, three, 'names').categories.map(({ values }) => values)).to.deep.equal([
      ['2027-01-31'],
      ['12', 'CLOSED'],
    ]);
    expect(() => writeEssLabel(express(open, one, 'numbers'))).to.throw(LabelError);
  });

  it('make two labels different', () => {
    expect(sameLabel(low({ Case: ['12'] }), low({ Case: ['12'] }))).to.equal(true);
    expect(sameLabel(low({ Case: ['12'] }), low({ Case: ['13'] }))).to.equal(false);
    expect(sameLabel(low({ Case: ['CASE NUMBER'] }), low({ Case: ['12'] }))).to.equal(false);
  });

  it('are mapped to an open value, reported where only informative ones are lost, and refused where others would be', () => {
    const wish = { purpose: 'originate', now } as const;
    const kept = mapLabel(policies, low({ Review: ['2027-01-31'] }), away, wish);
    const again = away.tagSets[0]?.tags[0]?.values[0]?.category;
    expect(kept.ok && [kept.label.inputs, kept.findings]).to.deep.equal([
      [{ category: again, text: '2027-01-31' }],
      [],
    ]);
    expect(
      mapLabel(policies, low({ Review: ['2027-01-31'] }), away, { ...wish, informative: 'discard' }),
    ).to.deep.equal(kept);
    const two = low({ Review: ['2027-01-31'], Note: ['12'] });
    const first = mapLabel(policies, two, away, wish);
    expect(first.ok && [first.label.inputs, first.findings]).to.deep.equal([
      [{ category: again, text: '2027-01-31' }],
      [{ kind: 'discarded-input', category: two.categories[1] }],
    ]);
    const count = low({ Note: ['12'] });
    const lost = mapLabel(policies, count, away, wish);
    expect(lost.ok && [lost.label.inputs, lost.findings]).to.deep.equal([
      undefined,
      [{ kind: 'discarded-input', category: count.categories[0] }],
    ]);
    const discarded = mapLabel(policies, low({ Note: ['31/01/2027'] }), away, wish);
    expect(discarded.ok && [discarded.label.categories, discarded.findings]).to.deep.equal([[], []]);
    const refused = mapLabel(policies, low({ Case: ['12'] }), away, wish);
    expect(refused.ok ? [] : refused.reasons.map(explain)).to.deep.equal([
      '`CASE NUMBER` of `Case` has no equivalent in policy `AWAY`',
    ]);
    const filed = mapLabel(policies, low({ Case: ['CASE NUMBER'] }), away, wish);
    expect(filed.ok && filed.label.categories.map(({ name }) => name)).to.deep.equal(['FILED']);
  });
});

describe('values with words for a number', () => {
  it('are read, referred to and mapped by them, and labels name them: the words are not names', () => {
    const al = low({ Country: ['Aland', 'AL'] });
    expect(al.categories.map(({ name, lacv }) => [name, lacv])).to.deep.equal([
      ['Aland', 'AL'],
      ['AL', 'BE'],
    ]);
    expect(validate(open, al, { mode: 'new', now }).violations).to.deep.equal([]);
    expect(validate(open, low({ Country: ['AL'] }), { mode: 'new', now }).violations).to.deep.equal([
      { rule: 'required-category', where: '`AL` of `Country`' },
    ]);
    expect(read({ Country: ['BE'] }).ok).to.equal(false);
    const there = mapLabel(policies, low({ Country: ['Aland'] }), away, { purpose: 'receive', now });
    expect(there.ok && there.label.categories.map(({ name }) => name)).to.deep.equal(['Belonia']);
  });

  it('load with a finding, and cannot be written in ESS', () => {
    const { findings } = readSpif(fixture('policies/open/spif.xml'));
    expect(findings.filter(({ code }) => code === 'text-lacv')).to.deep.equal([
      {
        code: 'text-lacv',
        message: 'the lacv `AL` is not a number: a label with this value cannot be written in ESS',
        line: 44,
      },
      {
        code: 'text-lacv',
        message: 'the lacv `BE` is not a number: a label with this value cannot be written in ESS',
        line: 47,
      },
    ]);
    expect(() => writeEssLabel(express(open, low({ Country: ['Aland'] }), 'numbers'))).to.throw(LabelError);
    expect(decide(label('A-U'), [cleared('U')]).grant).to.equal(true);
    expect(harness.governing.tagSets.flatMap((tagSet) => tagSet.open)).to.deep.equal([]);
  });
});

function openWith(from: string, to: string) {
  return readSpif(fixture('policies/open/spif.xml').replace(from, to)).policy;
}

function read(words: Readonly<Record<string, readonly (string | bigint)[]>>, known = policies) {
  const categories = Object.entries(words).map(
    ([name, values]): WrittenCategory => ({ tagSet: { name }, kind: 'unsaid', values }),
  );
  return resolveLabel(known, { policy: { name: 'OPEN' }, classification: 'LOW', categories, unread: [] });
}

function low(words: Readonly<Record<string, readonly (string | bigint)[]>>): Label {
  const resolved = read(words);
  if (resolved.ok) return resolved.label;
  throw new Error(resolved.reasons.map(explain).join('; '));
}
