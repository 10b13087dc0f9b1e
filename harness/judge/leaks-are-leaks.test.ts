import { expect } from 'chai';
import fc from 'fast-check';
import type { FailureKind } from '../record/index.ts';
import { judge } from './judge.ts';
import { peerActors, peerScenario, peerTranscript, written } from './peer.fixture.ts';
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
  sent,
  type Told,
  transcriptOf,
} from './transcript.fixture.ts';
import { worstKind } from './verdict.ts';

const refused = scenarioOf(`steps: [{ probe: { from: tess, to: rita, label: A-S, expect: refused } }]
twin: { title: Who is cleared gets it, provision: { 'U(u-r)': [U, R, C, S] } }`);
const delivered = scenarioOf('steps: [{ probe: { from: tess, to: rita, label: A-S, expect: delivered } }]');
const nonce = 'nonce-of-stimulus-0';

/** What passes between tess and rita where the server is sound. */
function soundly(arrives: boolean): Told[] {
  const stimulus = Object.entries(passing(0, 'stimulus', 'rita', 'A-S'));
  return [
    begin(0),
    ...Object.values(passing(0, 'control', 'rita')),
    ...stimulus.filter(([name]) => arrives || name !== 'stimulusArrives').map(([, line]) => line),
    ...(arrives ? [] : [refusalOf('stimulus-0')]),
    ...Object.values(passing(0, 'fence', 'rita')),
    ...Object.values(ping(0)),
    end(0),
  ];
}

/** Ways in which something of a message can be in what somebody gets. */
const wrappings: readonly ((holding: string) => string)[] = [
  (text) => `<message from='${actors.tess}'><body>${text}</body></message>`,
  (text) => `<message type='error'><body>${text}</body><error type='auth'><forbidden/></error></message>`,
  (text) => `<presence from='${actors.tess}'><status>${text}</status></presence>`,
  (text) => `<iq type='set' id='x' from='a.test'><query xmlns='urn:x'>${text}</query></iq>`,
  (text) =>
    `<message><forwarded xmlns='urn:xmpp:forward:0'><message><body>${text}</body></message></forwarded></message>`,
  (text) => `<stream:error><text>${text}</text></stream:error>`,
  (text) => `<message><body>${text}`,
  () => `<message id='stimulus-0' from='${actors.tess}'/>`,
];

/** Whatever else a bad server does on the way, none of which lets anything out. */
const slips: readonly ((lines: readonly Told[]) => readonly Told[])[] = [
  (lines) => lines,
  (lines) => [...lines.slice(0, -1), refusalOf('stimulus-0'), ...lines.slice(-1)],
  (lines) => [...lines.slice(0, -1), refusalOf('stimulus-0', `<body>${nonce}</body>`), ...lines.slice(-1)],
  (lines) => [...lines.slice(0, -1), refusalOf('stimulus-0', '', '', 'cancel'), ...lines.slice(-1)],
  (lines) => lines.filter((line) => !('raw' in line && line.raw.includes('fence'))),
  (lines) =>
    lines.filter(
      (line) =>
        !('actor' in line && line.actor === 'tess' && 'direction' in line && line.direction === 'received'),
    ),
  (lines) => lines.slice(0, -1),
  (lines) =>
    lines.map((line) =>
      isCopy(line) ? { ...line, raw: line.raw.replace(/<securitylabel.*<\/securitylabel>/, '') } : line,
    ),
  (lines) => lines.flatMap((line): Told[] => (isCopy(line) ? [line, line] : [line])),
];

function isCopy(line: Told): line is Extract<Told, { kind: 'stanza' }> {
  return line.kind === 'stanza' && line.actor === 'rita' && line.direction === 'received';
}

/** The line after which the message is on its way. */
function sentAt(lines: readonly Told[]): number {
  return lines.findIndex(
    (line) => line.kind === 'stanza' && line.direction === 'sent' && line.raw.includes(nonce),
  );
}

function kindOf(scenario: typeof refused, lines: readonly Told[]): FailureKind | undefined {
  return worstKind(judge(scenario, 'scenario', transcriptOf(lines), fixtures).findings);
}

const slip = fc.nat(slips.length - 1).map((index) => slips[index] ?? ((lines: readonly Told[]) => lines));

describe('the kinds of what is found', () => {
  it('is a leak, whatever else went wrong, where anything of a message reaches somebody who must not have it', () => {
    const cases = [
      { scenario: refused, arrives: false, strangers: ['rita', 'sam', 'desk'] },
      { scenario: delivered, arrives: true, strangers: ['sam'] },
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.nat(2),
        fc.constantFrom(...wrappings),
        fc.nat(),
        slip,
        slip,
        ({ scenario, arrives, strangers }, who, wrap, where, one, other) => {
          const lines = other(one(soundly(arrives)));
          const from = sentAt(lines) + 1;
          const at = from + (where % (lines.length - from + 1));
          const stranger = strangers[who % strangers.length] ?? 'sam';
          const leak = received(stranger, wrap(nonce));
          expect(kindOf(scenario, lines.toSpliced(at, 0, leak))).to.equal('leak');
        },
      ),
    );
  });

  it('is no leak where nothing reached anybody who must not have it', () => {
    fc.assert(
      fc.property(slip, slip, fc.boolean(), (one, other, arrives) => {
        const scenario = arrives ? delivered : refused;
        expect(kindOf(scenario, other(one(soundly(arrives))))).not.to.equal('leak');
      }),
    );
  });

  it('is a leak where a byte of a message is written to a server that must not have it', () => {
    const scenario = peerScenario(`steps:
  - probe: {from: sam, to: rita, label: A-S, expect: refused}
  - probe: {from: sam, to: rita, label: A-U, expect: delivered}
`);
    const lines = (['control', 'stimulus', 'fence'] as const).flatMap((key) => {
      const id = `id-${key}`;
      const value = { id, nonce: `nonce-of-${key}`, to: peerActors.rita, from: 'sam', at: ['rita'] };
      const text = message(
        id,
        `nonce-of-${key}`,
        key === 'stimulus' ? 'A-S' : 'A-U',
        `from='${peerActors.sam}' to='${peerActors.rita}'`,
      );
      return [
        note(0, key, value),
        sent('sam', text),
        ...(key === 'stimulus' ? [] : [received('rita', text)]),
      ];
    });
    const whole = [begin(0), ...lines, end(0)];
    const kind = (told: readonly Told[]): FailureKind | undefined =>
      worstKind(judge(scenario, 'scenario', peerTranscript(told), fixtures).findings);
    expect(kind(whole)).to.equal(undefined);
    for (const peer of ['b.test', 'c.test', ''])
      for (let at = 5; at <= whole.length; at += 1)
        expect(kind(whole.toSpliced(at, 0, written(peer, '<x>nonce-of-stimulus</x>')))).to.equal('leak');
  });
});
