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

describe('saySame', () => {
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
});
