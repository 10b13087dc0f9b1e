import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Outcome, PartRecord, RunRecord } from './record/index.ts';
import { repeat } from './repeat.ts';
import type { RunDifferences } from './run.ts';

function part(name: PartRecord['name'], outcome: Outcome): PartRecord {
  return { name, title: '', outcome, wallMs: 0, provision: [], findings: [], steps: [] };
}

/** A run of one scenario with its twin, which came to these. */
function runOf({ seed = '' }: RunDifferences, own: Outcome, twin?: Outcome): RunRecord {
  const parts = [part('scenario', own), ...(twin === undefined ? [] : [part('twin', twin)])];
  return {
    schema: 'cmbac/run@1',
    target: { name: 'reference', product: '', version: '' },
    suite: { version: '', scenarios: 1, seed },
    startedAt: '',
    wallMs: 0,
    faults: [],
    scenarios: [{ id: 'exit/a', file: '', title: '', requirements: [], outcome: own, parts }],
    requirements: [],
    staleExpectations: [],
    exitCode: 0,
  };
}

describe('repeat', () => {
  it('runs so often in as many orders, and finds nothing where nothing differs', async () => {
    const orders: (string | undefined)[] = [];
    const found = await repeat(3, 's', (differences) => {
      orders.push(differences.shuffle);
      return Promise.resolve(runOf(differences, 'passed', 'passed'));
    });
    expect(orders).to.deep.equal(['s-1', 's-2', 's-3']);
    expect([found.runs, found.parts, found.differences]).to.deep.equal([3, 2, []]);
  });

  it('tells each part that came to something else, with both seeds', async () => {
    let run = 0;
    const { differences } = await repeat(3, 's', (asked) => {
      run += 1;
      return Promise.resolve(
        [runOf(asked, 'passed', 'passed'), runOf(asked, 'passed'), runOf(asked, 'failed', 'passed')][
          run - 1
        ] ?? runOf(asked, 'broken'),
      );
    });
    expect(differences).to.deep.equal([
      { scenario: 'exit/a', part: 'twin', was: 'passed', now: 'not run', seeds: ['s-1', 's-2'] },
      { scenario: 'exit/a', part: 'scenario', was: 'passed', now: 'failed', seeds: ['s-1', 's-3'] },
    ]);
  });

  it('keeps the transcripts of the first run and of those that differ', async () => {
    const out = mkdtempSync(join(tmpdir(), 'cmbac-repeat-'));
    let run = 0;
    await repeat(
      3,
      's',
      (asked) => {
        mkdirSync(asked.out ?? '');
        run += 1;
        return Promise.resolve(runOf(asked, run === 3 ? 'failed' : 'passed'));
      },
      out,
    );
    expect([1, 2, 3].map((index) => existsSync(join(out, `repeat-${index}`)))).to.deep.equal([
      true,
      false,
      true,
    ]);
    rmSync(out, { recursive: true });
  });
});
