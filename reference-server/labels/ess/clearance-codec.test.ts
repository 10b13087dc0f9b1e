import { expect } from 'chai';
import fc from 'fast-check';
import { encodeBase64 } from '../base64.ts';
import { answerOf, onlyLabelErrors } from '../codec.contract.ts';
import { clearanceFixtures } from '../fixtures.contract.ts';
import { check } from '../property.contract.ts';
import { saySame } from '../same-label.ts';
import type { WrittenClearance } from '../written-clearance.ts';
import { category, oid } from './arbitrary.contract.ts';
import { readClearanceConstraints, x501ClearanceCodec } from './clearance-codec.ts';

const read = (text: string): WrittenClearance => x501ClearanceCodec.read(text);
const write = (clearance: WrittenClearance): string => x501ClearanceCodec.write(clearance);
const toSecret: WrittenClearance = {
  policy: { oid: '1.1' },
  classifications: [1n, 4n],
  categories: [],
  unread: [],
};

describe('X.501 clearance codec', () => {
  for (const { name, x501, clearance, writes } of clearanceFixtures()) {
    it(`reads ${name}`, () => {
      expect(read(x501)).to.deep.equal(clearance);
    });

    const expressible =
      clearance.unread.length === 0 && clearance.categories.every(({ kind }) => kind !== 'unsaid');
    it(expressible ? `writes ${name} in DER` : `does not write ${name}`, () => {
      const written = onlyLabelErrors(() => write(clearance));
      if (expressible) expect(written).to.equal(writes ?? x501);
      else expect(written).to.include({ code: 'label-inexpressible' });
    });
  }

  it('reads what it wrote as the same clearance', () => {
    const clearances: fc.Arbitrary<WrittenClearance> = fc.record({
      policy: fc.record({ oid }),
      classifications: fc.uniqueArray(fc.bigInt(0n, 300n)),
      categories: fc.array(category, { maxLength: 4 }),
      unread: fc.constant([]),
    });
    check(
      fc.property(clearances, (clearance) => {
        const { classifications, ...rest } = read(write(clearance));
        expect(classifications).to.deep.equal(
          clearance.classifications.toSorted((a, b) => Number(a) - Number(b)),
        );
        expect(saySame(rest, clearance)).to.be.true;
      }),
    );
  });

  it('gives a clearance or a LabelError for any octets', () => {
    check(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        onlyLabelErrors(() => read(encodeBase64(bytes)));
        onlyLabelErrors(() => read(encodeBase64(Uint8Array.of(0x30, 0x80, ...bytes, 0, 0))));
      }),
    );
  });

  it('refuses another order, a part too many, and half of each form', () => {
    expect(
      [
        'MBADAgUgBgorBgEEAYH9WQkB', // class list, then policy
        encodeBase64(Uint8Array.of(0x30, 0)),
        encodeBase64(Uint8Array.of(0x30, 7, 6, 1, 41, 0x31, 0, 5, 0)),
        encodeBase64(Uint8Array.of(0x30, 7, 0x80, 1, 41, 3, 2, 6, 0x40)),
        encodeBase64(Uint8Array.of(0x30, 5, 6, 1, 41, 0, 0)),
        encodeBase64(Uint8Array.of(0x30, 3, 6, 1, 41, 0)),
        encodeBase64(Uint8Array.of(0x30, 7, 6, 1, 41, 3, 2, 8, 0)),
      ].map((text) => answerOf(() => read(text))),
    ).to.deep.equal([
      'label-structure: tag `03` where policy has `06`',
      'label-structure: no policy',
      'label-structure: clearance with something after its last part',
      'label-structure: tag `03` where categories has `a2`',
      'label-structure: tag `00` where categories has `31`',
      'label-structure: clearance with something after its last part',
      'label-encoding: class list with a wrong count of unused bits',
    ]);
  });

  it('writes 65 536 octets and not one more', () => {
    const sets = (bits: readonly bigint[]): WrittenClearance => ({
      ...toSecret,
      categories: bits.map((bit, at) => ({
        kind: 'permissive',
        tagSet: { oid: `1.2.${at}` },
        values: [bit],
      })),
    });
    const full = new Array<bigint>(7).fill(65_535n);
    const octets = (bit: bigint): number => Buffer.from(write(sets([...full, bit])), 'base64').length;
    const last = 40_000n + 8n * BigInt(65_536 - octets(40_000n));
    expect(octets(last)).to.equal(65_536);
    expect(answerOf(() => write(sets([...full, last + 8n])))).to.equal(
      'label-inexpressible: clearance of 65537 octets',
    );
  });

  it('does not write what the syntax cannot say', () => {
    const wide = { kind: 'permissive', values: [65_535n] } as const;
    const clearances: WrittenClearance[] = [
      { ...toSecret, policy: { name: 'HARNESS-A' } },
      { ...toSecret, policy: {} },
      { ...toSecret, classifications: ['SECRET'] },
      { ...toSecret, classifications: [65_536n] },
      { ...toSecret, classifications: [-1n] },
      { ...toSecret, unread: [{ where: 'category 1', syntax: '1.2.3' }] },
      {
        ...toSecret,
        categories: Array.from({ length: 9 }, (_, at) => ({ ...wide, tagSet: { oid: `1.2.${at}` } })),
      },
    ];
    expect(clearances.map((clearance) => answerOf(() => write(clearance)))).to.deep.equal([
      'label-inexpressible: policy `HARNESS-A` without an identifier',
      'label-inexpressible: policy `` without an identifier',
      'label-inexpressible: classification `SECRET`',
      'label-inexpressible: bit `65536`',
      'label-inexpressible: bit `-1`',
      'label-inexpressible: category 1 in syntax `1.2.3`',
      'label-inexpressible: clearance of 74042 octets',
    ]);
  });
});

describe('readClearanceConstraints', () => {
  it('reads one clearance after another', () => {
    const [first, second] = clearanceFixtures();
    const members = [first, second].flatMap((one) => [...Buffer.from(one?.x501 ?? '', 'base64')]);
    expect(
      readClearanceConstraints(encodeBase64(Uint8Array.of(0x30, members.length, ...members))),
    ).to.deep.equal([first?.clearance, second?.clearance]);
  });

  it('refuses none, and anything else', () => {
    const texts = [
      [0x30, 0],
      [0x30, 2, 5, 0],
      [0x31, 0],
      [0x30, 0, 0],
    ].map((octets) => encodeBase64(Uint8Array.from(octets)));
    expect(texts.map((text) => answerOf(() => readClearanceConstraints(text)))).to.deep.equal([
      'label-structure: no clearance',
      'label-structure: tag `05` where clearance has `30`',
      'label-structure: tag `31` where clearance constraints has `30`',
      'label-structure: clearance constraints with something after its last part',
    ]);
  });
});
