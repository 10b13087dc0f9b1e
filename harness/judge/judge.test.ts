import { expect } from 'chai';
import fc from 'fast-check';
import type { Finding, PartRecord } from '../record/index.ts';
import { judge } from './judge.ts';
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
  refusalOf,
  scenarioOf,
  stream,
  type Told,
  transcriptOf,
} from './transcript.fixture.ts';

const refusal = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
twin:
  title: The twin gets it
  provision: { U(u-r): [U, R, C, S] }
`);

const stimulusNonce = 'nonce-of-stimulus-0';

/** A refusal as it should go: control, stimulus and its error, fence, ping. */
const refused: Record<string, Told> = {
  begin: begin(0),
  ...passing(0, 'control', 'rita'),
  ...omit(passing(0, 'stimulus', 'rita', 'A-S'), 'stimulusArrives'),
  error: refusalOf('stimulus-0'),
  ...passing(0, 'fence', 'rita'),
  ...ping(0),
  end: end(0),
};

/** The same stimulus delivered: what the twin should see. */
const delivered: Record<string, Told> = {
  begin: begin(0),
  ...passing(0, 'control', 'rita'),
  ...passing(0, 'stimulus', 'rita', 'A-S'),
  ...passing(0, 'fence', 'rita'),
  ...ping(0),
  end: end(0),
};

describe('judge, of a refusal', () => {
  it('passes when control and fence arrive, the stimulus does not, and one clean error comes', () => {
    expect(claimsOf(judged(refused))).to.deep.equal([
      'passed: rita does not receive the message [A]',
      'passed: tess is told of the refusal',
      "passed: permitted messages before and after reach rita, and tess's ping is answered [A]",
    ]);
  });

  it('passes when the server says nothing to the sender', () => {
    expect(judged(omit(refused, 'error')).outcome).to.equal('passed');
  });

  it('fails when the message reaches the recipient, whatever became of the fences', () => {
    const leak = { ...refused, error: received('rita', message('stimulus-0', stimulusNonce, 'A-S', '')) };
    expect(judged(omit(leak, 'fenceArrives', 'pong')).outcome).to.equal('failed');
    expect(worstOf(judged(leak))).to.deep.equal([
      'rita does not receive the message: it came: message chat A-S',
    ]);
  });

  it('fails when its id comes from its sender with other content', () => {
    const emptied = received('rita', `<message id='stimulus-0' from='${actors.tess}'/>`);
    expect(judged({ ...refused, error: emptied }).outcome).to.equal('failed');
  });

  it('fails when the content comes in something that is not XML', () => {
    const part = judged({ ...refused, error: received('rita', `<message><body>${stimulusNonce}`) });
    expect(worstOf(part)).to.deep.equal(['rita does not receive the message: it came: not one XML element']);
  });

  it('fails when another session sees the content', () => {
    const copy = received(
      'desk',
      `<message from='u-ts@a.test'><forwarded>${stimulusNonce}</forwarded></message>`,
    );
    expect(worstOf(judged({ ...refused, copy }))).to.deep.equal([
      'nobody but rita may see the message: desk sees it',
    ]);
  });

  it('fails when the content leaks after the last step', () => {
    const late = {
      ...refused,
      late: received('rita', `<message><delay/><body>${stimulusNonce}</body></message>`),
    };
    expect(judged(late).outcome).to.equal('failed');
  });

  it('is inconclusive when the fence does not arrive', () => {
    expect(claimsOf(judged(omit(refused, 'fenceArrives')))).to.deep.equal([
      'inconclusive: rita does not receive the message: nothing came, and the proof is not complete',
      'passed: tess is told of the refusal',
      "inconclusive: permitted messages before and after reach rita, and tess's ping is answered: no fence at rita",
    ]);
  });

  it('is inconclusive when the control does not arrive, and when it was never noted', () => {
    expect(judged(omit(refused, 'controlArrives')).outcome).to.equal('inconclusive');
    expect(judged(omit(refused, 'control')).outcome).to.equal('inconclusive');
  });

  it("is inconclusive when the sender's ping is not answered, and when there is none", () => {
    expect(judged(omit(refused, 'pong')).outcome).to.equal('inconclusive');
    expect(judged(omit(refused, 'ping', 'pong')).outcome).to.equal('inconclusive');
  });

  it('is inconclusive when the stimulus was not sent', () => {
    expect(claimsOf(judged(omit(refused, 'stimulusSent')))).to.deep.equal([
      'inconclusive: tess sends the message: it was not sent',
    ]);
    expect(judged(omit(refused, 'stimulus')).outcome).to.equal('inconclusive');
  });

  it('fails when the error repeats the body and the label', () => {
    const echo = `<body>${stimulusNonce}</body>${fixtures.labelElement('A-S')}`;
    expect(worstOf(judged({ ...refused, error: refusalOf('stimulus-0', echo) }))).to.deep.equal([
      'the error holds no label (ERR-03): there is one in it',
      'the error repeats nothing of the message (ERR-02): it repeats the content, the label or its marking, <body/> and <securitylabel/>',
    ]);
  });

  it('fails when an error under another id repeats the content, or something that is not XML does', () => {
    const echo = { ...refused, echo: refusalOf('elsewhere', `<body>${stimulusNonce}</body>`) };
    expect(worstOf(judged(echo))).to.deep.equal([
      'the error repeats nothing of the message (ERR-02): it repeats the content',
    ]);
    const labelled = refusalOf('elsewhere', `<body>${stimulusNonce}</body>${fixtures.labelElement('A-S')}`);
    expect(worstOf(judged({ ...refused, echo: labelled }))).to.deep.equal([
      'the error repeats nothing of the message (ERR-02): it repeats the content and a label',
    ]);
  });

  it('fails when errors go back and forth', () => {
    const pingPong = { ...refused, second: refusalOf('stimulus-0'), third: refusalOf('stimulus-0') };
    expect(worstOf(judged(pingPong))).to.deep.equal([
      'tess is told at most once (ERR-06): 3 errors came: forbidden, forbidden, forbidden',
    ]);
  });

  it('fails when the error is not of the kind that refusals are', () => {
    const error = received(
      'tess',
      `<message type='error' id='stimulus-0' from='a.test' to='u-ts@a.test'><error type='cancel'>
        <service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );
    expect(worstOf(judged({ ...refused, error }))).to.deep.equal([
      'the error comes from u-r@a.test/h (ERR-12): it comes from a.test',
      'the error goes to the sender (ERR-01): it goes to u-ts@a.test',
      "the error's type is auth or modify (ERR-08): it is cancel",
      'the error says forbidden or policy-violation or not-acceptable or not-allowed or bad-request or not-authorized: ' +
        'it says service-unavailable, for which rooms throw occupants out (ERR-09)',
    ]);
  });

  it('fails when a stream ends', () => {
    const died = { ...omit(refused, 'pong'), end: stream('tess', 'error', 'policy-violation'), last: end(0) };
    expect(worstOf(judged(died))).to.deep.equal([
      "tess's stream goes on: it ended: error (policy-violation)",
    ]);
    expect(judged({ ...refused, after: stream('tess', 'closed') }).outcome).to.equal('passed');
  });

  it('never passes when the transcript is cut before its last step ends', () => {
    const lines = Object.values(refused);
    fc.assert(
      fc.property(fc.nat(lines.length - 1), (length) => {
        const part = judge(refusal, 'scenario', transcriptOf(lines.slice(0, length)), fixtures);
        return part.outcome === 'inconclusive';
      }),
    );
  });

  it('never passes without the arrival of the fence, whatever else is missing', () => {
    const names = Object.keys(refused);
    fc.assert(
      fc.property(
        fc.subarray(names),
        (missing) => judged(omit(refused, 'fenceArrives', ...missing)).outcome !== 'passed',
      ),
    );
  });
});

