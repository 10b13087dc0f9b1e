import { parentPort } from 'node:worker_threads';
import { decoders } from './decoders.ts';
import { Fuzz } from './fuzz.ts';
import type { Outcome, Task } from './messages.ts';
import { Trying } from './trying.ts';

parentPort?.once('message', (task: Task) => {
  parentPort?.postMessage(run(task));
});

/** All decoders in turns, until the time is over or one of them breaks its word. */
function run({ seed, seconds, only, trying: memory }: Task): Outcome {
  const trying = new Trying(memory);
  const chosen = decoders
    .map((decoder, number) => ({ name: decoder.name, number, fuzz: new Fuzz(decoder, seed) }))
    .filter(({ name }) => only.length === 0 || only.includes(name));
  const end = performance.now() + seconds * 1000;
  let heapBytes = 0;
  const outcome = (): Outcome => ({
    tallies: Object.fromEntries(chosen.map(({ name, fuzz }) => [name, fuzz.tally])),
    heapBytes,
  });
  while (performance.now() < end) {
    for (const { number, fuzz } of chosen) {
      const finding = fuzz.turn((input) => {
        trying.begin(number, input);
      });
      if (finding !== undefined) return { ...outcome(), finding };
    }
    heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
  }
  return outcome();
}
