import { expect } from 'chai';
import { judge } from '../judge.ts';
import { peerActors, peerScenario, peerTranscript, written } from '../peer.fixture.ts';
import { begin, end, fixtures, message, note, received, sent, type Told } from '../transcript.fixture.ts';

const scenario = peerScenario(`steps:
  - probe: {from: sam, to: xenia, label: A-S, expect: refused}
  - probe: {from: sam, to: xenia, label: A-U, expect: delivered}
`);

/** The first step's lines: control and fence get there on these connections. */
function lines({
  pieces = [],
  fenceOn = 1,
}: {
  pieces?: Told[];
  fenceOn?: number | 'nowhere';
} = {}): (Told | undefined)[] {
  const one = (key: string, label: string): { sent: Told[]; copy: string } => {
    const [id, nonce] = [`id-${key}`, `nonce-of-${key}`];
    const value = { id, nonce, to: peerActors.xenia, from: 'sam', at: ['xenia'], label };
    const copy = message(id, nonce, label, `from='${peerActors.sam}' to='${peerActors.xenia}'`);
    const text = message(id, nonce, label, `to='${peerActors.xenia}'`);
    return { sent: [note(0, key, value), sent('sam', text)], copy };
  };
  const [control, stimulus, fence] = [one('control', 'A-U'), one('stimulus', 'A-S'), one('fence', 'A-U')];
  const ping = `<iq id='ping' type='get' to='a.test'/>`;
  return [
    begin(0),
    ...control.sent,
    ...stimulus.sent,
    ...fence.sent,
    written('b.test', control.copy),
    received('xenia', control.copy),
    ...pieces,
    ...(fenceOn === 'nowhere' ? [] : [written('b.test', fence.copy, fenceOn)]),
    received('xenia', fence.copy),
    note(0, 'sender-fence', { id: 'ping', from: 'sam' }),
    sent('sam', ping),
    received('sam', `<iq id='ping' type='result' from='a.test' to='${peerActors.sam}'/>`),
    end(0),
  ];
}

function outcome(told: readonly (Told | undefined)[]): string[] {
  const { findings } = judge(scenario, 'scenario', peerTranscript(told), fixtures);
  return findings
    .filter(({ step, outcome: one }) => step === 0 && one !== 'passed')
    .map(({ outcome: one, claim, seen }) => `${one}: ${claim}: ${seen ?? ''}`);
}

describe('wireFlaws', () => {
  it('holds where the fence was written to the peer and nothing of the message', () => {
    expect(outcome(lines())).to.deep.equal([]);
  });

  it('fails where a byte of the message was written there, though nobody got it', () => {
    const half = written('b.test', '<message><body>nonce-of-stimulus');
    expect(outcome(lines({ pieces: [half] }))).to.deep.equal([
      'failed: no byte of the message is written to b.test: it was: once',
    ]);
  });

  it('counts what was written to nobody knows whom, and to others', () => {
    const text = '<message><body>nonce-of-stimulus</body></message>';
    expect(outcome(lines({ pieces: [written('', text)] }))).to.have.length(1);
    for (const peer of ['c.test', 'gw.a.test', 'unheard.of'])
      expect(outcome(lines({ pieces: [written(peer, text, 2)] }))).to.deep.equal([
        `failed: no byte of the message is written to ${peer}: it was, for nobody who is there`,
      ]);
  });

  it('counts the id of the message, its label and its marking, whatever else stands there', () => {
    const label = fixtures.labelElement('A-S');
    for (const raw of [
      `<message id='id-stimulus' to='z@b.test'/>`,
      `<message id='other' to='z@b.test'>${label}</message>`,
      `<stream:error><text>${label}</text></stream:error>`,
      `<db:result from='a.test' to='b.test'>nonce-of-stimulus</db:result>`,
    ])
      expect(outcome(lines({ pieces: [written('b.test', raw)] })), raw).to.have.length(1);
  });

  it('counts nothing of what servers say to each other besides', () => {
    for (const raw of [
      `<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' from='a.test' to='b.test'>`,
      `<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`,
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>`,
      `<db:result from='a.test' to='b.test'>0f3a</db:result>`,
      `<iq type='get' id='p' from='a.test' to='b.test'><ping xmlns='urn:xmpp:ping'/></iq>`,
      `<r xmlns='urn:xmpp:sm:3'/>`,
    ])
      for (const connection of [1, 2])
        expect(outcome(lines({ pieces: [written('b.test', raw, connection)] })), raw).to.deep.equal([]);
  });

  it('believes nothing where the fence is not in the bytes', () => {
    expect(outcome(lines({ fenceOn: 'nowhere' }))).to.include(
      'inconclusive: no byte of the message is written to b.test: nothing was, and the proof is not complete',
    );
  });

  it('believes nothing where control and fence came on two streams', () => {
    const found = outcome(lines({ fenceOn: 2 }));
    expect(found).to.include(
      "inconclusive: permitted messages before and after reach xenia, and sam's ping is answered: control and fence did not come to xenia on one stream",
    );
    expect(found.every((one) => one.startsWith('inconclusive'))).to.equal(true);
  });
});