describe('judge, of a refusal that the scenario says more about', () => {
  const asking = (text: string): typeof refusal =>
    scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused, refusal: ${text} }
  - probe: { from: tess, to: rita, label: A-S, expect: delivered }
`);
  const step0 = (scenario: typeof refusal, lines: Record<string, Told>): Finding[] =>
    judge(scenario, 'scenario', transcriptOf(Object.values(lines)), fixtures).findings.filter(
      ({ step }) => step === 0,
    );

  it('takes the conditions and types that it names, and no others', () => {
    const one = asking('{ condition: [item-not-found], type: [cancel] }');
    const hidden = received(
      'tess',
      `<message type='error' id='stimulus-0' from='${actors.rita}'><error type='cancel'>
        <item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );
    expect(step0(one, { ...refused, error: hidden }).map(({ outcome }) => outcome)).to.deep.equal([
      'passed',
      'passed',
      'passed',
    ]);
    expect(step0(one, refused).filter(({ outcome }) => outcome === 'failed')).to.have.length(2);
  });

  it('fails on silence where an answer is asked for, and is inconclusive without the fence', () => {
    const one = asking('{ silence: forbidden }');
    const silent = omit(refused, 'error');
    expect(step0(one, silent)[1]).to.include({
      outcome: 'failed',
      claim: 'tess is told of the refusal',
      seen: 'no error came',
    });
    expect(step0(one, omit(silent, 'pong'))[1]).to.include({ outcome: 'inconclusive' });
  });

  it('fails on an error where silence is asked for', () => {
    const one = asking('{ silence: required }');
    expect(step0(one, refused)[1]).to.include({
      outcome: 'failed',
      claim: 'tess is told nothing',
      seen: 'an error came',
    });
    expect(step0(one, omit(refused, 'error'))[1]).to.include({ outcome: 'passed' });
    expect(step0(one, omit(refused, 'error', 'pong'))[1]).to.include({ outcome: 'inconclusive' });
  });
});

