import { expect } from 'chai';
import type { Scenario } from '../../scenario/index.ts';
import { judge } from '../judge.ts';
import { begin, end, fixtures, note, scenarioOf, type Told, transcriptOf } from '../transcript.fixture.ts';

/** What is found of the first two steps: a pause of sam's, and a move. */
function found(...lines: Told[]): string[] {
  const scenario: Scenario = {
    ...scenarioOf('steps: [{ unsaid: { words: [xx] } }]'),
    steps: [{ pause: 'sam' }, { move: { actor: 'sam', address: '127.0.0.2' } }],
  };
  const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
  return findings
    .filter(({ step }) => step < 2)
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}${seen === undefined ? '' : `: ${seen}`}`);
}

describe('judgeRoaming', () => {
  it('believes what the harness wrote down, and nothing else', () => {
    const paused = note(0, 'paused', { id: 'sam' });
    const moved = note(1, 'moved', { id: 'sam' });
    expect(found(begin(0), paused, end(0), begin(1), moved, end(1))).to.deep.equal([
      'passed: sam asks for nothing',
      'passed: sam asks from another address',
    ]);
    expect(found(begin(0), end(0), begin(1), note(1, 'moved', { id: 'tess' }), end(1))).to.deep.equal([
      'inconclusive: sam asks for nothing: its session had ended',
      'inconclusive: sam asks from another address: its session had ended',
    ]);
  });
});
