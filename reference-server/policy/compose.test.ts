import { expect } from 'chai';
import fc from 'fast-check';
import { anyClearance } from './arbitrary.contract.ts';
import { type LabelDraft, selectable } from './compose.ts';
import { decide } from './decide.ts';
import { cleared, fixture, harness, now, policy, worded } from './fixtures.contract.ts';
import type { Clearance } from './label.ts';
import type { Policy } from './policy.ts';
import { check } from './property.contract.ts';
import { readSpif } from './read-spif.ts';
import { validate } from './validate.ts';

const rules = policy('rules/spif.xml');
const open = policy('open/spif.xml');
const edge = policy('edge/spif.xml');
const a = harness.governing;
const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);

describe('selectable', () => {
  it('offers the classifications that are in use and within the clearance, before anything else', () => {
    const empty: LabelDraft = { categories: [] };
    expect(names(selectable(rules, empty, { now }).classifications)).to.deep.equal([
      'LOW',
      'MID',
      'HIGH',
      'TOP',
    ]);
    const { classifications, ...rest } = selectable(a, empty, { now, clearances: [cleared('U', 'S')] });
    expect([names(classifications), rest]).to.deep.equal([
      ['UNCLASSIFIED', 'SECRET'],
      { categories: [], privacyMarks: [], missing: [] },
    ]);
  });

  it('offers the categories that may be added, and says what is missing', () => {
    const low = selectable(rules, draft(rules, { classification: 'LOW' }), { now });
    expect(names(low.categories)).to.deep.equal([
      'N1',
      'N2',
      'WITH R1',
      'NO RELEASE',
      'ALONE',
      'NOT R1',
      'R1',
      'R2',
      'R3',
      'S1',
      'S2',
    ]);
    expect(low.missing).to.deep.equal([]);
    expect(low.label).to.deep.equal(worded(rules, { classification: 'LOW' }));
    expect(low.privacyMarks).to.deep.equal(['PERSONAL']);
    const high = selectable(rules, draft(rules, { classification: 'HIGH', categories: { Need: 'N1' } }), {
      now,
    });
    expect(names(high.categories)).to.deep.equal([
      'NOT LOW',
      'HIGH ONLY',
      'WITH R1',
      'NO RELEASE',
      'NOT R1',
      'R1',
      'R2',
      'R3',
      'S1',
      'S2',
      'C1',
      'C4',
    ]);
    expect([high.label, high.missing]).to.deep.equal([
      undefined,
      [{ rule: 'min-selection', where: 'tag `Context` of `Context`' }],
    ]);
  });

  it('offers nothing that would exclude what is there, or be one too many', () => {
    const full = draft(rules, { classification: 'LOW', categories: { Release: ['R1', 'R2'], Single: 'S1' } });
    expect(names(selectable(rules, full, { now }).categories)).to.deep.equal([
      'N1',
      'N2',
      'WITH R1',
      'ALONE',
    ]);
    const alone = draft(rules, { classification: 'LOW', categories: { Need: 'ALONE' } });
    expect(names(selectable(rules, alone, { now }).categories)).to.deep.equal(['R1', 'R2', 'R3', 'S1', 'S2']);
  });

  it('offers no second value where another one needs exactly one', () => {
    const one = readSpif(
      fixture('policies/rules/spif.xml').replace(
        /(name="WITH R1" lacv="8">\s*)<requiredCategory operation="all">/,
        '$1<requiredCategory operation="onlyOne"><categoryGroup tagSetRef="Release" tagType="permissive" lacv="2"/>',
      ),
    ).policy;
    const withR1 = draft(one, { classification: 'LOW', categories: { Need: 'WITH R1', Release: 'R1' } });
    expect(names(selectable(one, withR1, { now }).categories)).to.deep.equal(['N1', 'N2', 'R3', 'S1', 'S2']);
  });

  it('offers other classifications that the categories allow', () => {
    const one = draft(rules, { classification: 'LOW', categories: { Need: ['N1', 'N2'] } });
    expect(names(selectable(rules, one, { now }).classifications)).to.deep.equal(['LOW', 'MID', 'TOP']);
    const foreign = draft(a, { classification: 'SECRET', categories: { Compartment: 'ALPHA' } });
    expect(selectable(rules, foreign, { now }).classifications).to.deep.equal([]);
  });

  it('offers a release that the holder does not have only beside one that he has', () => {
    const clearances = [cleared('S', 'REL1')];
    const plain = draft(a, { classification: 'SECRET' });
    expect(names(selectable(a, plain, { now, clearances }).categories)).to.deep.equal([
      'ONE',
      'PERSONNEL',
      'ROUTING',
    ]);
    const one = draft(a, { classification: 'SECRET', categories: { 'Releasable To': 'ONE' } });
    expect(names(selectable(a, one, { now, clearances }).categories)).to.deep.equal([
      'TWO',
      'THREE',
      'PERSONNEL',
      'ROUTING',
    ]);
  });

  it('gives no label beyond the clearance, without a text for an open value, or with a privacy mark that is none', () => {
    const secret = draft(a, { classification: 'SECRET' });
    expect(selectable(a, secret, { now, clearances: [cleared('U')] }).label).to.equal(undefined);
    const dominating = {
      now,
      clearances: [cleared('TS')],
      options: { classification: 'dominates' },
    } as const;
    expect(selectable(a, secret, dominating).label?.classification.name).to.equal('SECRET');
    const review = draft(open, { classification: 'LOW', categories: { Review: 'REVIEW ON' } });
    expect(selectable(open, review, { now }).missing).to.deep.equal([
      { rule: 'user-input', where: '`REVIEW ON` of `Review`' },
    ]);
    const [category] = review.categories;
    const inputs = category === undefined ? [] : [{ category, text: '2027-01-31' }];
    expect(selectable(open, { ...review, inputs }, { now }).label?.inputs).to.deep.equal(inputs);
    expect(selectable(a, { ...secret, privacyMark: 'X' }, { now }).label).to.equal(undefined);
    expect(selectable(a, { ...secret, privacyMark: 'EYES ONLY' }, { now }).label?.privacyMark).to.equal(
      'EYES ONLY',
    );
    const none: Policy = {
      ...a,
      privacyMarks: { ...a.privacyMarks, selection: { min: 0, max: 0, single: false } },
    };
    expect(selectable(none, secret, { now }).privacyMarks).to.deep.equal([]);
    const oneMark = { ...a.privacyMarks, selection: { min: 0, max: 1, single: false } };
    expect(selectable({ ...a, privacyMarks: oneMark }, secret, { now }).privacyMarks).to.deep.equal([
      'EYES ONLY',
    ]);
  });

  for (const each of [rules, a, edge, open]) {
    it(`leads to labels of ${each.name} that may be made and that the holder may handle, whatever is chosen`, () => {
      const picks = fc.array(fc.nat(), { maxLength: 8 });
      check(
        fc.property(
          fc.option(anyClearance(each), { nil: undefined }),
          picks,
          (clearance, [first = 0, ...rest]) => {
            const { label } = compose(each, clearance, first, rest);
            if (label === undefined) return true;
            const { violations } = validate(each, label, { mode: 'new', now });
            return violations.length === 0 && (clearance === undefined || decide(label, [clearance]).grant);
          },
        ),
      );
    });

    it(`breaks nothing of ${each.name} on the way that adding more could not mend`, () => {
      const mendable = ['required-category', 'min-selection', 'user-input'];
      check(
        fc.property(
          fc.option(anyClearance(each), { nil: undefined }),
          fc.nat(),
          fc.array(fc.nat(), { maxLength: 8 }),
          (clearance, first, rest) =>
            compose(each, clearance, first, rest).missing.every(({ rule }) => mendable.includes(rule)),
        ),
      );
    });
  }
});

function draft(of: Policy, words: object): LabelDraft {
  const { classification, categories } = worded(of, words);
  return { classification, categories };
}

/** Follows the choices, one of those that are offered each time. */
function compose(of: Policy, clearance: Clearance | undefined, first: number, rest: readonly number[]) {
  const wish = { now, ...(clearance && { clearances: [clearance] }) };
  const start = selectable(of, { categories: [] }, wish);
  const classification = start.classifications[first % start.classifications.length];
  if (classification === undefined) return start;
  let categories: LabelDraft['categories'] = [];
  let choices = selectable(of, { classification, categories }, wish);
  for (const pick of rest) {
    const next = choices.categories[pick % choices.categories.length];
    if (next === undefined) break;
    categories = [...categories, next];
    choices = selectable(of, { classification, categories }, wish);
  }
  return choices;
}
