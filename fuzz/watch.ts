import { Worker } from 'node:worker_threads';
import { decoders } from './decoders.ts';
import type { Outcome, Task } from './messages.ts';
import { Trying } from './trying.ts';

/** Longest silence before an input counts as one that hangs, in milliseconds. */
const maxSilenceMs = 10_000;

/** Most that a thread may have on the heap, in megabytes: no input that is small enough to be made needs that. */
const maxHeapMegabytes = 512;

/** Has a thread try inputs, and sees that it neither hangs nor eats the memory: both are findings, with the input. */
export function fuzz(task: Omit<Task, 'trying'>): Promise<Outcome> {
  const trying = new Trying();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
  });
  worker.postMessage({ ...task, trying: trying.memory } satisfies Task);
  return new Promise((resolve) => {
    const end = (outcome: Outcome): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(outcome);
    };
    const found = (what: string): void => {
      end({ tallies: {}, heapBytes: 0, finding: { decoder: nameOf(trying), input: trying.input, what } });
    };
    let count = -1;
    const watch = setInterval(() => {
      if (trying.count === count && count > 0) found(`no answer within ${maxSilenceMs} ms`);
      count = trying.count;
    }, maxSilenceMs);
    worker.once('message', end);
    worker.once('error', (error) => {
      found(String(error));
    });
  });
}

function nameOf(trying: Trying): string {
  return decoders[trying.decoder]?.name ?? 'none';
}