describe('judge, of a delivery', () => {
  it('passes the twin when the message comes once, as it was sent', () => {
    expect(claimsOf(judgedTwin(delivered))).to.deep.equal([
      'passed: rita receives the message once [A]',
      "passed: permitted messages before and after reach rita, and tess's ping is answered [A]",
    ]);
  });

  it('fails when the message does not come although the fence does', () => {
    expect(worstOf(judgedTwin(omit(delivered, 'stimulusArrives')))).to.deep.equal([
      'rita receives the message once: nothing came',
    ]);
  });

  it('is inconclusive when neither it nor the fence comes, and when only the fence is missing', () => {
    expect(judgedTwin(omit(delivered, 'stimulusArrives', 'fenceArrives')).outcome).to.equal('inconclusive');
    expect(judgedTwin(omit(delivered, 'fenceArrives')).outcome).to.equal('inconclusive');
  });

  it('fails when it comes twice', () => {
    expect(worstOf(judgedTwin({ ...delivered, again: copy('A-S') }))).to.deep.equal([
      'rita receives the message once: it came 2 times',
    ]);
  });

  it('fails when its label is another, or gone, or one of two', () => {
    const altered = (label: string): string[] =>
      worstOf(judgedTwin({ ...delivered, stimulusArrives: copy(label) }));
    expect(altered('A-U')).to.deep.equal(["the copy's label is A-S (LBL-01): it is A-U"]);
    expect(altered('none')).to.deep.equal(["the copy's label is A-S (LBL-01): it is none"]);
    const raw = message('stimulus-0', stimulusNonce, 'A-S', `from='${actors.tess}'`);
    const two = received('rita', raw.replace('</message>', `${fixtures.labelElement('A-U')}</message>`));
    expect(worstOf(judgedTwin({ ...delivered, stimulusArrives: two }))).to.deep.equal([
      'the copy has one label (DEF-13): it has 2',
    ]);
  });

  it('takes a label that is written otherwise and says the same', () => {
    const ess = fixtures.labelText('A-S', 'ess');
    const wrapped = message('stimulus-0', stimulusNonce, 'A-S', `from='${actors.tess}'`).replace(
      ess,
      ` ${ess.slice(0, 8)}\n${ess.slice(8)}`,
    );
    expect(judgedTwin({ ...delivered, stimulusArrives: received('rita', wrapped) }).outcome).to.equal(
      'passed',
    );
    // BER: the members of the SET in another order
    const unsorted = message('stimulus-0', stimulusNonce, 'A-S', `from='${actors.tess}'`).replace(
      ess,
      'MRAGCysGAQQBgf1ZggIBAgEE',
    );
    expect(judgedTwin({ ...delivered, stimulusArrives: received('rita', unsorted) }).outcome).to.equal(
      'passed',
    );
  });

  it('fails when body, type or sender are not those that were sent', () => {
    const raw = `<message id='stimulus-0' from='u-ts@a.test'><body>${stimulusNonce}!</body>${fixtures.labelElement('A-S')}</message>`;
    expect(worstOf(judgedTwin({ ...delivered, stimulusArrives: received('rita', raw) }))).to.deep.equal([
      'the copy comes from u-ts@a.test/h: it comes from u-ts@a.test',
      "the copy's type is `chat`: it is `normal`",
      `the copy's body is \`${stimulusNonce}\`: it is \`${stimulusNonce}!\``,
    ]);
  });

  it('fails when the copy is not XML', () => {
    const broken = received('rita', `<message from='${actors.tess}'><body>${stimulusNonce}</message>`);
    expect(worstOf(judgedTwin({ ...delivered, stimulusArrives: broken }))).to.deep.equal([
      'the copy is well-formed XML: it is not',
    ]);
  });

  it('fails when its sender gets an error as well', () => {
    expect(worstOf(judgedTwin({ ...delivered, error: refusalOf('stimulus-0') }))).to.deep.equal([
      'tess gets no error: an error came: forbidden',
    ]);
    const bare = received('tess', `<message type='error' id='stimulus-0'/>`);
    expect(worstOf(judgedTwin({ ...delivered, error: bare }))).to.deep.equal([
      'tess gets no error: an error came: without a condition',
    ]);
  });

  it('fails when an account that it was not for sees it; other sessions of the recipient may', () => {
    const raw = message('stimulus-0', stimulusNonce, 'A-S', `from='${actors.tess}'`);
    expect(judgedTwin({ ...delivered, other: received('desk', raw) }).outcome).to.equal('passed');
    expect(worstOf(judgedTwin({ ...delivered, other: received('sam', raw) }))).to.deep.equal([
      'nobody but rita may see the message: sam sees it',
    ]);
  });
});

