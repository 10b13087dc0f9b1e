import { expect } from 'chai';
import { judgeScript, type ScriptVerdict } from './audience.ts';
import type { MatchMode } from './match.ts';
import { fence, linesOf, scriptOf } from './play.fixture.ts';

const connected = ['step 0', 'Romeo bound', 'end 0'];

/** The verdict of a script in which Romeo connects and then does this, from what is told after that. */
function verdict(
  actions: readonly string[],
  told: readonly string[],
  mode: MatchMode = 'scansion',
): ScriptVerdict {
  return judgeScript(scriptOf('Romeo connects', ...actions), linesOf(...connected, ...told), fence, mode);
}

/** A step that sends its private ping, and has it back. */
const looked = (step: number): string[] => [`step ${step}`, `note ${step} fence back`, `end ${step}`];

const a = "<message id='a'/>";
const b = "<message id='b'/>";

describe('judgeScript', () => {
  it('reads the first stanza that matches, and passes over those before it', () => {
    const found = verdict([`Romeo receives: ${b}`], [`Romeo< ${a}`, `Romeo< ${b}`, 'step 1', 'end 1']);
    expect(found).to.deep.equal({ outcome: 'passed', reads: { 1: 4 }, skipped: 1, captured: {} });
  });

  it('has lost what it passed over, where the portable way has not', () => {
    const actions = [`Romeo receives: ${b}`, `Romeo receives: ${a}`];
    const told = [`Romeo< ${a}`, `Romeo< ${b}`, 'step 1', 'end 1', 'step 2', 'end 2'];
    expect(verdict(actions, told)).to.deep.include({
      ...{ outcome: 'failed', step: 2, reads: { 1: 4 } },
      reason: 'line 13, `Romeo receives`: nothing that is unread is like it',
    });
    expect(verdict(actions, told, 'portable')).to.deep.include({
      outcome: 'passed',
      reads: { 1: 4, 2: 3 },
      skipped: 0,
    });
  });

  it('reads no stanza twice, and none that comes after the step', () => {
    const twice = [`Romeo receives: ${a}`, `Romeo receives: ${a}`];
    expect(verdict(twice, [`Romeo< ${a}`, 'step 1', 'end 1', 'step 2', 'end 2']).outcome).to.equal('failed');
    expect(verdict([`Romeo receives: ${a}`], ['step 1', 'end 1', `Romeo< ${a}`]).outcome).to.equal('failed');
  });

  it('says what is closest', () => {
    const told = ["Romeo< <message id='a' type='chat'/>", 'Romeo< <presence/>', 'step 1', 'end 1'];
    expect(verdict(["Romeo receives: <message id='b' type='chat'/>"], told).reason).to.equal(
      'line 11, `Romeo receives`: closest is message/@id: `a`, not `b`',
    );
  });

  it('fails silence by anything that is unread, and by nothing that came before what was read', () => {
    const silence = ['Romeo receives: nothing'];
    expect(verdict(silence, looked(1)).outcome).to.equal('passed');
    expect(verdict(silence, [`Romeo< ${a}`, 'step 1', 'end 1'])).to.deep.include({
      outcome: 'failed',
      reason: "line 11, `Romeo receives nothing`: it has got <message id='a'/>",
    });
    for (const mode of ['scansion', 'portable'] as const) {
      const told = [`Romeo< ${a}`, `Romeo< ${b}`, 'step 1', 'end 1', ...looked(2)];
      expect(verdict([`Romeo receives: ${b}`, ...silence], told, mode).outcome).to.equal('passed');
    }
  });

  it('does not see the answers to private pings', () => {
    const told = [`Romeo< <iq type='result' id='${fence}1'/>`, ...looked(1)];
    expect(verdict(['Romeo receives: nothing'], told).outcome).to.equal('passed');
    expect(verdict(["Romeo receives: <iq type='result'/>"], told).outcome).to.equal('failed');
    const named = [`Romeo< <message id='x'><body>${fence}1</body></message>`, 'step 1', 'end 1'];
    expect(verdict(["Romeo receives: <message id='x'/>"], named).outcome).to.equal('passed');
  });

  it('proves nothing where a private ping was lost', () => {
    const told = ['step 1', 'note 1 fence lost', 'end 1'];
    expect(verdict(['Romeo receives: nothing'], told)).to.deep.include({
      outcome: 'inconclusive',
      reason: 'line 11, `Romeo receives nothing`: the private ping after it was not answered in time',
    });
  });

  it('takes no silence for one where the session has ended, whoever ended it', () => {
    for (const [actions, told] of [
      [['Romeo receives: nothing'], ['step 1', 'note 1 fence ended', 'end 1']],
      [
        ['Romeo disconnects', 'Romeo receives: nothing'],
        ['step 1', 'end 1', 'step 2', 'end 2'],
      ],
    ] as const)
      expect(verdict(actions, told)).to.deep.include({
        outcome: 'inconclusive',
        reason: `line ${actions.length + 10}, \`Romeo receives nothing\`: Romeo has no session any more, so that silence shows nothing`,
      });
  });

  it('fails where the server ends a session that nobody has to do with', () => {
    expect(
      verdict([`Romeo sends: ${a}`], ['step 1', 'note 1 fence ended', 'end 1', 'note 1 died gone']),
    ).to.include({
      outcome: 'failed',
      reason: 'line 11, `Romeo sends`: gone',
    });
  });

  it('begins anew with nothing unread when a character comes back', () => {
    const told = [`Romeo< ${a}`, 'step 1', 'end 1', 'step 2', 'Romeo bound', 'end 2', ...looked(3)];
    expect(
      verdict(['Romeo disconnects', 'Romeo connects', 'Romeo receives: nothing'], told).outcome,
    ).to.equal('passed');
  });

  it('fails who waits and has never been there, whatever for', () => {
    for (const what of [a, 'nothing'])
      expect(verdict([`Juliet receives: ${what}`], ['step 1', 'end 1'])).to.deep.include({
        outcome: 'failed',
        reason: `line 11, \`Juliet receives${what === 'nothing' ? ' nothing' : ''}\`: Juliet has never connected`,
      });
  });

  it('fills in the JIDs that the server gave', () => {
    const told = ["Romeo< <message to='romeo@localhost/r' from='romeo@localhost'/>", 'step 1', 'end 1'];
    const actions = [`Romeo receives: <message to="\${Romeo's full JID}" from="\${Romeo's JID}"/>`];
    expect(verdict(actions, told).outcome).to.equal('passed');
  });

  it('tells a refusal from a script that cannot be played, and takes no half a transcript for a pass', () => {
    expect(verdict([], ['note 0 refused no']).outcome).to.equal('failed');
    expect(verdict(['Romeo connects'], ['note 1 broken again', 'end 1']).outcome).to.equal('broken');
    expect(verdict(['Romeo disconnects'], ['step 1'])).to.deep.include({
      outcome: 'broken',
      reason: 'the transcript ends before the script does',
    });
  });
});
