import { expect } from 'chai';
import { judge } from '../judge.ts';
import { peerActors, peerScenario, peerTranscript, written } from '../peer.fixture.ts';
import {
  begin,
  end,
  fixtures,
  message,
  note,
  received,
  sent,
  stream,
  type Told,
} from '../transcript.fixture.ts';

const both = `
  - bounced: {from: sam, to: xenia, label: A-S, error: {}, expect: error}`;
const scenarios = {
  error: peerScenario(`steps:
  - bounced: {from: sam, to: xenia, label: A-S, error: {holds: [body]}, expect: error, condition: [gone]}`),
  nothing: peerScenario(`steps:
  - bounced: {from: sam, to: xenia, label: A-S, error: {holds: [label, body]}, expect: nothing}${both}`),
  none: peerScenario(`steps:
  - bounced: {from: sam, to: xenia, label: A-S, error: none, expect: error}`),
  lost: peerScenario(`steps:
  - bounced: {from: sam, to: xenia, label: A-S, error: lost, expect: either}`),
};

type Actor = keyof typeof peerActors;

/** A message on its way: noted, sent, and there. */
function passing(key: string, from: Actor, to: Actor, label = 'A-U'): Told[] {
  const [id, nonce] = [`id-${key}`, `nonce-of-${key}`];
  const addresses = `from='${peerActors[from]}' to='${peerActors[to]}'`;
  return [
    note(0, key, { id, nonce, to: peerActors[to], from, at: [to], label }),
    sent(from, message(id, nonce, label, `to='${peerActors[to]}'`)),
    received(to, message(id, nonce, label, addresses)),
  ];
}

function errorText(inside = '', condition = 'gone', id = 'id-stimulus'): string {
  const addresses = `from='${peerActors.xenia}' to='${peerActors.sam}'`;
  return `<message type='error' id='${id}' ${addresses}>${inside}<error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;
}

/** All that passes, with what comes back to sam and to xenia. */
function lines(toSam: readonly string[], toXenia: readonly string[] = [], without?: string): Told[] {
  const leg = (key: string, from: Actor, to: Actor): Told[] =>
    key === without ? [] : passing(key, from, to);
  return [
    begin(0),
    ...leg('control', 'sam', 'xenia'),
    ...leg('back-control', 'xenia', 'sam'),
    ...passing('stimulus', 'sam', 'xenia', 'A-S'),
    sent('xenia', errorText('<body>nonce-of-stimulus</body>')),
    ...toSam.map((text) => received('sam', text)),
    ...leg('back-fence', 'xenia', 'sam'),
    ...toXenia.map((text) => received('xenia', text)),
    ...leg('fence', 'sam', 'xenia'),
    note(0, 'sender-fence', { id: 'ping', from: 'sam' }),
    sent('sam', "<iq id='ping' type='get' to='a.test'/>"),
    received('sam', `<iq id='ping' type='result' from='a.test' to='${peerActors.sam}'/>`),
    end(0),
  ];
}

function found(which: keyof typeof scenarios, told: readonly Told[]): string[] {
  const { findings } = judge(scenarios[which], 'scenario', peerTranscript(told), fixtures);
  return findings
    .filter(({ step, outcome }) => step === 0 && outcome !== 'passed')
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}: ${seen ?? ''}`);
}

