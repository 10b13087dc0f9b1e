import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  note,
  ping,
  received,
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';
import { stimulusName } from './alike.ts';

const addressees = ['u-r@a.test', 'nobody@a.test'] as const;

function steps(expectation: string, more = ''): string {
  return `steps:
  - alike:
      from: tess
      expect: ${expectation}${more}
      probes:
        - message: {to: {bare: rita}, label: A-S}
        - {message: {to: {jid: 'nobody@\${domain}'}, label: A-S}, note: a message to nobody}
  - alike: {from: tess, expect: different, probes: [{presence: {}}, {presence: {type: unavailable}}]}
`;
}

/** What the judge says of the first step; \`answers\` are what came back for each probe, before the ping's answer. */
function judged(
  expectation: string,
  answers: readonly (readonly string[])[],
  more = '',
  lost?: 'ping' | 'probe',
): string[] {
  const lines = answers.flatMap((answer, index): (Told | undefined)[] => {
    const id = `probe-${index}`;
    const fence = ping(0, `.${index}`);
    const to = addressees[index] ?? '';
    const lostHere = index === 1 ? lost : undefined;
    return [
      note(0, `probe.${index}`, { id, nonce: `nonce-of-${id}`, from: 'tess', to }),
      lostHere === 'probe'
        ? undefined
        : sent('tess', `<message id='${id}' to='${to}'><body>nonce-of-${id}</body></message>`),
      fence['ping'],
      fence['pingSent'],
      ...answer.map((text) => received('tess', text)),
      lostHere === 'ping' ? undefined : fence['pong'],
    ];
  });
  const record = judge(
    scenarioOf(steps(expectation, more)),
    'scenario',
    transcriptOf([begin(0), ...lines, end(0)]),
    fixtures,
  );
  return record.findings
    .filter(({ step }) => step === 0)
    .map(({ outcome, seen }) => (seen === undefined ? outcome : `${outcome}: ${seen}`));
}

const error = (index: number, condition = 'forbidden', more = ''): string =>
  `<message type='error' id='probe-${index}' from='${addressees[index] ?? ''}' to='${actors.tess}'><error type='auth'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>${more}</error></message>`;

describe('an alike step through a room', () => {
  it('cannot say anything where the room did not answer a ping after each', () => {
    const seen = judged('same', [[error(0)], [error(1)]], '\n      room: ops');
    expect(seen).to.deep.equal(['inconclusive: no answer came', 'inconclusive: no answer came']);
  });
});

describe('stimulusName', () => {
  it('says what is sent where, or what the scenario calls it', () => {
    const message = { to: { bare: 'rita' }, type: 'chat', label: 'A-S', syntax: 'ess' } as const;
    expect(
      [
        { message },
        { message: { ...message, payload: '<x/>' } },
        { message, note: 'the first' },
        { iq: { type: 'get' as const, payload: '<x/>' } },
        { presence: { to: 'rita', type: 'probe' as const } },
        { presence: {} },
        { catalog: { for: 'rita', to: { jid: '${domain}' } } },
        { stanza: { to: { jid: '${domain}' }, text: '<x/>' } },
      ].map((one) => stimulusName(one, 'a.test')),
    ).to.deep.equal([
      "a message labelled A-S to rita's account",
      "a message with a payload to rita's account",
      'the first',
      'an iq get',
      'presence probe to rita',
      'presence available',
      'the labels for rita',
      'a stanza to a.test',
    ]);
  });
});

