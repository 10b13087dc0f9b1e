import { expect } from 'chai';
import fc from 'fast-check';
import { element } from '#xml';
import { encodeBase64 } from '../base64.ts';
import { answerOf, describeLabelCodec, onlyLabelErrors } from '../codec.contract.ts';
import { LabelError } from '../errors.ts';
import { labelFixtures, malformedFixtures } from '../fixtures.contract.ts';
import { check } from '../property.contract.ts';
import type { WrittenLabel } from '../written-label.ts';
import { essLabel } from './arbitrary.contract.ts';
import { essLabelCodec, essNamespace } from './label-codec.ts';
import { readEssLabel } from './read-label.ts';
import { writeEssLabel } from './write-label.ts';

const secret: WrittenLabel = { policy: { oid: '1.1' }, classification: 4n, categories: [], unread: [] };

describe('ESS label codec', () => {
  describeLabelCodec(
    essLabelCodec,
    labelFixtures().map(({ name, ess, label }) => ({ name, wire: ess, label })),
    essLabel,
  );

  for (const { name, ess, error } of malformedFixtures()) {
    it(`refuses ${name}`, () => {
      expect(onlyLabelErrors(() => readEssLabel(ess))).to.include({ name: 'LabelError', code: error });
    });
  }

  for (const { name, ess, label, writes } of labelFixtures()) {
    const expressible =
      label.policy !== undefined &&
      label.unread.length === 0 &&
      label.categories.every(
        ({ kind, values }) => kind !== 'unsaid' && values.every((value) => Number(value) >= 0),
      );
    it(expressible ? `writes ${name} in DER` : `does not write ${name}`, () => {
      const written = onlyLabelErrors(() => writeEssLabel(label));
      if (expressible) expect(written).to.equal(writes ?? ess);
      else expect(written).to.include({ code: 'label-inexpressible' });
    });
  }
});

describe('essLabelCodec.read', () => {
  it('refuses an attribute or an element: the type is xs:base64Binary', () => {
    const text = 'MQYCAQQGASk=';
    const wires = [
      element(essNamespace, 'esssecuritylabel', { syntax: 'ber' }, [text]),
      element(essNamespace, 'esssecuritylabel', {}, [text, element(essNamespace, 'b')]),
    ];
    expect(wires.map((wire) => answerOf(() => essLabelCodec.read(wire)))).to.deep.equal([
      'label-structure: attribute `syntax` of the label',
      'label-structure: element `b` inside the label',
    ]);
  });

  it('joins text that a CDATA section divided', () => {
    expect(
      essLabelCodec.read(element(essNamespace, 'esssecuritylabel', {}, ['MQYCAQ', 'QGASk='])),
    ).to.deep.equal(secret);
  });
});

