import { expect } from 'chai';
import { judge } from '../judge.ts';
import { peerActors, peerScenario, peerTranscript } from '../peer.fixture.ts';
import { begin, end, fixtures, message, note, received, sent, type Told } from '../transcript.fixture.ts';

describe('queueFlaws', () => {
  const scenario = peerScenario(
    'steps:\n  - probe: {from: sam, to: xenia, label: A-U, whileQueued: {}, expect: delivered}\n',
  );
  const found = (told: readonly Told[]): string[] => {
    const value = {
      id: 'i',
      nonce: 'nonce-of-i',
      to: peerActors.xenia,
      from: 'sam',
      at: ['xenia'],
      label: 'A-U',
    };
    const lines = [
      begin(0),
      note(0, 'stimulus', value),
      sent('sam', message('i', 'nonce-of-i', 'A-U', '')),
      ...told,
      end(0),
    ];
    const { findings } = judge(scenario, 'scenario', peerTranscript(lines), fixtures);
    return findings
      .filter(({ claim }) => claim.startsWith('the messages wait'))
      .map(({ outcome, seen }) => `${outcome}: ${seen ?? ''}`);
  };
  const ping = note(0, 'queue-fence', { id: 'ping', from: 'sam' });
  const pong = received('sam', "<iq id='ping' type='result' from='a.test'/>");
  const queued = (id: string): Told => note(0, 'queued', { id });

  it('says whether the messages were taken, and waited for their server', () => {
    expect(found([ping, pong, queued('waits')])).to.deep.equal(['passed: ']);
    expect(found([ping, pong, queued('does not wait')])).to.deep.equal([
      'inconclusive: the server under test has not connected to it',
    ]);
    expect(found([ping, queued('waits')])).to.deep.equal([
      "inconclusive: no answer came to sam's ping behind them",
    ]);
    expect(found([])).to.have.length(1);
  });
});
