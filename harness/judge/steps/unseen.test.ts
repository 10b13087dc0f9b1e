import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  passing,
  ping,
  received,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { bare: rita }, label: A-S, remember: secret, expect: delivered }
  - unseen: { message: secret, at: [rita] }
`);

const stimulus = message('s1', 'nonce-of-s1', 'A-S', `from='${actors.tess}' to='u-r@a.test'`);

/** A message that is held back between its control and its fence, and the step that looks for it. */
const lines: Readonly<Record<string, Told>> = {
  begin: begin(0),
  ...passing(0, 'control', 'rita'),
  stimulus: note(0, 'stimulus', { id: 's1', nonce: 'nonce-of-s1', from: 'tess', at: ['rita'] }),
  stimulusSent: sent('tess', stimulus),
  ...passing(0, 'fence', 'rita'),
  ...ping(0),
  end: end(0),
  second: begin(1),
  look: note(1, 'sender-fence.0', { id: 'look', from: 'rita' }),
  looked: received('rita', "<iq id='look' type='result'/>"),
  over: end(1),
};

/** The finding of the step that looks. */
function found(told: Readonly<Record<string, Told>>, ...without: readonly string[]): string {
  const kept = Object.entries(told).filter(([name]) => !without.includes(name));
  const { findings } = judge(scenario, 'scenario', transcriptOf(kept.map(([, line]) => line)), fixtures);
  const own = findings.filter(({ step }) => step === 1);
  return own.map(({ outcome, seen }) => `${outcome}${seen === undefined ? '' : `: ${seen}`}`).join();
}

describe('judgeUnseenUntil', () => {
  it('passes where control and fence came and the message did not', () => {
    expect(found(lines)).to.equal('passed');
  });

  it('says nothing of what comes after', () => {
    expect(found({ ...lines, third: begin(2), copy: received('rita', stimulus) })).to.equal('passed');
  });

  it('fails where the message came before', () => {
    const { second, look, looked, over, ...before } = lines;
    const came = { ...before, copy: received('rita', stimulus) };
    if (!second || !look || !looked || !over) throw new Error('lines are missing');
    expect(found({ ...came, second, look, looked, over })).to.equal('failed: it came');
  });

  it('is inconclusive where control, fence or ping did not come by then', () => {
    for (const missing of ['controlArrives', 'fenceArrives', 'look', 'looked']) {
      expect(found(lines, missing), missing).to.equal(
        'inconclusive: nothing came, and the proof is not complete',
      );
    }
    const { fenceArrives, ...early } = lines;
    if (!fenceArrives) throw new Error('a line is missing');
    expect(found({ ...early, third: begin(2), fenceArrives })).to.match(/^inconclusive/);
  });

  it('is inconclusive where the message was not sent', () => {
    expect(found(lines, 'stimulus')).to.equal('inconclusive: it was not sent');
  });
});
