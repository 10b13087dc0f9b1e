import { expect } from 'chai';
import type { Scenario } from '../scenario/index.ts';
import { judge } from './judge.ts';
import { peerActors, peerScenario, peerTranscript, written } from './peer.fixture.ts';
import { begin, end, fixtures, message, note, received, sent, type Told } from './transcript.fixture.ts';

type Actor = keyof typeof peerActors;

/** What does not pass of the first step, with these lines before its end. */
function found(scenario: Scenario, told: readonly Told[]): string[] {
  const { findings } = judge(scenario, 'scenario', peerTranscript([...told, end(0)]), fixtures);
  return findings
    .filter(({ step, outcome }) => step === 0 && outcome !== 'passed')
    .map(({ outcome, claim }) => `${outcome}: ${claim}`);
}

function passing(key: string, from: Actor, to: Actor, text: string, arrives = true): Told[] {
  const value = { id: `id-${key}`, nonce: `nonce-of-${key}`, to: peerActors[to], from, at: [to] };
  return [
    note(0, key, value),
    sent(from, text),
    ...(arrives ? [...(to === 'xenia' ? [written('b.test', text)] : []), received(to, text)] : []),
  ];
}

function messageFrom(key: string, from: Actor, to: Actor, label: string): string {
  const addresses = `from='${peerActors[from]}' to='${peerActors[to]}'`;
  return message(`id-${key}`, `nonce-of-${key}`, label, addresses);
}

function pinged(actor: Actor): Told[] {
  return [
    note(0, 'sender-fence', { id: 'ping', from: actor }),
    received(actor, `<iq id='ping' type='result' from='a.test' to='${peerActors[actor]}'/>`),
  ];
}

/** A stimulus that goes nowhere, between messages that pass. */
function lines(from: Actor, to: Actor, stimulus: string): Told[] {
  const bracket = (key: string): Told[] => passing(key, from, to, messageFrom(key, from, to, 'A-U'));
  return [
    begin(0),
    ...bracket('control'),
    ...passing('stimulus', from, to, stimulus, false),
    ...bracket('fence'),
    ...pinged(from),
  ];
}

describe('judge, of a server that lets something out beside its streams of stanzas', () => {
  const refused = (from: Actor, to: Actor): Scenario =>
    peerScenario(`steps:
  - probe: {from: ${from}, to: ${to}, label: A-S, expect: refused}
  - probe: {from: ${from}, to: ${to}, label: A-U, expect: delivered}
`);
  const body = '<body>nonce-of-stimulus</body>';

  it('finds a message of a peer that is given back to somebody else there, or in what ends its stream', () => {
    const told = lines('xenia', 'sam', messageFrom('stimulus', 'xenia', 'sam', 'A-S'));
    const scenario = refused('xenia', 'sam');
    expect(found(scenario, told)).to.deep.equal([]);
    expect(
      found(scenario, [...told, written('b.test', `<message to='b.test'>${body}</message>`)]),
    ).to.deep.equal(['failed: no byte of the message is written to b.test']);
    const ended = '<stream:error><undefined-condition/><text>nonce-of-stimulus</text></stream:error>';
    expect(found(scenario, [...told, received('xenia', ended)])).to.have.length(1);
    const plain = `<message from='a.test' to='${peerActors.xenia}'>${body}</message>`;
    expect(found(scenario, [...told, received('xenia', plain)])).to.have.length(1);
  });

  it('finds a message between users of this server in the bytes to another, delivered or not', () => {
    const text = messageFrom('stimulus', 'sam', 'rita', 'A-S');
    const delivered = peerScenario(
      'steps:\n  - probe: {from: sam, to: rita, label: A-S, expect: delivered}\n',
    );
    const copy = received('rita', text);
    const wire = [
      written('b.test', `<x>${body}</x>`),
      written('gw.a.test', `<x>${body}</x>`, 0),
      written('', body),
    ];
    expect(found(delivered, [...lines('sam', 'rita', text), copy])).to.deep.equal([]);
    for (const piece of wire) {
      expect(found(refused('sam', 'rita'), [...lines('sam', 'rita', text), piece])).to.have.length(1);
      expect(found(delivered, [...lines('sam', 'rita', text), copy, piece])).to.have.length(1);
    }
  });

  it('finds the status of a presence in the bytes to a server where somebody must not see it', () => {
    const scenario = peerScenario(`steps:
  - presence: {from: sam, type: available, to: xenia, label: A-S, unseen: {xenia: [available]}}
  - probe: {from: sam, to: xenia, label: A-U, expect: delivered}
`);
    const text = `<presence id='id-stimulus' to='${peerActors.xenia}'><status>nonce-of-stimulus</status></presence>`;
    const told = lines('sam', 'xenia', text);
    expect(found(scenario, told)).to.deep.equal([]);
    const toAll = written('b.test', text.replace(peerActors.xenia, 'b.test'));
    expect(found(scenario, [...told, toAll])).to.deep.equal([
      'failed: no byte of the presence is written to b.test',
    ]);
  });

  it('takes a channel for open where its content is in the bytes, whoever there it is for', () => {
    const scenario = peerScenario(`steps:
  - channel: {from: sam, to: xenia, name: an iq, stanza: "<iq id='\${id}'>\${nonce}</iq>", expect: closed}
`);
    const text = `<iq id='id-stimulus' type='set' to='${peerActors.xenia}'>nonce-of-stimulus</iq>`;
    const told = lines('sam', 'xenia', text);
    expect(found(scenario, told)).to.deep.equal([]);
    expect(found(scenario, [...told, written('b.test', '<iq>nonce-of-stimulus</iq>')])).to.have.length(1);
  });

  it('hears what a server says of itself in headers, offers and ends of streams that it opens', () => {
    const scenario = peerScenario('steps:\n  - unsaid: {words: [SECRET, harness]}\n');
    const answer = received('sam', "<iq type='result' id='a' from='a.test'/>");
    expect(
      found(scenario, [begin(0), answer, written('b.test', "<db:result from='a.test'>secret</db:result>")]),
    ).to.deep.equal([]);
    expect(
      found(scenario, [begin(0), answer, written('b.test', '<message><body>SECRET</body></message>')]),
    ).to.deep.equal([]);
    for (const raw of [
      "<stream:stream from='a.test' x='Harness'>",
      '<stream:error><text>no SECRET for you</text></stream:error>',
    ])
      expect(found(scenario, [begin(0), answer, written('b.test', raw)]), raw).to.have.length(1);
  });
});
