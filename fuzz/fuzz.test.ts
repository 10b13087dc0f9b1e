import { expect } from 'chai';
import { type Decoder, promise, refusing } from './decoder.ts';
import { Fuzz } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

const seeds = [new TextEncoder().encode('MQYCAQQGASk=')];

/** What a busy machine, or a pause for garbage, does not reach: past the bound an input is tried again. */
const generousMs = 10_000;

/** A decoder that examines as said; what it was given comes after its answer. */
function tried(examine: Decoder['examine'], seed = 'a', maxMs = generousMs): { given: string[]; fuzz: Fuzz } {
  const given: string[] = [];
  const noting: Decoder['examine'] = (input) => {
    given.push(Buffer.from(input).toString('hex'));
    return examine(input);
  };
  return { given, fuzz: new Fuzz({ name: 'base64', seeds, examine: noting }, seed, maxMs) };
}

describe('Fuzz', () => {
  it('finds nothing where a decoder answers, or refuses as it may', () => {
    const { fuzz, given } = tried(
      refusing([SyntaxError], (input) => {
        if (input.length % 2 === 1) throw new SyntaxError('odd');
        return 'read';
      }),
    );
    expect(fuzz.turn(() => undefined)).to.equal(undefined);
    expect(fuzz.tally).to.include({ executions: given.length, answers: 2 });
    expect(given[0]).to.equal(Buffer.from('MQYCAQQGASk=').toString('hex'));
  });

  it('finds an error that is not the own one of the decoder, a promise broken, and an input that takes long', () => {
    const faults: Decoder['examine'][] = [
      refusing([SyntaxError], () => {
        throw new RangeError('invalid array length');
      }),
      () => {
        promise(false, 'octets have two spellings');
        return 'read';
      },
      () => {
        const { user } = process.threadCpuUsage();
        while (process.threadCpuUsage().user - user < 6000);
        return 'read';
      },
    ];
    const found = faults.map((fault) => tried(fault, 'a', 5).fuzz.turn(() => undefined));
    expect(found.map((finding) => finding?.what.split('\n')[0]?.replace(/\d+ ms,/, 'N ms,'))).to.deep.equal([
      'RangeError: invalid array length',
      'BrokenPromise: octets have two spellings',
      'BrokenPromise: N ms, where 5 ms is too long',
    ]);
    expect(found.map((finding) => finding?.input)).to.deep.equal([seeds[0], seeds[0], seeds[0]]);
  });

  it('tries the same inputs again for the same seed, and others for another', () => {
    const [first, again, other] = ['a', 'a', 'b'].map((seed) => {
      const { fuzz, given } = tried(() => 'read', seed);
      // A turn is a span of time: on a busy machine one has fewer inputs
      while (given.length < 20) fuzz.turn(() => undefined);
      return given.slice(0, 20);
    });
    expect(first).to.deep.equal(again);
    expect(first).not.to.deep.equal(other);
  });
});

describe('mutate', () => {
  it('changes nearly every input, and makes none over the bound', () => {
    const random = new Random('a');
    const whole = new Uint8Array(131_072).fill(0x30);
    const made = Array.from({ length: 300 }, () => mutate(random, random.pick([...seeds, whole]), seeds));
    expect(made.filter(({ length }) => length > 131_072)).to.deep.equal([]);
    expect(new Set(made.map((input) => Buffer.from(input).toString('base64'))).size).to.be.above(250);
  });
});
