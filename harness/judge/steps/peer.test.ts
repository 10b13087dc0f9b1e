import { expect } from 'chai';
import type { Scenario } from '../../scenario/index.ts';
import { judge } from '../judge.ts';
import { connected, looked, peerActors, peerScenario, peerTranscript, written } from '../peer.fixture.ts';
import { begin, end, fixtures, message, note, received, sent, type Told } from '../transcript.fixture.ts';

function found(scenario: Scenario, told: readonly Told[]): string[] {
  const { findings } = judge(scenario, 'scenario', peerTranscript(told), fixtures);
  return findings
    .filter(({ step, outcome }) => step === 0 && outcome !== 'passed')
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}: ${seen ?? ''}`);
}

describe('judgeQuiet', () => {
  const scenario = peerScenario('steps:\n  - quiet: {from: sam, to: xenia, label: A-S, via: yves}\n');

  const passing = (key: string, to: 'xenia' | 'yves', label: string, arrives: boolean): Told[] => {
    const [id, nonce] = [`id-${key}`, `nonce-of-${key}`];
    const copy = message(id, nonce, label, `from='${peerActors.sam}' to='${peerActors[to]}'`);
    return [
      note(0, key, { id, nonce, to: peerActors[to], from: 'sam', at: [to], label }),
      sent('sam', message(id, nonce, label, `to='${peerActors[to]}'`)),
      ...(arrives ? [written(to === 'xenia' ? 'b.test' : 'c.test', copy), received(to, copy)] : []),
    ];
  };

  const lines = ({
    before = [] as Told[],
    between = [] as Told[],
    fence = true,
    after = true,
  } = {}): Told[] => [
    ...before,
    begin(0),
    ...passing('stimulus', 'xenia', 'A-S', false),
    ...between,
    ...passing('fence', 'yves', 'A-U', fence),
    note(0, 'sender-fence', { id: 'ping', from: 'sam' }),
    sent('sam', "<iq id='ping' type='get' to='a.test'/>"),
    received('sam', `<iq id='ping' type='result' from='a.test' to='${peerActors.sam}'/>`),
    ...passing('control', 'xenia', 'A-U', after),
    ...(after ? [connected('b.test')] : []),
    end(0),
  ];
  const claim = 'a refused message has nobody connect to b.test or look it up';

  it('holds where nothing was done before the permitted message', () => {
    expect(
      found(scenario, lines({ between: [looked('_xmpp-server._tcp.c.test'), connected('c.test', 2)] })),
    ).to.deep.equal([]);
  });

  it('fails where the peer was connected to, or looked up under any name', () => {
    expect(found(scenario, lines({ between: [connected('b.test')] }))).to.deep.equal([
      `failed: ${claim}: it does: accepted a.test to b.test`,
    ]);
    expect(found(scenario, lines({ between: [looked('_xmpps-server._tcp.B.test')] }))).to.have.length(1);
    expect(found(scenario, lines({ between: [looked('b.test')] }))).to.have.length(1);
  });

  it('believes nothing where there was a stream before, or the fence or the permitted message did not get there', () => {
    expect(found(scenario, lines({ before: [connected('b.test')] }))).to.include(
      `inconclusive: ${claim}: b.test was connected to before`,
    );
    for (const one of [{ fence: false }, { after: false }]) {
      const all = found(scenario, lines(one));
      expect(all.length).to.be.greaterThan(0);
      expect(all.every((text) => text.startsWith('inconclusive'))).to.equal(true);
    }
    expect(found(scenario, [begin(0), end(0)])).to.deep.equal([`inconclusive: ${claim}: it was not sent`]);
  });
});

describe('judgeStream', () => {
  const scenario = (first: string, second: string): Scenario =>
    peerScenario(`steps:
  - stream: {from: yves, certificate: b.test, expect: ${first}}
  - stream: {from: yves, certificate: c.test, expect: ${second}}
`);
  const tried = (id: string, label = ''): Told[] => [begin(0), note(0, 'stream', { id, label }), end(0)];

  it('compares what the server under test said', () => {
    const refused = scenario('refused', 'accepted');
    const claim = "a stream of yves's server with the certificate of b.test is";
    expect(found(refused, tried('refused', 'not-authorized'))).to.deep.equal([]);
    expect(found(refused, tried('accepted'))).to.deep.equal([`failed: ${claim} refused: it is accepted`]);
    expect(found(refused, tried('unreached', 'it did not answer in time'))).to.deep.equal([
      `inconclusive: ${claim} refused: it did not answer in time`,
    ]);
    expect(found(refused, [begin(0), end(0)])).to.deep.equal([
      `inconclusive: ${claim} refused: it was not opened`,
    ]);
    expect(found(scenario('accepted', 'refused'), tried('refused', 'not-authorized'))).to.deep.equal([
      `failed: ${claim} accepted: it is refused: not-authorized`,
    ]);
  });

  it('believes that a stream was let in where a ping on it is answered', () => {
    const accepted = scenario('accepted', 'refused');
    const ping = note(0, 'sender-fence', { id: 'ping', from: 'yves' });
    const pong = received('yves', `<iq id='ping' type='result' from='a.test' to='${peerActors.yves}'/>`);
    const told = tried('accepted');
    expect(found(accepted, [...told.slice(0, 2), ping, pong, ...told.slice(2)])).to.deep.equal([]);
    expect(found(accepted, told)).to.have.length(1);
  });
});

describe('judgePeer', () => {
  const scenario = peerScenario(`steps:
  - peer: {at: b.test, bidi: true}
  - probe: {from: sam, to: xenia, expect: delivered}
`);
  const opened: Told = { kind: 'connection', connection: 1, peer: 'b.test', event: 'opened', detail: '' };
  const claim = 'what is written to b.test comes on the stream that it has opened';

  it('says that both directions were on one stream, or that nothing was tested', () => {
    const after = (told: readonly Told[]): string[] => found(scenario, [begin(0), end(0), opened, ...told]);
    expect(after([written('b.test', '<message/>'), written('c.test', '<message/>', 2)])).to.deep.equal([]);
    expect(
      after([written('b.test', '<stream:features/>', 2), written('b.test', '<message/>', 2)]),
    ).to.deep.equal([`inconclusive: ${claim}: it came on one of its own`]);
    expect(after([])).to.deep.equal([`inconclusive: ${claim}: nothing was written`]);
  });
});
