import { expect } from 'chai';
import type { Outcome, RunRecord, ScenarioRecord } from '../record/index.ts';
import { matrixRecord, orderedPairs, type PairRun } from './matrix.ts';

type Came = Parameters<typeof runOf>[2];

function pairOf(from: string, to: string, came: Came): PairRun {
  return { from, to, run: runOf(from, to, came), evidence: `pairs/${from}-${to}` };
}

function runOf(
  target: string,
  peer: string | undefined,
  {
    outcomes,
    exitCode,
  }: { readonly outcomes: readonly (Outcome | 'expected' | 'surprise')[]; readonly exitCode: number },
): RunRecord {
  const server = (name: string) => ({ name, product: name.toUpperCase(), version: '1' });
  return {
    schema: 'cmbac/run@1',
    target: server(target),
    ...(peer !== undefined && { peer: server(peer) }),
    suite: { version: '0', scenarios: 1, seed: 's' },
    startedAt: '2026-01-01T00:00:00Z',
    wallMs: 5,
    faults: [],
    scenarios: outcomes.map(scenarioOf),
    requirements: [],
    staleExpectations: [],
    exitCode,
  };
}

function scenarioOf(what: Outcome | 'expected' | 'surprise', index: number): ScenarioRecord {
  const outcome = what === 'expected' ? 'failed' : what === 'surprise' ? 'passed' : what;
  const isExpected = what === 'expected' || what === 'surprise';
  const expected = { outcome: 'failed', reason: 'it is known', met: what === 'expected' } as const;
  const rest = { id: `s/${index}`, file: '', title: '', requirements: [], parts: [] };
  return { ...rest, outcome, reason: `reason of ${outcome}`, ...(isExpected && { expected }) };
}

describe('orderedPairs', () => {
  it('pairs every one with every one and with itself, row by row', () => {
    expect(orderedPairs(['a', 'b'])).to.deep.equal([
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'b'],
    ]);
  });
});

describe('matrixRecord', () => {
  const facts = { suite: '0', startedAt: '2026-01-01T00:00:00Z', wallMs: 9 };

  it('counts the scenarios of each pair, and says where its evidence is', () => {
    const outcomes = [
      'passed',
      'passed',
      'failed',
      'inconclusive',
      'unsupported',
      'broken',
      'expected',
      'surprise',
    ] as const;
    const matrix = matrixRecord([pairOf('one', 'two', { outcomes, exitCode: 4 })], facts);
    expect(matrix).to.deep.equal({
      schema: 'cmbac/matrix@1',
      ...facts,
      targets: ['one', 'two'],
      servers: [
        { name: 'one', product: 'ONE', version: '1' },
        { name: 'two', product: 'TWO', version: '1' },
      ],
      pairs: [
        {
          from: 'one',
          to: 'two',
          verdicts: {
            passed: 2,
            failed: 1,
            inconclusive: 1,
            unsupported: 1,
            broken: 1,
            expectedFailures: 1,
            unexpectedPasses: 1,
          },
          wallMs: 5,
          broken: 'reason of broken',
          evidence: 'pairs/one-two',
          exitCode: 4,
        },
      ],
      exitCode: 4,
    });
  });

  it('ends with the worst code of its runs, in the order in which codes count', () => {
    const codeOf = (...codes: readonly number[]): number =>
      matrixRecord(
        codes.map((exitCode) => pairOf('one', 'one', { outcomes: [], exitCode })),
        facts,
      ).exitCode;
    expect([codeOf(0, 3, 2), codeOf(2, 1, 3), codeOf(1, 4), codeOf(0, 0)]).to.deep.equal([2, 1, 4, 0]);
  });

  it('counts all that a pair without a run would have been asked as broken, whatever the others come to', () => {
    const unrun = { from: 'one', to: 'two', broken: 'two is not installed', scenarios: 3, wallMs: 7 };
    const passed = { outcomes: ['passed'], exitCode: 0 } as const;
    const { targets, servers, pairs, exitCode } = matrixRecord(
      [pairOf('one', 'one', passed), unrun, { ...unrun, from: 'two', to: 'one' }],
      facts,
    );
    expect({ targets, names: servers.map(({ name }) => name), exitCode }).to.deep.equal({
      targets: ['one', 'two'],
      names: ['one'],
      exitCode: 4,
    });
    const none = { passed: 0, failed: 0, inconclusive: 0, unsupported: 0 };
    expect(pairs[1]).to.deep.equal({
      from: 'one',
      to: 'two',
      verdicts: { ...none, broken: 3, expectedFailures: 0, unexpectedPasses: 0 },
      wallMs: 7,
      broken: 'two is not installed',
      exitCode: 4,
    });
  });
});