describe('judgeBounced', () => {
  it('takes one error with nothing of the message', () => {
    expect(found('error', lines([errorText()]))).to.deep.equal([]);
  });

  it('refuses an error that repeats the message, in whichever stanza', () => {
    expect(found('error', lines([errorText('<body>nonce-of-stimulus</body>')]))).to.deep.equal([
      'failed: the error repeats nothing of the message (ERR-02): it repeats the content and <body/>',
    ]);
    expect(
      found('nothing', lines([errorText(fixtures.labelElement('A-S'), 'gone', 'other')])),
    ).to.not.deep.equal([]);
    expect(
      found('nothing', lines([errorText('<x>nonce-of-stimulus</x>', 'gone', 'other')])),
    ).to.not.deep.equal([]);
  });

  it('refuses a second error, another condition, and none at all', () => {
    expect(found('error', lines([errorText(), errorText()]))).to.deep.equal([
      'failed: sam is told once that the message was not delivered: 2 errors came: gone and gone',
    ]);
    expect(found('error', lines([errorText('', 'item-not-found')]))).to.deep.equal([
      'failed: the error says gone: it says item-not-found',
    ]);
    expect(found('error', lines([]))).to.deep.equal([
      'failed: sam is told once that the message was not delivered: no error came',
    ]);
  });

  it('refuses an error that the peer is answered its error with', () => {
    const answer = errorText().replace('type=', "by='a.test' type=");
    expect(found('error', lines([errorText()], [answer]))).to.deep.equal([
      "failed: xenia's server hears nothing of the error that it sent: there came: gone",
    ]);
  });

  it('believes silence where messages get through both ways, and not otherwise', () => {
    expect(found('nothing', lines([]))).to.deep.equal([]);
    for (const leg of ['control', 'back-control', 'back-fence', 'fence']) {
      const missing = found('nothing', lines([], [], leg));
      expect(missing, leg).to.have.length(3);
      expect(
        missing.every((one) => one.startsWith('inconclusive')),
        leg,
      ).to.equal(true);
    }
    expect(found('nothing', lines([errorText()]))).to.deep.equal([
      'failed: sam hears nothing of the error: there came: gone',
    ]);
  });

  it('asks where the stream was lost only that nothing comes back in the error', () => {
    expect(found('lost', lines([]))).to.deep.equal([]);
    expect(found('lost', lines([errorText('', 'remote-server-timeout')]))).to.deep.equal([]);
    expect(found('lost', lines([errorText('<body>nonce-of-stimulus</body>')]))).to.have.length(1);
  });

  it('finds what comes back of the message in anything else, wherever', () => {
    const body = '<body>nonce-of-stimulus</body>';
    const back = `<message id='other' from='a.test' to='${peerActors.sam}'>${body}</message>`;
    expect(found('error', lines([errorText(), back]))).to.have.length(1);
    expect(found('nothing', lines([back]))).to.have.length(1);
    const put = (told: Told): Told[] => [...lines([errorText()]).slice(0, -1), told, end(0)];
    const elsewhere = [
      received('rita', back),
      received('rita', errorText(body)),
      written('c.test', back, 2),
      written('gw.a.test', back, 0),
    ];
    for (const told of elsewhere) expect(found('error', put(told))).to.have.length(1);
  });

  it('counts an error that came before that of the peer', () => {
    const [first, ...rest] = lines([errorText()]);
    const at = rest.findIndex((told) => told.kind === 'stanza' && told.raw.includes('nonce-of-stimulus'));
    const early = [...rest.slice(0, at + 1), received('sam', errorText()), ...rest.slice(at + 1)];
    expect(
      found('error', [first ?? begin(0), ...early]).filter((one) => one.startsWith('failed')),
    ).to.have.length(1);
  });

  it('counts what the peer is told of its error under another id, or under another address', () => {
    const answer = errorText('', 'gone', 'another');
    expect(found('error', lines([errorText()], [answer]))).to.have.length(1);
    expect(found('error', lines([errorText()], [answer.replaceAll('message', 'presence')]))).to.have.length(
      1,
    );
    const told = lines([errorText()]);
    const toDomain = `<message from='a.test' to='b.test' type="error"/>`;
    expect(
      found('error', [...told.slice(0, -4), written('b.test', toDomain), ...told.slice(-4)]),
    ).to.deep.equal([
      "failed: xenia's server hears nothing of the error that it sent: an error was written to it, for nobody who is there",
    ]);
  });

  it('says nothing of a server that goes on trying, and fails one that hands the message over where nobody may have it', () => {
    const tried = (...told: readonly Told[]): string[] =>
      found('none', [
        begin(0),
        ...passing('stimulus', 'sam', 'xenia', 'A-S').slice(0, 2),
        ...told,
        note(0, 'sender-fence', { id: 'ping', from: 'sam' }),
        received('sam', `<iq id='ping' type='result' from='a.test' to='${peerActors.sam}'/>`),
        end(0),
      ]);
    const error = received('sam', errorText('', 'remote-server-timeout'));
    expect(tried(error)).to.deep.equal([]);
    expect(tried()).to.deep.equal([
      'inconclusive: sam is told once that the message was not delivered: no error came, and the proof is not complete',
    ]);
    const text = '<message><body>nonce-of-stimulus</body></message>';
    expect(tried(error, received('xenia', text))).to.have.length(1);
    expect(tried(error, written('b.test', text))).to.have.length(1);
  });

  it('fails a server that ends the stream over the error', () => {
    const told = lines([errorText()]);
    expect(
      found('error', [...told.slice(0, -1), stream('xenia', 'error', 'it was cut'), end(0)]),
    ).to.deep.equal(["failed: xenia's stream goes on: it ended: error (it was cut)"]);
  });

  it('says nothing of what was not sent', () => {
    expect(found('error', [begin(0), end(0)])).to.deep.equal([
      'inconclusive: sam sends the message: it was not sent',
    ]);
  });

  it('asks of a room that the error ends in it, and takes the answer of the room and the own copy for fences', () => {
    const scenario = peerScenario(`steps:
  - bounced: {from: sam, to: {room: ops}, type: groupchat, at: xenia, label: A-S, error: {condition: forbidden, type: auth}, expect: nothing}`);
    const room = 'ops@muc.a.test';
    const said = (key: string, to: readonly Actor[]): Told[] => {
      const text = (attributes: string): string =>
        `<message type='groupchat' id='id-${key}' ${attributes}><body>nonce-of-${key}</body></message>`;
      const value = { id: `id-${key}`, nonce: `nonce-of-${key}`, to: room, from: 'sam', at: ['xenia'] };
      return [
        note(0, key, value),
        sent('sam', text(`to='${room}'`)),
        ...to.map((actor) => received(actor, text(`from='${room}/sam' to='${peerActors[actor]}'`))),
      ];
    };
    const asked = (key: string): Told[] => [
      note(0, key, { id: `id-${key}`, to: room, from: 'xenia' }),
      received('xenia', `<iq type='result' id='id-${key}' from='${room}' to='${peerActors.xenia}'/>`),
    ];
    const error = `<message type='error' id='id-stimulus' from='${peerActors.xenia}' to='${room}/sam'/>`;
    const told = (toSam: readonly string[], fences: readonly Told[]): string[] => {
      const { findings } = judge(
        scenario,
        'scenario',
        peerTranscript([
          ...[begin(0), ...said('control', ['sam', 'xenia']), ...asked('back-control')],
          ...[
            ...said('stimulus', ['xenia']),
            sent('xenia', error),
            ...toSam.map((one) => received('sam', one)),
          ],
          ...fences,
          note(0, 'sender-fence', { id: 'ping', from: 'sam' }),
          ...[received('sam', `<iq id='ping' type='result' from='a.test'/>`), end(0)],
        ]),
        fixtures,
      );
      return findings
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ outcome, claim }) => `${outcome}: ${claim}`);
    };
    const fences = [...asked('back-fence'), ...said('fence', ['sam'])];
    expect(told([], fences)).to.deep.equal([]);
    expect(told([], asked('back-fence'))).to.include('inconclusive: sam hears nothing of the error');
    const relayed = `<message type='error' id='x' from='${room}/xenia' to='${peerActors.sam}'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`;
    expect(told([relayed], fences)).to.include('failed: sam hears nothing of the error');
  });
});
