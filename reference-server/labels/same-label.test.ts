import { expect } from 'chai';
import { saySame } from './same-label.ts';
import type { WrittenLabel } from './written-label.ts';

const rel = { tagSet: { oid: '1.2.1' }, kind: 'enumerated-permissive' } as const;
const alpha = { tagSet: { oid: '1.2.2' }, kind: 'restrictive', values: [0n] } as const;
const unmarked: WrittenLabel = {
  policy: { oid: '1.1' },
  classification: 4n,
  categories: [{ ...rel, values: [1n, 2n] }, alpha],
  unread: [],
};
const secret: WrittenLabel = { ...unmarked, privacyMark: 'EYES ONLY' };

/** Unmarked as STANAG 4774 has it, with a successor from a moment on. */
function succeeded(at: string, classification: bigint): WrittenLabel {
  const metadata4774 = { role: 'originator', created: '2026-01-01T00:00:00Z' } as const;
  const successor = { ...unmarked, classification, metadata4774 };
  return { ...unmarked, metadata4774: { ...metadata4774, succession: { at, successor } } };
}

describe('saySame', () => {
  it('asks of a STANAG 4774 label its role and its successor, and not its dates', () => {
    const created = '2026-01-01T00:00:00Z';
    const original = { ...unmarked, metadata4774: { role: 'originator', created } } as const;
    const others: WrittenLabel[] = [
      unmarked,
      { ...unmarked, metadata4774: { role: 'originator', created: '2020-01-01T00:00:00Z', review: created } },
      { ...unmarked, metadata4774: { role: 'metadata', created } },
      succeeded('2030-01-01T00:00:00Z', 1n),
    ];
    expect(others.map((other) => saySame(original, other))).to.deep.equal([true, true, false, false]);
    const due = succeeded('2030-01-01T00:00:00Z', 1n);
    const successors = [
      succeeded('2030-01-01T01:00:00+01:00', 1n),
      succeeded('2030-01-01T01:00:00Z', 1n),
      succeeded('2030-01-01T00:00:00Z', 2n),
    ];
    expect(successors.map((other) => saySame(due, other))).to.deep.equal([true, false, false]);
  });

  it('passes over order, repetition, empty categories and encoding', () => {
    const others: WrittenLabel[] = [
      { ...secret, privacyMarkAsUtf8: true },
      { ...secret, categories: [alpha, { ...rel, values: [2n] }, { ...rel, values: [1n, 2n] }] },
      {
        ...secret,
        categories: [...secret.categories, { ...rel, kind: 'informative', values: [], asBits: true }],
      },
      secret,
    ];
    expect(others.map((other) => saySame(secret, other))).to.deep.equal([true, true, true, true]);
  });

  it('tells apart whatever could be decided otherwise', () => {
    const others: WrittenLabel[] = [
      unmarked,
      { categories: secret.categories, unread: [], classification: 4n, privacyMark: 'EYES ONLY' },
      { ...secret, policy: { name: '1.1' } },
      { ...secret, policy: { oid: '1.1', name: 'P' } },
      { policy: { oid: '1.1' }, categories: secret.categories, unread: [], privacyMark: 'EYES ONLY' },
      { ...secret, classification: 5n },
      { ...secret, classification: '4' },
      { ...secret, privacyMark: 'eyes only' },
      { ...secret, categories: [alpha] },
      {
        ...secret,
        categories: [
          { ...rel, values: [1n, 2n] },
          { ...alpha, kind: 'permissive' },
        ],
      },
      {
        ...secret,
        categories: [
          { ...rel, values: [1n, 2n] },
          { ...alpha, tagSet: { oid: '1.2.3' } },
        ],
      },
      {
        ...secret,
        categories: [
          { ...rel, values: [1n, 2n] },
          { ...alpha, tagSet: { name: 'Compartment' } },
        ],
      },
      { ...secret, unread: [{ where: 'category 3', syntax: '1.2.3' }] },
    ];
    expect(others.map((other) => saySame(secret, other))).to.deep.equal(others.map(() => false));
  });

  it('tells apart labels of the same parts by what each part says', () => {
    const base: WrittenLabel = { policy: { name: 'P' }, classification: 'C', categories: [], unread: [] };
    const pairs: [WrittenLabel, WrittenLabel][] = [
      [base, { ...base, policy: { name: 'Q' } }],
      [base, { ...base, classification: 'D' }],
      [
        { policy: { name: 'P' }, categories: [], unread: [] },
        { ...base, classification: 'undefined' },
      ],
      [unread('category 1', '1.2.3'), unread('category 1', '1.2.4')],
      [unread('category 1', '1.2.3'), unread('category 2', '1.2.3')],
      [category({ name: 'T' }, 'V'), category({ name: 'U' }, 'V')],
      [category({ name: 'T' }, 5n), category({ name: 'T' }, '5')],
      [category({ name: 'T' }, 5n), category({ name: 'T' }, 6n)],
      [category({ name: 'T' }, 'V'), category({ oid: '1.2', name: 'T' }, 'V')],
    ];
    expect(pairs.map(([one, other]) => saySame(one, other))).to.deep.equal(pairs.map(() => false));
    function unread(where: string, syntax: string): WrittenLabel {
      return { ...base, unread: [{ where, syntax }] };
    }
    function category(tagSet: { oid?: string; name: string }, value: bigint | string): WrittenLabel {
      return { ...base, categories: [{ tagSet, kind: 'any-permissive', values: [value] }] };
    }
  });
});
