import type {
  Arrow,
  FailureKind,
  Outcome,
  PartRecord,
  RunRecord,
  ScenarioRecord,
  StepRecord,
} from '../harness/record/index.ts';

/** A run like a real one, with every standing once: what tests of reports read. */
export function sampleRun(change: Partial<RunRecord> = {}): RunRecord {
  const scenarios = [
    cleared,
    leaked,
    unfenced,
    unsupported,
    broken,
    expectedFailure,
    unexpectedPass,
    cataloguePasses,
  ];
  return {
    schema: 'cmbac/run@1',
    target: { name: 'prosody', product: 'Prosody', version: '0.12.3' },
    suite: { version: '0.1.0', scenarios: scenarios.length, seed: '42' },
    startedAt: '2026-11-21T21:08:02.412Z',
    wallMs: 12_340,
    faults: [],
    scenarios,
    requirements,
    staleExpectations: [],
    exitCode: 1,
    ...change,
  };
}

/** A scenario with one part, refused as it should be; `change` makes it another. */
export function sampleScenario(change: Partial<ScenarioRecord> = {}): ScenarioRecord {
  const id = change.id ?? 'exit/recipient-not-cleared';
  return {
    id,
    file: `scenarios/${id}.yaml`,
    title: 'A message is not delivered to a user whose clearance does not cover its label',
    requirements: ['C2S-EXIT-02', 'ERR-01'],
    outcome: 'passed',
    parts: [samplePart(), sampleTwin()],
    ...change,
  };
}

/** tess, cleared to TOP SECRET, writes SECRET to rita, cleared to RESTRICTED: control, stimulus, fence. */
export function samplePart(change: Partial<PartRecord> = {}): PartRecord {
  return {
    name: 'scenario',
    title: 'rita, cleared to RESTRICTED, does not receive SECRET',
    outcome: 'passed',
    wallMs: 41.6,
    transcript: 'transcripts/exit/recipient-not-cleared.ndjson',
    provision: [{ verb: 'U(u-r)', value: '[U, R]' }],
    findings: [
      { step: 0, outcome: 'passed', claim: 'rita receives the control', evidence: [3, 4], strength: 'A' },
      {
        step: 0,
        outcome: 'passed',
        claim: 'rita does not receive the message',
        evidence: [5, 8],
        strength: 'A',
      },
      { step: 0, outcome: 'passed', claim: 'tess gets one error without a label', evidence: [6] },
    ],
    steps: [refusedStep],
    ...change,
  };
}

/** The same with rita cleared to SECRET: delivered. */
export function sampleTwin(change: Partial<PartRecord> = {}): PartRecord {
  return {
    name: 'twin',
    title: 'rita, cleared to SECRET, receives it',
    outcome: 'passed',
    wallMs: 38.2,
    transcript: 'transcripts/exit/recipient-not-cleared.twin.ndjson',
    provision: [{ verb: 'U(u-r)', value: '[U, R, C, S]' }],
    findings: [
      { step: 0, outcome: 'passed', claim: 'rita receives the message once, label intact', evidence: [5, 6] },
    ],
    steps: [deliveredStep],
    ...change,
  };
}

/** One stanza; `line` makes its time. */
export function arrow(
  line: number,
  actor: string,
  direction: Arrow['direction'],
  role: Arrow['role'],
  caption: string,
  raw: string,
): Arrow {
  return { line, at: 1.7 * line, actor, direction, role, caption, raw };
}

/** A message labelled by XEP-0258 with an ESS label. */
function message(id: string, marking: string, ess: string, body: string): string {
  return `<message xmlns="jabber:client" from="u-ts@a.test/tess" to="u-r@a.test/rita" type="chat" id="${id}"><body>${body}</body><securitylabel xmlns="urn:xmpp:sec-label:0"><displaymarking fgcolor="black" bgcolor="red">${marking}</displaymarking><label><esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">${ess}</esssecuritylabel></label></securitylabel></message>`;
}

const plain = (id: string, nonce: string): string => message(id, 'UNCLASSIFIED', 'MQYCAQEGASk=', nonce);
const secret = (nonce: string): string => message('s1', 'SECRET', 'MQYCAQQGASk=', nonce);
const forbidden =
  '<message xmlns="jabber:client" from="u-r@a.test/rita" to="u-ts@a.test/tess" type="error" id="s1"><error type="auth"><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>';

