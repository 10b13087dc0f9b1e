import { expect } from 'chai';
import type { PartRecord } from '../record/index.ts';
import { type Part, partsOf } from '../scenario/index.ts';
import { judge, provisionOf } from './judge.ts';
import { labelName } from './label-names.ts';
import { readStanza } from './read-stanza.ts';
import { summaryOf } from './summaries.ts';
import { jidOf } from './texts.ts';
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
  stream,
  type Told,
  transcriptOf,
} from './transcript.fixture.ts';

const delivered = scenarioOf('steps: [{ probe: { from: tess, to: rita, label: A-S, expect: delivered } }]');

describe('judge, of what is seldom met', () => {
  it('knows actors by their names where the transcript knows no JID', () => {
    const { header, lines } = transcriptOf([begin(0), ...stimulus(), end(0)]);
    const part = judge(delivered, 'scenario', { header: { ...header, actors: {} }, lines }, fixtures);
    expect(part.findings.map(({ claim, seen }) => `${claim}: ${seen ?? ''}`)).to.include(
      `the copy comes from tess: it comes from ${actors.tess}`,
    );
  });

  it('says which stream ended, where no reason is known', () => {
    const part = judge(
      delivered,
      'scenario',
      transcriptOf([begin(0), ...stimulus(), stream('rita', 'closed'), end(0)]),
      fixtures,
    );
    expect(seenIn(part)).to.include("rita's stream goes on: it ended: closed");
  });

  it('compares an iq by its type, and says when a copy comes from nobody', () => {
    const asked = scenarioOf(
      `steps: [{ probe: { from: tess, to: rita, stanza: "<iq id='\${id}' type='get' to='\${to}'><x xmlns='urn:x'>\${nonce}</x></iq>", expect: delivered } }]`,
    );
    const lines = [
      begin(0),
      note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita }),
      sent('tess', `<iq id='s' type='get' to='${actors.rita}'><x xmlns='urn:x'>nonce-of-s</x></iq>`),
      received('rita', `<iq id='s'><x xmlns='urn:x'>nonce-of-s</x></iq>`),
      end(0),
    ];
    expect(seenIn(judge(asked, 'scenario', transcriptOf(lines), fixtures))).to.include.members([
      'the copy comes from u-ts@a.test/h: it comes from nobody',
      "the copy's type is `get`: it is ``",
    ]);
  });

  it('takes an error that one client sends to another for a delivery', () => {
    const error = (from: string): string =>
      `<message type='error' id='s' ${from}><error type='cancel'><text>nonce-of-s</text></error></message>`;
    const lines = [
      begin(0),
      note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita }),
      sent('tess', error('')),
      received('rita', error(`from='${actors.tess}'`)),
      end(0),
    ];
    const [finding] = judge(delivered, 'scenario', transcriptOf(lines), fixtures).findings;
    expect(finding).to.include({ claim: 'rita receives the message once', outcome: 'inconclusive' });
    expect(finding?.evidence).to.deep.equal([4]);
  });

  it('finds the nonce of a message without a body in its thread', () => {
    const thread = (text: string, from: string): string =>
      `<message id='s' type='chat' ${from}><thread>${text}</thread></message>`;
    const lines = [
      begin(0),
      note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita }),
      sent('tess', thread('nonce-of-s', '')),
      received('rita', thread('nonce-of-s again', `from='${actors.tess}'`)),
      end(0),
    ];
    expect(seenIn(judge(delivered, 'scenario', transcriptOf(lines), fixtures))).to.include(
      "the copy's thread is `nonce-of-s`: it is `nonce-of-s again`",
    );
  });

  it('shows nothing where nobody listens and no error comes', () => {
    const lines = [begin(0), ...stimulus().slice(0, 2), ...Object.values(ping(0)), end(0)];
    const first = (expects: 'delivered' | 'refused'): object | undefined => {
      const steps = delivered.steps.map((step) =>
        'probe' in step ? { probe: { ...step.probe, at: [], expect: expects } } : step,
      );
      return judge({ ...delivered, steps }, 'scenario', transcriptOf(lines), fixtures).findings[0];
    };
    expect(first('refused')).to.include({ outcome: 'inconclusive', claim: 'nobody sees the message' });
    expect(first('delivered')).to.include({
      outcome: 'inconclusive',
      claim: 'somebody receives the message',
    });
  });

  it('lets the sender of a refused message to itself be told, and takes silence about an iq where it is asked for', () => {
    const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: tess, label: A-S, expect: refused }
  - probe: { from: tess, to: rita, stanza: "<iq id='\${id}' type='get' to='\${to}'><x xmlns='urn:x'/></iq>", expect: refused, refusal: { silence: required } }
  - probe: { from: tess, to: rita, expect: delivered }
`);
    const raw = message('m', 'nonce-of-m', 'A-S', `to='${actors.tess}'`);
    const lines = [
      begin(0),
      note(0, 'stimulus', { id: 'm', nonce: 'nonce-of-m', from: 'tess', to: actors.tess }),
      sent('tess', raw),
      received('tess', raw.replace("type='chat'", "type='error'")),
      end(0),
      begin(1),
      note(1, 'stimulus', { id: 's', from: 'tess', to: actors.rita }),
      sent('tess', `<iq id='s' type='get' to='${actors.rita}'><x xmlns='urn:x'/></iq>`),
      ...Object.values(ping(1)),
      end(1),
    ];
    const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
    expect(findings[0]).to.include({ outcome: 'inconclusive', claim: 'tess does not receive the message' });
    expect(
      findings.find(({ step, claim }) => step === 1 && claim === 'tess is told nothing')?.outcome,
    ).to.equal('inconclusive');
  });

  it('ends a stream for no condition where the client reports none', () => {
    const raw = scenarioOf('steps: [{ raw: { from: desk, bytes: x, expect: { streamError: [reset] } } }]');
    const lines = [begin(0), stream('desk', 'error', 'gone'), end(0)];
    expect(seenIn(judge(raw, 'scenario', transcriptOf(lines), fixtures))).to.deep.equal([
      "desk's stream ends with reset: it ends with no stream error",
    ]);
  });
});

describe('arrows', () => {
  it('give no part to stanzas that nothing is claimed of, and a caption to what is not XML', () => {
    const lines = [
      begin(0),
      note(0, 'send', { id: 's', from: 'tess' }),
      sent('tess', `<iq id='s' type='set'><query xmlns='jabber:iq:roster'/></iq>`),
      received('rita', '<message>'),
      received('rita', `<message type='error'/>`),
      received('rita', `<presence><show>away</show></presence>`),
      end(0),
    ];
    const [step] = judge(delivered, 'scenario', transcriptOf(lines), fixtures).steps;
    expect(step?.arrows.map(({ role, caption }) => `${role}, ${caption}`)).to.deep.equal([
      'other, iq set query',
      'other, not one XML element',
      'other, error without a condition',
      'other, presence',
    ]);
  });

  it('give a stanza of the same id from elsewhere no part', () => {
    const elsewhere = received('rita', `<message id='stimulus-0' from='${actors.sam}'/>`);
    const [step] = judge(
      delivered,
      'scenario',
      transcriptOf([begin(0), ...stimulus(), elsewhere, end(0)]),
      fixtures,
    ).steps;
    expect(step?.arrows.map(({ role }) => role)).to.deep.equal(['stimulus', 'stimulus', 'other']);
  });
});

describe('summaryOf', () => {
  const summary = (step: string): string => {
    const scenario = scenarioOf(`steps: [${step}]`);
    return scenario.steps.map((one) => summaryOf(one, 'a.test')).join();
  };
  const probe = (rest: string): string => summary(`{ probe: { from: tess, expect: delivered, ${rest} } }`);

  it('says what is sent to whom', () => {
    expect([
      probe('to: rita'),
      probe('to: { bare: rita }, label: empty'),
      probe('to: { jid: "x@${domain}" }, at: [rita], payload: <x/>'),
      probe('to: rita, stanza: <presence/>'),
      probe('to: rita, label: A-S, syntax: stanag4778'),
      summary('{ matrix: { from: tess, to: [rita, sam], rows: { A-U: [+, +] } } }'),
      summary('{ iq: { from: tess, payload: <x/>, expect: result } }'),
      summary('{ iq: { from: tess, to: rita, type: set, payload: <x/>, expect: result } }'),
      summary('{ catalog: { from: tess, for: rita } }'),
      summary('{ offered: { from: tess, to: rita, labels: [A-U, A-S] } }'),
      summary('{ raw: { from: desk, bytes: x, expect: stream-lives } }'),
    ]).to.deep.equal([
      'tess sends rita a message without a label',
      "tess sends rita's account a message with an empty label",
      'tess sends x@a.test a message with a payload of its own',
      'tess sends rita a stanza',
      'tess sends rita a message labelled A-S as STANAG 4778',
      'tess sends rita and sam a message each labelled A-U',
      'tess asks the own account (iq get)',
      'tess asks rita (iq set)',
      'tess asks for the labels for rita',
      'tess asks for the labels for rita, then sends rita one message each labelled A-U and A-S',
      'desk sends bytes',
    ]);
  });
});

describe('summaryOf, of steps about rooms', () => {
  it('says who does what in which room', () => {
    const { steps } = scenarioOf(`
steps:
  - room: {name: ops, owner: tess}
  - enter: {actor: sam, room: ops, expect: entered}
  - configure: {actor: tess, room: ops, config: {a: 1}, expect: done}
  - occupants: {at: sam, room: ops, here: [tess]}
  - notice: {at: sam, room: ops, status: ['104', '170'], expect: seen}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, at: [tess, sam], expect: delivered}
  - probe: {from: tess, to: {room: ops, nick: sam}, label: A-R, at: [sam], expect: delivered}
  - leave: {actor: sam, room: ops}`);
    expect(steps.map((step) => summaryOf(step, 'a.test'))).to.deep.equal([
      'tess makes the room ops',
      'sam enters ops',
      'tess configures ops',
      'sam looks who is in ops',
      'sam looks for a notice of ops with 104 or 170',
      'tess sends the room ops a message labelled A-R',
      'tess sends sam in ops a message labelled A-R',
      'sam leaves ops',
    ]);
  });
});

describe('provisionOf', () => {
  it('writes lists as words, and the rest as JSON', () => {
    const scenario = scenarioOf(`
