import { expect } from 'chai';
import type { RunRecord } from '../record/index.ts';
import { EnvironmentFault } from '../targets/index.ts';
import type { PairRun } from './matrix.ts';
import { runPairs } from './run-pairs.ts';

const [one, two] = [{ name: 'one' }, { name: 'two' }];

function runOf(from: string, to: string): RunRecord {
  const server = (name: string) => ({ name, product: name, version: '1' });
  return {
    schema: 'cmbac/run@1',
    target: server(from),
    peer: server(to),
    suite: { version: '0', scenarios: 1, seed: 's' },
    startedAt: '2026-01-01T00:00:00Z',
    wallMs: 5,
    faults: [],
    scenarios: [],
    requirements: [],
    staleExpectations: [],
    exitCode: 0,
  };
}

/** Each pair as `one-two`, or as the sentence that it could not be run for. */
function shown(pairs: readonly PairRun[]): string[] {
  return pairs.map((pair) =>
    'run' in pair ? `${pair.run.target.name}-${pair.run.peer?.name}` : pair.broken,
  );
}

/** Runs the pairs of two servers; some fail by what `fail` throws. Gives what was kept each time, and the complaints. */
async function outcomeOf(fail: (from: string, to: string) => void): Promise<[string[][], string[]]> {
  const kept: string[][] = [];
  const complaints: string[] = [];
  const found = await runPairs([one, two], {
    asked: () => 3,
    run: async ({ name: from }, { name: to }) => {
      await Promise.resolve();
      fail(from, to);
      return runOf(from, to);
    },
    keep: (pairs) => kept.push(shown(pairs)),
    complain: (sentence) => complaints.push(sentence),
  });
  expect(kept.at(-1)).to.deep.equal(shown(found));
  return [kept, complaints];
}

const notReached = 'the matrix was ended before this pair had been run';

describe('runPairs', () => {
  it('keeps what is known before the first pair and after each, those to come as pairs that were not run', async () => {
    const [kept, complaints] = await outcomeOf(() => undefined);
    expect(kept).to.deep.equal([
      [notReached, notReached, notReached, notReached],
      ['one-one', notReached, notReached, notReached],
      ['one-one', 'one-two', notReached, notReached],
      ['one-one', 'one-two', 'two-one', notReached],
      ['one-one', 'one-two', 'two-one', 'two-two'],
    ]);
    expect(complaints).to.deep.equal([]);
  });

  it('runs the other pairs where one cannot be run, and says why in one line that no terminal obeys', async () => {
    const [kept, complaints] = await outcomeOf((from, to) => {
      if (to === 'two') throw new EnvironmentFault(`two ended: \u001b[31mport\u001b[0m\n\u0007taken\n`);
      if (from === 'two') throw new TypeError('x is not a function');
    });
    const fault = 'two ended: port taken';
    const mistake = 'the harness or this machine failed: x is not a function';
    expect(kept.at(-1)).to.deep.equal(['one-one', fault, mistake, fault]);
    expect(complaints).to.deep.equal([fault, mistake, fault]);
  });
});