const refusedStep: StepRecord = {
  summary: 'tess sends rita a chat message labelled A-S; it is refused',
  outcome: 'passed',
  arrows: [
    arrow(3, 'tess', 'sent', 'control', 'message chat A-U', plain('c1', 'control 7F3Q')),
    arrow(4, 'rita', 'received', 'control', 'message chat A-U', plain('c1', 'control 7F3Q')),
    arrow(5, 'tess', 'sent', 'stimulus', 'message chat A-S', secret('stimulus 7F3Q')),
    arrow(6, 'tess', 'received', 'reply', 'error forbidden', forbidden),
    arrow(7, 'tess', 'sent', 'fence', 'message chat A-U', plain('f1', 'fence 7F3Q')),
    arrow(8, 'rita', 'received', 'fence', 'message chat A-U', plain('f1', 'fence 7F3Q')),
    arrow(
      9,
      'tess',
      'sent',
      'other',
      'iq get ping',
      '<iq type="get" id="p1"><ping xmlns="urn:xmpp:ping"/></iq>',
    ),
    arrow(10, 'tess', 'received', 'other', 'iq result', '<iq type="result" id="p1" from="a.test"/>'),
  ],
};

const deliveredStep: StepRecord = {
  summary: 'tess sends rita a chat message labelled A-S; it is delivered',
  outcome: 'passed',
  arrows: [
    arrow(3, 'tess', 'sent', 'control', 'message chat A-U', plain('c1', 'control 9B2K')),
    arrow(4, 'rita', 'received', 'control', 'message chat A-U', plain('c1', 'control 9B2K')),
    arrow(5, 'tess', 'sent', 'stimulus', 'message chat A-S', secret('stimulus 9B2K')),
    arrow(6, 'rita', 'received', 'stimulus', 'message chat A-S', secret('stimulus 9B2K')),
    arrow(7, 'tess', 'sent', 'fence', 'message chat A-U', plain('f1', 'fence 9B2K')),
    arrow(8, 'rita', 'received', 'fence', 'message chat A-U', plain('f1', 'fence 9B2K')),
  ],
};

const one = (
  outcome: Outcome,
  claim: string,
  seen: string,
  evidence: readonly number[],
  kind?: FailureKind,
): PartRecord['findings'] => [
  { step: 0, outcome: 'passed', claim: 'rita receives the control', evidence: [3, 4], strength: 'A' },
  { step: 0, outcome, ...(kind && { kind }), claim, seen, evidence },
];

const cleared = sampleScenario({
  controls: [
    {
      fault: 'exit.user',
      breaks: 'the clearance of the recipient is not asked',
      seen: 'rita received the message labelled A-S',
      current: true,
    },
  ],
});

const leaked = sampleScenario({
  id: 'exit/several-resources',
  title: 'Each session of a user gets only what that user may read',
  requirements: ['C2S-EXIT-03', 'ERR-01'],
  outcome: 'failed',
  kind: 'leak',
  reason: 'rita received the message labelled A-S, which her clearance [U, R] does not cover',
  controls: [
    {
      fault: 'exit.loc',
      breaks: 'the clearance of where a session is, is not asked',
      seen: 'rita, at her desk, received the message labelled A-S',
      current: false,
    },
  ],
  parts: [
    samplePart({
      outcome: 'failed',
      findings: one(
        'failed',
        'rita does not receive the message',
        'the message, 3.4 ms after it was sent, with its label',
        [5, 6],
        'leak',
      ),
      steps: [{ ...deliveredStep, summary: refusedStep.summary, outcome: 'failed' }],
    }),
    sampleTwin(),
  ],
});

const unfenced = sampleScenario({
  id: 'exit/headline',
  title: 'A headline is checked like any other message',
  requirements: ['C2S-EXIT-06'],
  outcome: 'inconclusive',
  reason: 'the fence did not arrive at rita within 5000 ms, so her silence proves nothing',
  parts: [
    samplePart({
      outcome: 'inconclusive',
      findings: one('inconclusive', 'rita does not receive the message', 'no fence within 5000 ms', [7]),
      steps: [{ ...refusedStep, outcome: 'inconclusive', arrows: refusedStep.arrows.slice(0, 5) }],
    }),
  ],
});

