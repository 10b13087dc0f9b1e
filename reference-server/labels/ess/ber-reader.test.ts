import { expect } from 'chai';
import { answerOf } from '../codec.contract.ts';
import { BerReader, maxDepth } from './ber-reader.ts';
import { readInteger, readOid } from './ber-values.ts';
import { tags } from './tags.ts';

/** `depth` sets, one inside another. */
function sets(depth: number): Uint8Array {
  let bytes: number[] = [];
  for (let set = 0; set < depth; set++) bytes = [0x31, bytes.length, ...bytes];
  return Uint8Array.from(bytes);
}

function enterAll(bytes: Uint8Array): string {
  let reader = BerReader.of(bytes);
  while (reader.hasMore()) reader = reader.enter(tags.set, 'set');
  return 'read';
}

describe('BerReader', () => {
  it('enters elements down to the bound, however their lengths are written', () => {
    const indefinite = (depth: number): Uint8Array =>
      Uint8Array.from(
        [...new Array<number[]>(depth).fill([0x31, 0x80]), ...new Array<number[]>(depth).fill([0, 0])].flat(),
      );
    expect(
      [sets(maxDepth), sets(maxDepth + 1), indefinite(maxDepth), indefinite(maxDepth + 1)].map((bytes) =>
        answerOf(() => enterAll(bytes)),
      ),
    ).to.deep.equal([
      'read',
      'label-too-large: nested deeper than 16',
      'read',
      'label-too-large: nested deeper than 16',
    ]);
  });

  it('reads lengths of many octets and refuses more than there is', () => {
    const length = (...octets: number[]): unknown =>
      answerOf(() => readInteger(BerReader.of(Uint8Array.of(tags.integer, ...octets, 5)), 'number'));
    expect([
      length(0x01),
      length(0x81, 0x01),
      length(0x84, 0, 0, 0, 1),
      length(0xfe, ...new Array<number>(125).fill(0), 1),
      length(0x02),
      length(0x84, 0xff, 0xff, 0xff, 0xff),
      length(0xfe, ...new Array<number>(126).fill(0xff)),
      length(0x85, 0),
      length(0xff),
    ]).to.deep.equal([
      5n,
      5n,
      5n,
      5n,
      'label-encoding: an element that ends before its length says',
      'label-encoding: an element that ends before its length says',
      'label-encoding: an element that ends before its length says',
      'label-encoding: an element that ends before its length says',
      'label-encoding: length octet `ff`',
    ]);
  });

  it('reads a part of a larger array as that part', () => {
    const part = Uint8Array.of(9, 9, tags.integer, 1, 5, 9).subarray(2, 5);
    expect(readInteger(BerReader.of(part), 'number')).to.equal(5n);
  });
});

describe('readInteger', () => {
  it('reads numbers of every size and sign', () => {
    const numbers = [
      [0x00],
      [0xff],
      [0x7f],
      [0x80],
      [0x00, 0x80],
      [0xff, 0x7f],
      [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0x80, 0, 0, 0, 0, 0],
      [0x80, 0, 0, 0, 0, 0, 0],
      [0x01, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    expect(
      numbers.map((octets) =>
        readInteger(BerReader.of(Uint8Array.of(tags.integer, octets.length, ...octets)), 'number'),
      ),
    ).to.deep.equal([
      0n,
      -1n,
      127n,
      -128n,
      128n,
      -129n,
      2n ** 47n - 1n,
      -(2n ** 47n),
      -(2n ** 55n),
      2n ** 64n,
    ]);
  });

  it('reads 64 octets and refuses 65', () => {
    const ones = (count: number): Uint8Array =>
      Uint8Array.from([tags.integer, count, ...new Array<number>(count).fill(1)]);
    expect(readInteger(BerReader.of(ones(64)), 'number').toString(16)).to.equal('01'.repeat(64).slice(1));
    expect(answerOf(() => readInteger(BerReader.of(ones(65)), 'number'))).to.equal(
      'label-too-large: number of more than 64 octets',
    );
  });
});

describe('readOid', () => {
  it('reads 512 octets and refuses 513', () => {
    const arcs = (count: number): Uint8Array =>
      Uint8Array.from([tags.oid, 0x82, count >> 8, count & 0xff, ...new Array<number>(count).fill(0x2a)]);
    expect(readOid(BerReader.of(arcs(512)), tags.oid, 'policy')).to.equal(`1.2${'.42'.repeat(511)}`);
    expect(answerOf(() => readOid(BerReader.of(arcs(513)), tags.oid, 'policy'))).to.equal(
      'label-too-large: policy of more than 512 octets',
    );
  });
});