describe('judge', () => {
  it('records steps with summaries, arrows, roles and captions', () => {
    const part = judged({
      ...refused,
      late: received('rita', `<presence from='a.test' type='unavailable'/>`),
    });
    expect(part.steps.map(({ summary, outcome }) => ({ summary, outcome }))).to.deep.equal([
      { summary: 'tess sends rita a message labelled A-S', outcome: 'passed' },
    ]);
    expect(
      part.steps[0]?.arrows.map(
        ({ actor, direction, role, caption }) => `${actor} ${direction}: ${role}, ${caption}`,
      ),
    ).to.deep.equal([
      'tess sent: control, message chat A-U',
      'rita received: control, message chat A-U',
      'tess sent: stimulus, message chat A-S',
      'tess received: reply, error forbidden',
      'tess sent: fence, message chat A-U',
      'rita received: fence, message chat A-U',
      'tess sent: fence, iq get ping',
      'tess received: fence, iq result',
      'rita received: other, presence unavailable',
    ]);
  });

  it("records the twin's provisioning, title and the time it took", () => {
    const { title, provision, wallMs } = judgedTwin(delivered);
    expect({ title, provision, wallMs }).to.deep.equal({
      title: 'The twin gets it',
      provision: [{ verb: 'U(u-r)', value: 'U, R, C, S' }],
      wallMs: 13,
    });
  });

  it("is broken when the runner says so, and by another scenario's transcript", () => {
    const said = {
      ...refused,
      broken: { kind: 'note', step: 0, key: 'broken', value: 'the port is taken' } as const,
    };
    expect(worstOf(judged(said))).to.deep.equal(['the harness carries out its part: the port is taken']);
    const other = transcriptOf(Object.values(delivered), 'twin');
    expect(worstOf(judge(refusal, 'scenario', other, fixtures))).to.deep.equal([
      'the transcript is of test/scenario, scenario: it is of test/scenario, twin',
    ]);
  });

  it('leaves notes out that make no sense', () => {
    const strange = { kind: 'note', step: 0, key: 'stimulus', value: 'not json' } as const;
    const wrong = note(0, 'stimulus', { nonce: 7 });
    expect(judged({ ...refused, stimulus: strange }).outcome).to.equal('inconclusive');
    expect(judged({ ...refused, stimulus: wrong }).outcome).to.equal('inconclusive');
  });

  it('throws for a twin that the scenario does not have', () => {
    const alone = scenarioOf(`steps: [{ probe: { from: tess, to: rita, label: A-U, expect: delivered } }]`);
    expect(() => judge(alone, 'twin', transcriptOf([]), fixtures)).to.throw('`test/scenario` has no twin');
  });

  it('is inconclusive about a step that did not begin, and one that did not end', () => {
    expect(worstOf(judged(omit(refused, 'begin'))).at(-1)).to.equal(
      'the step is carried out: it never began',
    );
    expect(worstOf(judged(omit(refused, 'end')))).to.deep.equal(['the step is carried out: it never ended']);
  });
});

function copy(label: string): Told {
  return received(
    'rita',
    message('stimulus-0', stimulusNonce, label, `from='${actors.tess}' to='${actors.rita}'`),
  );
}

function judged(lines: Record<string, Told>): PartRecord {
  return judge(refusal, 'scenario', transcriptOf(Object.values(lines)), fixtures);
}

function judgedTwin(lines: Record<string, Told>): PartRecord {
  return judge(refusal, 'twin', transcriptOf(Object.values(lines), 'twin'), fixtures);
}

function omit(lines: Record<string, Told>, ...names: string[]): Record<string, Told> {
  return Object.fromEntries(Object.entries(lines).filter(([name]) => !names.includes(name)));
}

function claimsOf({ findings }: PartRecord): string[] {
  return findings.map(({ outcome, claim, seen, strength }) =>
    [`${outcome}: ${claim}`, seen && `: ${seen}`, strength && ` [${strength}]`].filter(Boolean).join(''),
  );
}

function worstOf({ outcome, findings }: PartRecord): string[] {
  return findings
    .filter((one) => one.outcome === outcome)
    .map(({ claim, seen }) => `${claim}: ${seen ?? ''}`);
}