describe('readEssLabel', () => {
  it('says what is wrong in words of the label', () => {
    expect(
      [
        'MQA=',
        'MRMCAQECAQQGCysGAQQBgf1ZggIB',
        'MRECAgEBBgsrBgEEAYH9WYICAQ==',
        'MAMCAQQ=',
        'MQUCAQQFAA==',
      ].map((text) => answerOf(() => readEssLabel(text))),
    ).to.deep.equal([
      'label-structure: label without a part',
      'label-structure: label with two parts of the kind `classification`',
      'label-structure: classification that is not 0 to 256',
      'label-structure: tag `30` where label has `31`',
      'label-structure: tag `05` in a label',
    ]);
  });

  it('reads 64 categories and refuses 65', () => {
    const categories = (count: number): string => {
      const one = [0x30, 0x08, 0x80, 0x02, 0x2a, 0x03, 0xa1, 0x02, 0x31, 0x00];
      const set = Array.from({ length: count }, () => one).flat();
      return encodeBase64(
        Uint8Array.of(0x31, 0x82, ...word(set.length + 4), 0x31, 0x82, ...word(set.length), ...set),
      );
    };
    expect(readEssLabel(categories(64)).unread.length).to.equal(64);
    expect(answerOf(() => readEssLabel(categories(65)))).to.equal('label-structure: more than 64 categories');
  });

  it('writes 65 536 octets and not one more', () => {
    const sets = (bit: bigint): WrittenLabel => ({
      ...secret,
      categories: [...new Array<bigint>(7).fill(65_535n), bit].map((each, at) => ({
        kind: 'restrictive',
        tagSet: { oid: `1.2.${at}` },
        values: [each],
      })),
    });
    const octets = (bit: bigint): number => Buffer.from(writeEssLabel(sets(bit)), 'base64').length;
    const last = 40_000n + 8n * BigInt(65_536 - octets(40_000n));
    expect(octets(last)).to.equal(65_536);
    expect(answerOf(() => writeEssLabel(sets(last + 8n)))).to.equal(
      'label-inexpressible: label of 65537 octets',
    );
  });

  it('refuses more than 64 KiB, a bit over 65 535, and more than 4096 values', () => {
    expect(answerOf(() => readEssLabel('A'.repeat(90_000)))).to.equal(
      'label-too-large: base64 of more than 65536 octets',
    );
    const bits = (octets: number, fill = 0): string => {
      const tag = nest(0x30, [0x06, 0x01, 0x29, ...nest(0x03, [0, ...new Array<number>(octets).fill(fill)])]);
      const type = [0x80, 0x0a, 0x60, 0x86, 0x48, 0x01, 0x65, 0x02, 0x01, 0x08, 0x03, 0x00];
      return encodeBase64(Uint8Array.from(nest(0x31, nest(0x31, nest(0x30, [...type, ...nest(0xa1, tag)])))));
    };
    expect(readEssLabel(bits(8192)).categories.length).to.equal(1);
    expect(answerOf(() => readEssLabel(bits(8193)))).to.equal(
      'label-too-large: attribute flags of category 1 with a bit over 65535',
    );
    expect(readEssLabel(bits(512, 0xff)).categories[0]?.values.length).to.equal(4096);
    expect(answerOf(() => readEssLabel(bits(513, 0xff)))).to.equal(
      'label-too-large: categories with too many values',
    );
  });

  it('gives a label or a LabelError for any octets', () => {
    check(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        onlyLabelErrors(() => readEssLabel(encodeBase64(bytes)));
        onlyLabelErrors(() => readEssLabel(encodeBase64(Uint8Array.of(0x31, 0x80, ...bytes, 0, 0))));
      }),
    );
  });

  it('reads no label out of a prefix of one', () => {
    check(
      fc.property(essLabel, fc.nat(), (label, cut) => {
        const whole = Buffer.from(writeEssLabel(label), 'base64');
        const answer = onlyLabelErrors(() =>
          readEssLabel(encodeBase64(whole.subarray(0, cut % whole.length))),
        );
        expect(answer).to.be.instanceOf(LabelError);
      }),
    );
  });
});