describe('judgeAlike', () => {
  it('compares what has no addressee, and ends with its stream', () => {
    const lines = ['available', 'unavailable'].flatMap((type, index) => {
      const { ping: asked, pingSent, pong } = ping(1, `.${index}`);
      const id = `p-${index}`;
      return [
        note(1, `probe.${index}`, { id, from: 'tess' }),
        sent('tess', `<presence id='${id}' type='${type}'/>`),
        asked,
        pingSent,
        received('tess', `<presence from='${type}@a.test'/>`),
        pong,
      ];
    });
    const transcript = transcriptOf([begin(0), end(0), begin(1), ...lines, stream('tess', 'closed'), end(1)]);
    const { findings } = judge(scenarioOf(steps('same')), 'scenario', transcript, fixtures);
    expect(findings.filter(({ step }) => step === 1).map(({ outcome }) => outcome)).to.deep.equal([
      'passed',
      'failed',
    ]);
  });

  it('takes answers for the same that differ in ids, addresses and times', () => {
    const delay = (stamp: string): string => `<delay xmlns='urn:xmpp:delay' stamp='${stamp}'/>`;
    const first = error(0, 'forbidden', delay('2026-01-01T00:00:00Z'));
    const second = error(1, 'forbidden', delay('2026-01-01T00:00:01.5+01:00'));
    expect(judged('same', [[first], [second]])).to.deep.equal(['passed']);
    expect(judged('same', [[], []])).to.deep.equal(['passed']);
  });

  it('sees any other difference, and silence as one', () => {
    const [seen] = judged('same', [[error(0)], [error(1, 'item-not-found')]]);
    expect(seen).to.match(/^failed: .*forbidden.*; a message to nobody: .*item-not-found/);
    expect(judged('same', [[error(0)], []])[0]).to.match(/^failed: .*; a message to nobody: nothing$/);
    const push = "<iq type='set' id='push-7' from='u-ts@a.test'><query xmlns='jabber:iq:roster'/></iq>";
    expect(judged('same', [[], [push]])[0]).to.match(/^failed/);
  });

  it('takes what a server sends of its own accord for the same, whichever number it gives it', () => {
    const push = (id: string, jid: string): string =>
      `<iq type='set' id='${id}' to='${actors.tess}'><query xmlns='jabber:iq:roster' ver='${id}'><item jid='${jid}' group='1 of 2'/></query></iq>`;
    expect(judged('same', [[push('1', addressees[0])], [push('2', addressees[1])]])).to.deep.equal([
      'passed',
    ]);
    expect(judged('same', [[push('1', addressees[0])], [push('2', 'else@a.test')]])[0]).to.match(/^failed/);
    const numbered = "<presence id='1' from='a.test'/>";
    expect(judged('same', [[numbered], ["<presence from='a.test'/>"]])[0]).to.match(/^failed/);
  });

  it('wants a difference where one is expected', () => {
    expect(judged('different', [[error(0)], []])).to.deep.equal(['passed']);
    expect(judged('different', [[], []])).to.deep.equal([
      "failed: a message labelled A-S to rita's account: nothing; a message to nobody: nothing",
    ]);
  });

  it('wants the first to be like another where that is expected', () => {
    expect(judged('first-like-another', [[error(0)], [error(1)]])).to.deep.equal(['passed']);
    expect(judged('first-like-another', [[], [error(1)]])[0]).to.match(
      /^failed: .*: nothing; a message to nobody: </,
    );
  });

  it('gives a late answer to the stanza whose id it has', () => {
    expect(judged('same', [[], [error(0), error(1)]])).to.deep.equal(['passed']);
  });

  it("does not take the server's own questions for answers", () => {
    const question = "<iq type='get' id='s1' from='a.test'><ping xmlns='urn:xmpp:ping'/></iq>";
    expect(judged('same', [[], [question]])).to.deep.equal(['passed']);
  });

  it('asks for silence, or for a condition, where the scenario does', () => {
    const silence = '\n      answer: silence';
    expect(judged('same', [[], []], silence)).to.deep.equal(['passed', 'passed', 'passed']);
    expect(
      judged('same', [[error(0)], [error(1)]], silence)
        .slice(1)
        .map((each) => each.slice(0, 19)),
    ).to.deep.equal(['failed: there came ', 'failed: there came ']);
    const condition = '\n      answer: {condition: [forbidden]}';
    expect(judged('same', [[error(0)], [error(1)]], condition)).to.deep.equal(['passed', 'passed', 'passed']);
    const ping0 = "<presence from='u-r@a.test'/>";
    expect(judged('same', [[ping0], [ping0]], condition)[1]).to.equal('failed: it is no error');
    expect(judged('same', [[], []], condition)[1]).to.equal('failed: nothing came');
    expect(judged('same', [[error(0, 'gone')], [error(1, 'gone')]], condition)[1]).to.equal(
      'failed: it is gone',
    );
  });

  it('cannot say where a stanza was not sent, or its ping was not answered', () => {
    expect(judged('same', [[], []], '', 'probe')).to.deep.equal(['inconclusive: it was not sent']);
    expect(judged('same', [[], []], '', 'ping')).to.deep.equal(['inconclusive: no answer came']);
  });
});
