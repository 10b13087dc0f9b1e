import { expect } from 'chai';
import { label } from './fixtures.contract.ts';
import { explain, type Reason } from './reason.ts';

const { classification, categories } = label('A-S REL1+2');
const [category] = categories;

describe('explain', () => {
  if (category === undefined) throw new Error('A-S REL1+2 has no categories');
  const sentences: readonly (readonly [Reason, string])[] = [
    [{ kind: 'no-label' }, 'there is no label and no default label'],
    [{ kind: 'no-clearance' }, 'there is no clearance'],
    [{ kind: 'unreadable-label', message: 'cut short' }, 'the label cannot be read: cut short'],
    [{ kind: 'inexpressible-label', message: 'no number' }, 'the label cannot be written: no number'],
    [{ kind: 'no-policy' }, 'the label names no policy'],
    [{ kind: 'unknown-policy', policy: '1.2' }, 'policy `1.2` is not loaded'],
    [{ kind: 'policy-mismatch', oid: '1.2', name: 'X' }, 'policy `1.2` is not the one named `X`'],
    [
      { kind: 'no-classification' },
      'the label has no classification, and its policy lays none down for that',
    ],
    [{ kind: 'unknown-classification', classification: '77' }, 'classification `77` is not in the policy'],
    [{ kind: 'unknown-tag-set', tagSet: '1.2' }, 'tag set `1.2` is not in the policy'],
    [{ kind: 'tag-set-mismatch', oid: '1.2', name: 'X' }, 'tag set `1.2` is not the one named `X`'],
    [
      { kind: 'tag-kind-mismatch', tagSet: 'X', written: 'permissive' },
      'tag set `X` has no tag that is `permissive`',
    ],
    [{ kind: 'unknown-value', tagSet: 'X', value: '9' }, '`9` is not one value of tag set `X`'],
    [{ kind: 'too-many-successors' }, 'the label has too many successors'],
    [{ kind: 'unknown-part', part: 'category 1' }, 'the policy cannot say what category 1 means'],
    [
      { kind: 'invalid-label', violation: 'obsolete: `X`' },
      'the policy does not allow this label: obsolete: `X`',
    ],
    [
      { kind: 'other-policy', label: '1.1', clearance: ['1.2', '1.3'] },
      'the label is of policy `1.1`, the clearance of `1.2`, `1.3`',
    ],
    [
      { kind: 'classification-not-held', classification },
      'the clearance does not list classification `SECRET`',
    ],
    [{ kind: 'category-not-held', category }, 'the clearance does not have `ONE` of `Releasable To`'],
    [
      { kind: 'no-value-held', categories },
      'the clearance has none of `ONE` of `Releasable To`, `TWO` of `Releasable To`',
    ],
    [{ kind: 'no-equivalent-policy', from: 'X', to: 'Y' }, 'policy `X` has no equivalence to policy `Y`'],
    [
      { kind: 'no-equivalent-classification', classification, to: 'Y' },
      'classification `SECRET` has no one equivalent in policy `Y`',
    ],
    [
      { kind: 'no-equivalent-category', category, to: 'Y' },
      '`ONE` of `Releasable To` has no equivalent in policy `Y`',
    ],
    [
      { kind: 'equivalent-not-verified', label: 'OPEN' },
      'equivalent label `OPEN` is not what the policy makes of the label',
    ],
    [{ kind: 'rule', rule: 'no-files' }, 'rule `no-files` refuses it'],
  ];
  for (const [reason, sentence] of sentences) {
    it(`says that ${sentence}`, () => {
      expect(explain(reason)).to.equal(sentence);
    });
  }
});