const unsupported = sampleScenario({
  id: 'location/network-not-cleared',
  title: 'A user on a network without clearance receives nothing above it',
  requirements: ['LOC-01'],
  outcome: 'unsupported',
  reason: 'the target can be asked this: it lacks verb Loc',
  parts: [
    samplePart({
      outcome: 'unsupported',
      wallMs: 0,
      steps: [],
      findings: [
        {
          step: 0,
          outcome: 'unsupported',
          claim: 'the target can be asked this',
          seen: 'it lacks verb Loc',
          evidence: [],
        },
      ],
    }),
  ],
});

const broken = sampleScenario({
  id: 'entry/resumed-stream',
  title: 'A resumed stream is checked again',
  requirements: ['C2S-ENTRY-14'],
  outcome: 'broken',
  reason: 'the connection of tess was reset while the harness was signing in',
  parts: [samplePart({ outcome: 'broken', findings: [], steps: [] })],
});

const expectedFailure = sampleScenario({
  id: 'errors/without-payload',
  title: 'A refusal repeats nothing of the message',
  requirements: ['ERR-02'],
  outcome: 'failed',
  kind: 'wrong-error',
  reason: 'the error repeats the body',
  expected: {
    outcome: 'failed',
    kind: 'wrong-error',
    reason: 'Prosody echoes the payload of a bounced message',
    met: true,
    owner: 'the vendor',
    issue: 'https://issues.example/417',
    expires: '2027-01-31',
  },
  parts: [
    samplePart({
      outcome: 'failed',
      findings: one('failed', 'the error has no body', 'the body, word for word', [6], 'wrong-error'),
    }),
  ],
});

const unexpectedPass = sampleScenario({
  id: 'discovery/host-features',
  title: 'The host says that it knows security labels',
  requirements: ['DISC-01'],
  expected: {
    outcome: 'failed',
    reason: 'mod_seclabels does not advertise urn:xmpp:sec-label:0',
    met: false,
  },
});

const cataloguePasses = sampleScenario({
  id: 'catalog/listed-is-deliverable',
  title: 'What the catalog lists is delivered, and nothing else',
  requirements: ['CAT-16'],
});

const requirement = (
  id: string,
  level: string,
  sentence: string,
  source: string,
  scenarios: readonly string[],
) => ({
  id,
  group: id.replace(/-\d+$/, ''),
  level,
  sentence,
  source,
  scenarios,
});

const requirements: RunRecord['requirements'] = [
  requirement(
    'DISC-01',
    'MUST',
    'A server that supports security labels says so in its disco#info.',
    'XEP-0258 §2',
    ['discovery/host-features'],
  ),
  requirement('DISC-02', 'MUST', 'A server that has catalogs says so.', 'XEP-0258 §4', []),
  requirement('CAT-16', 'seed', 'A catalog lists only labels that would pass to its `to`.', 'S1 §XEP-0258', [
    'catalog/listed-is-deliverable',
  ]),
  requirement(
    'C2S-EXIT-02',
    'MUST',
    'A recipient’s clearance covers the label of what is delivered.',
    'XEP-0258 §5',
    ['exit/recipient-not-cleared'],
  ),
  requirement('C2S-EXIT-03', 'MUST', 'So for each session of the recipient.', 'XEP-0258 §5', [
    'exit/several-resources',
  ]),
  requirement('C2S-EXIT-06', 'MUST', 'So for every type of message.', 'XEP-0258 §5', ['exit/headline']),
  {
    ...requirement('C2S-EXIT-07', 'HARD', 'No timing tells a refusal from a delivery.', 'derived', []),
    notCovered: 'not observable on one machine',
  },
  requirement('C2S-ENTRY-14', 'HARD', 'A resumed stream is checked again.', 'XEP-0198 §5', [
    'entry/resumed-stream',
  ]),
  requirement(
    'LOC-01',
    'seed',
    'The clearance of a client’s network covers the label too.',
    'S0 §Client location',
    ['location/network-not-cleared'],
  ),
  requirement('ERR-01', 'SHOULD', 'A refused message is answered with an error.', 'RFC 6120 §8.3.1', [
    'exit/recipient-not-cleared',
    'exit/several-resources',
  ]),
  requirement('ERR-02', 'MUST', 'The error repeats no label and no content.', 'XEP-0258 §5', [
    'errors/without-payload',
  ]),
];