provision: { 'U(u-r)': [U, R], Srv.clr: none, Cat.restrict: true, 'Cat(a.test)': { items: [A-U] } }
steps: [{ probe: { from: tess, to: rita, expect: delivered } }]`);
    const parts: readonly Part[] = partsOf(scenario);
    expect(parts.map(provisionOf)).to.deep.equal([
      [
        { verb: 'U(u-r)', value: 'U, R' },
        { verb: 'Srv.clr', value: 'none' },
        { verb: 'Cat.restrict', value: 'true' },
        { verb: 'Cat(a.test)', value: '{"items":["A-U"]}' },
      ],
    ]);
  });
});

describe('labelName', () => {
  it('names what a stanza is labelled with, if anybody knows it', () => {
    const named = (label: string): string => labelName(fixtures, readStanza(`<message>${label}</message>`));
    expect(named('')).to.equal('none');
    expect(named(fixtures.labelElement('empty'))).to.equal('empty');
    expect(named(fixtures.labelElement('A-S'))).to.equal('A-S');
    expect(
      named(`<securitylabel xmlns='urn:xmpp:sec-label:0'><label><x xmlns='urn:x'/></label></securitylabel>`),
    ).to.equal('another label');
  });
});

describe('jidOf', () => {
  it('is the JID of a session, of an account, or as it stands', () => {
    const header = { actors, domain: 'a.test' };
    expect(jidOf('rita', header)).to.equal('u-r@a.test/h');
    expect(jidOf({ bare: 'rita' }, header)).to.equal('u-r@a.test');
    expect(jidOf({ jid: 'x@${domain}' }, header)).to.equal('x@a.test');
    expect([jidOf('bob', header), jidOf({ bare: 'bob' }, header)]).to.deep.equal(['bob', 'bob']);
  });

  it('is the address of a room, or of an occupant in it', () => {
    const header = { actors, domain: 'a.test' };
    expect(jidOf({ room: 'ops' }, header)).to.equal('ops@muc.a.test');
    expect(jidOf({ room: 'ops@muc2.a.test', nick: 'r i' }, header)).to.equal('ops@muc2.a.test/r i');
  });
});

describe('readStanza', () => {
  it('reads one element in the stream’s namespace, and nothing else', () => {
    expect(readStanza('<message/>')).to.include({ name: 'message', namespace: 'jabber:client' });
    expect(readStanza(`<message xmlns='jabber:server'/>`).namespace).to.equal('jabber:server');
    for (const raw of ['', 'text', '<a/><b/>', '<a>', '</s><s>', '<!DOCTYPE a><a/>']) {
      expect(readStanza(raw).name, raw).to.equal('');
    }
  });
});

/** Lines of the stimulus of step 0: noted, sent, arrived. */
function stimulus(): Told[] {
  return Object.values(passing(0, 'stimulus', 'rita', 'A-S'));
}

function seenIn({ findings }: PartRecord): string[] {
  return findings.map(({ claim, seen }) => `${claim}: ${seen ?? ''}`);
}
