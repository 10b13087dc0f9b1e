import { type Decoder, promise } from './decoder.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

/** How often a decoder was tried, and what the worst of it cost. */
export interface Tally {
  readonly executions: number;
  /** Kinds of answer: each kind of refusal is one. */
  readonly answers: number;
  readonly slowestMs: number;
}

/** An input that a decoder, or what decides on it, did not keep its word for. */
export interface Finding {
  readonly decoder: string;
  readonly input: Uint8Array;
  readonly what: string;
}

/** How long one decoder has its turn, in milliseconds. */
const turnMs = 50;

/** Most inputs that one decoder keeps to mutate again, beside its seeds. */
const maxKept = 500;

/** One decoder being tried. An input with an answer that was not heard before is kept, and mutated in its turn. */
export class Fuzz {
  readonly #decoder: Decoder;
  readonly #random: Random;
  readonly #maxMs: number;
  readonly #kept: Uint8Array[];
  readonly #answers = new Set<string>();
  #executions = 0;
  #slowestMs = 0;

  /** `maxMs`: longest time that one input may be computed on, in milliseconds. */
  constructor(decoder: Decoder, seed: string, maxMs = 200) {
    this.#decoder = decoder;
    this.#maxMs = maxMs;
    this.#random = new Random(`${seed} ${decoder.name}`);
    this.#kept = decoder.seeds.filter(({ length }) => length > 0);
  }

  get tally(): Tally {
    return { executions: this.#executions, answers: this.#answers.size, slowestMs: this.#slowestMs };
  }

  /** Tries inputs for a turn, the seeds as they are before any other. `about` is told of each before it is tried. */
  turn(about: (input: Uint8Array) => void): Finding | undefined {
    const end = performance.now() + turnMs;
    do {
      const input =
        this.#kept[this.#executions] ?? mutate(this.#random, this.#random.pick(this.#kept), this.#kept);
      about(input);
      const finding = this.#try(input);
      if (finding !== undefined) return finding;
    } while (performance.now() < end);
    return undefined;
  }

  #try(input: Uint8Array): Finding | undefined {
    this.#executions++;
    try {
      const { answer, ms } = timed(this.#decoder, input, this.#maxMs);
      this.#slowestMs = Math.max(this.#slowestMs, ms);
      promise(ms <= this.#maxMs, `${Math.round(ms)} ms, where ${this.#maxMs} ms is too long`);
      if (!this.#answers.has(answer) && this.#answers.size < maxKept) {
        this.#answers.add(answer);
        if (this.#executions > this.#decoder.seeds.length) this.#kept.push(input);
      }
      return undefined;
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { decoder: this.#decoder.name, input, what };
    }
  }
}

/** The answer, and the time that this thread computed for it: of a slow one the best of three. */
function timed({ examine }: Decoder, input: Uint8Array, maxMs: number): { answer: string; ms: number } {
  let best = { answer: '', ms: Number.POSITIVE_INFINITY };
  for (let times = 0; times < 3 && best.ms > maxMs; times++) {
    const before = process.threadCpuUsage();
    const answer = examine(input);
    const { user, system } = process.threadCpuUsage(before);
    best = { answer, ms: Math.min(best.ms, (user + system) / 1000) };
  }
  return best;
}