describe('writeEssLabel', () => {
  it('refuses what the syntax cannot say', () => {
    const alpha = { tagSet: { oid: '1.2.3' }, kind: 'restrictive', values: [0n] } as const;
    const labels: WrittenLabel[] = [
      { ...secret, policy: { name: 'HARNESS-A' } },
      { categories: [], unread: [] },
      { ...secret, policy: { oid: '1' } },
      { ...secret, policy: { oid: '3.1' } },
      { ...secret, policy: { oid: '1.40' } },
      { ...secret, policy: { oid: '1.02' } },
      { ...secret, policy: { oid: '01.2' } },
      { ...secret, policy: { oid: '' } },
      { ...secret, policy: { oid: '1.2 ' } },
      { ...secret, policy: { oid: 'HARNESS-A' } },
      { ...secret, policy: { oid: `2.${2n ** 128n}` } },
      { ...secret, policy: { oid: `1.2.${2n ** 128n + 1n}` } },
      { ...secret, classification: 'SECRET' },
      { ...secret, classification: '4' },
      { ...secret, classification: 257n },
      { ...secret, classification: -1n },
      { ...secret, privacyMark: '' },
      { ...secret, privacyMark: '\u0007' },
      { ...secret, privacyMark: '\ud800' },
      { ...secret, unread: [{ where: 'category 1', syntax: '1.2.3' }] },
      { ...secret, categories: [{ ...alpha, tagSet: { name: 'Compartment' } }] },
      { ...secret, categories: [{ ...alpha, tagSet: {} }] },
      { ...secret, categories: [{ ...alpha, kind: 'unsaid' }] },
      { ...secret, categories: [{ ...alpha, kind: 'any-restrictive' }] },
      { ...secret, categories: [{ ...alpha, kind: 'any-permissive' }] },
      { ...secret, categories: [{ ...alpha, values: ['ALPHA'] }] },
      { ...secret, categories: [{ ...alpha, values: [-1n] }] },
      { ...secret, categories: [{ ...alpha, values: [65_536n] }] },
      {
        ...secret,
        categories: Array.from({ length: 65 }, (_, at) => ({ ...alpha, tagSet: { oid: `1.2.${at}` } })),
      },
      { ...secret, categories: [{ ...alpha, values: Array.from({ length: 4097 }, (_, at) => BigInt(at)) }] },
      {
        ...secret,
        categories: Array.from({ length: 9 }, (_, at) => ({
          ...alpha,
          tagSet: { oid: `1.2.${at}` },
          values: [65_535n],
        })),
      },
    ];
    expect(labels.map((label) => answerOf(() => writeEssLabel(label)))).to.deep.equal([
      'label-inexpressible: policy `HARNESS-A` without an identifier',
      'label-inexpressible: policy `` without an identifier',
      'label-inexpressible: object identifier `1`',
      'label-inexpressible: object identifier `3.1`',
      'label-inexpressible: object identifier `1.40`',
      'label-inexpressible: object identifier `1.02`',
      'label-inexpressible: object identifier `01.2`',
      'label-inexpressible: object identifier ``',
      'label-inexpressible: object identifier `1.2 `',
      'label-inexpressible: object identifier `HARNESS-A`',
      `label-inexpressible: object identifier \`2.${2n ** 128n}\``,
      `label-inexpressible: object identifier \`1.2.${2n ** 128n + 1n}\``,
      'label-inexpressible: classification `SECRET`',
      'label-inexpressible: classification `4`',
      'label-inexpressible: classification `257`',
      'label-inexpressible: classification `-1`',
      'label-inexpressible: privacy mark that is empty or has a character that XML cannot carry',
      'label-inexpressible: privacy mark that is empty or has a character that XML cannot carry',
      'label-inexpressible: privacy mark that is empty or has a character that XML cannot carry',
      'label-inexpressible: category 1 in syntax `1.2.3`',
      'label-inexpressible: tag set `Compartment` without an identifier',
      'label-inexpressible: tag set `` without an identifier',
      'label-inexpressible: category of kind `unsaid`',
      'label-inexpressible: category of kind `any-restrictive`',
      'label-inexpressible: category of kind `any-permissive`',
      'label-inexpressible: category value `ALPHA`',
      'label-inexpressible: category value `-1`',
      'label-inexpressible: bit `65536`',
      'label-inexpressible: 65 categories with 65 values',
      'label-inexpressible: 1 categories with 4097 values',
      'label-inexpressible: label of 74041 octets',
    ]);
  });

  it('writes as many categories and values as it reads', () => {
    const categories = Array.from({ length: 64 }, (_, at) => ({
      tagSet: { oid: `1.2.${at}` },
      kind: 'restrictive' as const,
      values: Array.from({ length: 64 }, (__, bit) => BigInt(bit)),
    }));
    expect(readEssLabel(writeEssLabel({ ...secret, categories })).categories).to.deep.equal(categories);
  });

  it('writes a list as a list, whatever is said of bits: only what informs can be either', () => {
    const rel = { tagSet: { oid: '1.2.3' }, kind: 'enumerated-restrictive', values: [1n] } as const;
    const written = writeEssLabel({ ...secret, categories: [{ ...rel, asBits: true }] });
    expect(readEssLabel(written).categories).to.deep.equal([rel]);
  });

  it('writes an arc as large as it reads', () => {
    const label = { ...secret, policy: { oid: `1.2.${2n ** 128n}` } };
    expect(readEssLabel(writeEssLabel(label))).to.deep.equal(label);
  });

  it('keeps apart what is a list and what is a bit map of one tag set', () => {
    const admin = { tagSet: { oid: '1.2.3' }, kind: 'informative', values: [1n] } as const;
    const label = { ...secret, categories: [{ ...admin, asBits: true as const }, admin] };
    expect(readEssLabel(writeEssLabel(label)).categories).to.have.deep.members(label.categories);
  });

  it('says a tag set once, in the order of DER', () => {
    const rel = { tagSet: { oid: '1.2.3' }, kind: 'enumerated-permissive' } as const;
    const parts = {
      ...secret,
      categories: [
        { ...rel, values: [300n, 2n] },
        { ...rel, values: [2n, 128n] },
      ],
    };
    expect(readEssLabel(writeEssLabel(parts)).categories).to.deep.equal([
      { ...rel, values: [2n, 128n, 300n] },
    ]);
  });
});

function word(number: number): [number, number] {
  return [number >> 8, number & 0xff];
}

/** An element with a length in two octets. */
function nest(tag: number, contents: readonly number[]): number[] {
  return [tag, 0x82, ...word(contents.length), ...contents];
}
