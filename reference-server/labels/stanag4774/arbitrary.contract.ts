import fc from 'fast-check';
import { element } from '#xml';
import { oid } from '../ess/arbitrary.contract.ts';
import { originatorIdTypes } from '../originator-id.ts';
import type { ConfidentialityLabel, LabelRole, Succession, WrittenCategory } from '../written-label.ts';

const blank = fc.constantFrom(' ', 'é', '&', '<', '"', '\u{1f512}');
const word = fc.stringMatching(/^[A-Za-z0-9.,/-]{1,8}$/);

/** Names without a blank too many. */
export const name = fc.oneof(
  word,
  fc.tuple(word, blank, word).map((parts) => parts.join('')),
);

const text = fc.oneof(name, fc.constantFrom('', ' A  B ', 'a\nb', 'a\r\nb'));
const named = fc.record({ oid, name }, { requiredKeys: ['name'] });

const dateTime = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** A category as STANAG 4774 tells kinds apart. */
export const namedCategory: fc.Arbitrary<WrittenCategory> = fc.record({
  tagSet: fc.record({ oid, name: text }, { requiredKeys: ['name'] }),
  kind: fc.constantFrom('any-restrictive', 'any-permissive', 'informative'),
  values: fc.array(text, { maxLength: 3 }),
});

/** Labels of one role, with so many successors at most, one inside another. */
export function confidentialityLabel(role: LabelRole, successors = 2): fc.Arbitrary<ConfidentialityLabel> {
  const extensions = fc.constantFrom([element('urn:x', 'note', {}, ['n'])]);
  const succession: fc.Arbitrary<Succession> =
    successors === 0
      ? fc.constant({ at: '2030-01-01T00:00:00Z', successor: plain(role) })
      : fc.record({ at: dateTime, successor: confidentialityLabel(role, successors - 1) });
  const metadata4774 = fc.record(
    {
      role: fc.constant(role),
      id: fc.constantFrom('l1', '_é'),
      created: dateTime,
      review: dateTime,
      originator: fc.record({ type: fc.constantFrom(...originatorIdTypes), value: text }),
      succession,
      attributes: fc.constant({ '{urn:x}a': 'b' }),
      extensions,
      informationExtensions: extensions,
    },
    { requiredKeys: ['role', 'created'] },
  );
  return fc.record(
    {
      policy: named,
      classification: name,
      privacyMark: text,
      categories: fc.array(namedCategory, { maxLength: 3 }),
      unread: fc.constant([]),
      metadata4774,
    },
    { requiredKeys: ['policy', 'classification', 'categories', 'unread', 'metadata4774'] },
  );
}

/** The least that a label can say. */
export function plain(role: LabelRole = 'originator', classification = 'SECRET'): ConfidentialityLabel {
  return {
    policy: { oid: '1.3.6.1.4.1.32473.258.1', name: 'HARNESS-A' },
    classification,
    categories: [],
    unread: [],
    metadata4774: { role, created: '2026-01-01T00:00:00Z', review: '2035-01-01T00:00:00Z' },
  };
}
