import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  begin,
  end,
  fixtures,
  note,
  ping,
  received,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

/** What is found of a stanza that is sent for its effect. */
function found(lines: readonly (Told | undefined)[], more = ''): string[] {
  const scenario = scenarioOf(`
steps:
  - send: { from: tess, stanza: "<presence/>"${more} }
  - session: { actor: tess, expect: lives }
`);
  const { findings } = judge(scenario, 'scenario', transcriptOf([begin(0), ...lines, end(0)]), fixtures);
  return findings.filter(({ step }) => step === 0).map(({ outcome, seen }) => `${outcome}: ${String(seen)}`);
}

const told = note(0, 'send', { id: 'p', from: 'tess' });
const leaves = sent('tess', '<presence/>');
const { ping: asked, pingSent, pong } = ping(0);

describe('judgeSend', () => {
  it('claims nothing of what was sent, once the ping after it is answered', () => {
    expect(found([told, leaves, asked, pingSent, pong])).to.deep.equal([]);
    expect(found([told, leaves], ', settles: false')).to.deep.equal([]);
  });

  it('wants the room to have dealt with what takes effect through one', () => {
    const through = note(0, 'room-fence', { id: 'through', from: 'tess' });
    const answer = received('tess', `<iq id='through' type='error' from='ops@muc.a.test/tess'/>`);
    const lines = (...more: Told[]): (Told | undefined)[] => [told, leaves, ...more, asked, pingSent, pong];
    expect(found(lines(through, answer), ', room: ops')).to.deep.equal([]);
    expect(found(lines(through), ', room: ops')).to.deep.equal(['inconclusive: no answer came']);
    expect(found(lines(), ', room: ops')).to.deep.equal(['inconclusive: no answer came']);
  });

  it('cannot say what comes after where it was not sent, or its server did not get to it', () => {
    expect(found([])).to.deep.equal(['inconclusive: it was not sent']);
    expect(found([told, leaves, asked, pingSent])).to.deep.equal(['inconclusive: no answer came']);
    expect(found([told, leaves])).to.deep.equal(['inconclusive: no answer came']);
  });
});
