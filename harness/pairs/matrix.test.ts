import { expect } from 'chai';
import type { Outcome, RunRecord, ScenarioRecord } from '../record/index.ts';
import { matrixRecord, orderedPairs } from './matrix.ts';

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
  return { ...rest, outcome, ...(isExpected && { expected }) };
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
    const matrix = matrixRecord(
      [{ run: runOf('one', 'two', { outcomes, exitCode: 0 }), evidence: 'pairs/one-two' }],
      facts,
    );
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
          evidence: 'pairs/one-two',
          exitCode: 0,
        },
      ],
      exitCode: 0,
    });
  });

  it('ends with the worst code of its runs, in the order in which codes count', () => {
    const codeOf = (...codes: readonly number[]): number =>
      matrixRecord(
        codes.map((exitCode) => ({ run: runOf('one', 'one', { outcomes: [], exitCode }), evidence: '' })),
        facts,
      ).exitCode;
    expect([codeOf(0, 3, 2), codeOf(2, 1, 3), codeOf(1, 4), codeOf(0, 0)]).to.deep.equal([2, 1, 4, 0]);
  });
});
