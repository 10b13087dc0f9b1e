import type { Random } from './random.ts';
import { brackets, utf8, words } from './words.ts';

/** Longest input that is made, in bytes: past the bound of every decoder but those of policies and documents. */
export const maxInputBytes = 131_072;

/** One to eight changes to an input, or an input of noise. `others` are spliced into it; `words` are what decoders know. */
export function mutate(random: Random, input: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  if (random.oneIn(50)) return random.bytes(random.below(300));
  let changed = input;
  for (let times = 1 + random.below(random.pick([1, 2, 8])); times > 0; times--) {
    changed = random.pick(changes)(random, changed, others);
    if (changed.length > maxInputBytes) changed = changed.slice(0, maxInputBytes);
  }
  return changed;
}

type Change = (random: Random, input: Uint8Array, others: readonly Uint8Array[]) => Uint8Array;

const changes: readonly Change[] = [
  flipBit,
  flipBit,
  flipBit,
  setByte,
  setByte,
  addToByte,
  editLength,
  remove,
  insertNoise,
  insertWord,
  insertWord,
  repeat,
  nest,
  splice,
  moveRange,
  replaceNumber,
];

function flipBit(random: Random, input: Uint8Array): Uint8Array {
  return withByte(input, random.below(input.length), (byte) => byte ^ (1 << random.below(8)));
}

function setByte(random: Random, input: Uint8Array): Uint8Array {
  const byte = random.pick([0x00, 0x01, 0x1f, 0x30, 0x31, 0x3c, 0x3e, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff]);
  return withByte(input, random.below(input.length), () => byte);
}

function addToByte(random: Random, input: Uint8Array): Uint8Array {
  return withByte(input, random.below(input.length), (byte) => byte + random.below(9) - 4);
}

/** Puts a length of more octets, or none, where one of fewer may stand. */
function editLength(random: Random, input: Uint8Array): Uint8Array {
  const at = random.below(input.length);
  const length = input[at] ?? 0;
  const forms = [[0x81, length], [0x82, 0, length], [0x84, 0xff, 0xff, 0xff, 0xff], [0x80], [0xff], [0x88]];
  return join(input.subarray(0, at), Uint8Array.from(random.pick(forms)), input.subarray(at + 1));
}

function remove(random: Random, input: Uint8Array): Uint8Array {
  const [from, to] = range(random, input);
  return join(input.subarray(0, from), input.subarray(to));
}

function insertNoise(random: Random, input: Uint8Array): Uint8Array {
  return insertAt(random, input, random.bytes(1 + random.below(8)));
}

function insertWord(random: Random, input: Uint8Array): Uint8Array {
  return insertAt(random, input, random.pick(words));
}

/** A range many times over. */
function repeat(random: Random, input: Uint8Array): Uint8Array {
  const [from, to] = range(random, input);
  const times = random.pick([2, 3, 65, 1025]);
  const count = Math.min(times, Math.floor(maxInputBytes / Math.max(to - from, 1)));
  const repeated = join(...Array.from({ length: count }, () => input.subarray(from, to)));
  return join(input.subarray(0, to), repeated, input.subarray(to));
}

/** What looks like a beginning many times before a place, and what looks like its end as often after it. */
function nest(random: Random, input: Uint8Array): Uint8Array {
  const [from, to] = range(random, input);
  const [before, after] = random.pick(brackets);
  const times = random.pick([2, 15, 17, 99, 101, 5000, 20_000]);
  const around = (bracket: Uint8Array): Uint8Array => Buffer.alloc(times * bracket.length, bracket);
  return join(
    input.subarray(0, from),
    around(before),
    input.subarray(from, to),
    // What is never closed goes deeper within the same bound
    random.oneIn(2) ? around(after) : new Uint8Array(),
    input.subarray(to),
  );
}

function splice(random: Random, input: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  const other = random.pick(others);
  const [from, to] = range(random, other);
  return insertAt(random, input, other.subarray(from, to));
}

function moveRange(random: Random, input: Uint8Array): Uint8Array {
  const [from, to] = range(random, input);
  return insertAt(random, join(input.subarray(0, from), input.subarray(to)), input.subarray(from, to));
}

/** Digits in a text replaced with a number that is large, negative or none. */
function replaceNumber(random: Random, input: Uint8Array): Uint8Array {
  const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  const start = random.below(input.length);
  const from = input.findIndex((byte, at) => isDigit(byte) && at >= start);
  if (from === -1) return flipBit(random, input);
  let to = from;
  while (isDigit(input[to])) to++;
  const numbers = ['0', '-1', '00', '255', '65536', '4294967296', '1e9', '9'.repeat(400), '1.5', 'NaN'];
  return join(input.subarray(0, from), utf8(random.pick(numbers)), input.subarray(to));
}

function withByte(input: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const changed = Uint8Array.from(input);
  changed[at] = change(input[at] ?? 0);
  return changed;
}

function insertAt(random: Random, input: Uint8Array, inserted: Uint8Array): Uint8Array {
  const at = random.below(input.length + 1);
  return join(input.subarray(0, at), inserted, input.subarray(at));
}

/** Where a part of an input begins and ends; most are short. */
function range(random: Random, input: Uint8Array): [number, number] {
  const from = random.below(input.length + 1);
  return [from, Math.min(input.length, from + random.below(random.pick([4, 16, 64, 512])))];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
