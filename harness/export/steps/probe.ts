import { fencedSessionsOf, type Probe, roomOf, sessionsOf } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { type Bracket, bracketsOf } from './brackets.ts';
import { senderLooks, silentSender } from './refusal.ts';
import { isMeantFor, type Tested, testedOf } from './tested.ts';

/** Control, tested message, fence, as `harness/steps/probe.ts` plays them. */
export function probeActs(paper: Paper, probe: Probe): readonly Act[] {
  const tested = testedOf(paper, probe);
  const at = fencedSessionsOf(probe);
  const here = at.filter((name) => paper.online.has(name));
  const away = at.filter((name) => !paper.online.has(name));
  const brackets = bracketsOf(paper, probe, at, tested);
  for (const name of away) paper.keep(name, keptFor(name, brackets, tested, probe));
  return [
    ...limits(paper, probe),
    ...brackets.flatMap(({ control, who, at: reached }): Act[] => [
      { kind: 'sends', who, what: `the control, ${control.what}`, xml: control.xml },
      ...reached
        .filter((name) => here.includes(name))
        .map((name): Act => ({ kind: 'arrives', at: name, what: 'the control', pattern: control.pattern })),
    ]),
    { kind: 'sends', who: probe.from, what: `the tested ${tested.what}`, xml: tested.xml },
    ...queued(probe),
    ...here.flatMap((name) => arrivalAt(name, tested, probe)),
    ...silentSender(paper, probe),
    ...brackets.flatMap(({ fence }): Act[] => {
      const reached = fence.at.filter((name) => here.includes(name));
      return [{ ...fence, at: reached }];
    }),
    ...here
      .filter((name) => !isMeantFor(name, probe))
      .map((name): Act => ({ kind: 'absent', at: name, what: tested.short })),
    ...(probe.expect === 'either'
      ? [
          {
            kind: 'looks',
            words: `Whoever is named here may get ${tested.short} or not: if so, with the label it was sent with.`,
            cannot: 'a script cannot say that something may come or not',
          } as const,
        ]
      : []),
    ...senderLooks(paper, probe, tested),
  ];
}

function arrivalAt(name: string, tested: Tested, probe: Probe): Act[] {
  if (probe.expect !== 'delivered' || !sessionsOf(probe).includes(name)) return [];
  const pattern = probe.carbons?.[name] === undefined ? tested.patternAt(name) : undefined;
  const and = ['it comes once', ...tested.lookAt(name)];
  if (pattern === undefined)
    return [
      {
        kind: 'looks',
        words: `**${name}** gets ${tested.short}: ${and.join('; ')}.`,
        cannot:
          'what arrives of the tested stanza is written by the server, and a script must know it word for word',
      },
    ];
  const more = {
    kind: 'looks',
    words: '',
    cannot: 'what a copy holds besides its words and its label, or lacks, is nothing that a script can say',
  } as const;
  return [
    { kind: 'arrives', at: name, what: tested.short, pattern, and },
    ...(tested.isMore(name) ? [more] : []),
  ];
}

/** What somebody who is away finds: the control, the tested message where it is meant for them, the fences. */
function keptFor(name: string, brackets: readonly Bracket[], tested: Tested, probe: Probe): Act[] {
  const isMine = ({ at }: Bracket): boolean => at.includes(name);
  return brackets.filter(isMine).flatMap(({ control, fence }): Act[] => {
    const next = { kind: 'next', at: name, what: 'the fence', pattern: fence.any ?? '<message/>' } as const;
    return [
      { kind: 'arrives', at: name, what: 'the control that was stored', pattern: control.pattern },
      ...arrivalAt(name, tested, probe),
      next,
      { ...next, isSpare: true },
      ...(isMeantFor(name, probe) ? [] : [{ kind: 'absent', at: name, what: tested.short } as const]),
    ];
  });
}

/** Changes of provisioning while the message waits for the recipients' server. */
function queued({ whileQueued }: Probe): Act[] {
  if (whileQueued === undefined) return [];
  const verbs = Object.entries(whileQueued).map(([verb, value]) => `\`${verb}: ${JSON.stringify(value)}\``);
  return [
    {
      kind: 'does',
      words: `While the messages wait for the recipients' server, which is connected to and does not answer: ${verbs.length === 0 ? 'change nothing' : `provision ${verbs.join(', ')}`}; then let that server go on.`,
      cannot: 'a script cannot hold another server while messages wait for it',
    },
  ];
}

/** What of a probe a script cannot play. */
function limits(paper: Paper, probe: Probe): Act[] {
  const { returns, bracket, refusal, from } = probe;
  if (!paper.online.has(from))
    return [
      {
        kind: 'looks',
        words: `${from} may have no session by now; then this step shows nothing.`,
        cannot: 'the sender is not connected',
      },
    ];
  return [
    ...(returns === undefined
      ? []
      : [
          {
            kind: 'does',
            words: `Write in place of the label: the labels of the message \`${paper.remembered.get(returns)?.nonce ?? returns}\`, copied as ${from} received them.`,
            cannot: 'a script cannot send back a label as it was received',
          } as const,
        ]),
    ...(paper.scenario.needs.includes('carbons')
      ? [
          {
            kind: 'looks',
            words: '',
            cannot:
              'copies of what other sessions send and receive come besides, wrapped, and a script must read each',
          } as const,
        ]
      : []),
    ...(roomOf(probe) !== undefined && typeof probe.fence === 'object'
      ? [
          {
            kind: 'looks',
            words: 'Each occupant has a fence of its own; whoever may have that of another gets it too.',
            cannot: 'each occupant has a fence of its own, and those of others come besides',
          } as const,
        ]
      : []),
    ...(bracket?.from !== undefined && bracket.from !== from
      ? [
          {
            kind: 'looks',
            words: `${bracket.from} sends control and fence: wait until each stanza has arrived before the next one is sent.`,
          } as const,
        ]
      : []),
    ...(refusal?.endsStream === undefined
      ? []
      : [
          {
            kind: 'looks',
            words: `The server may end ${from}'s stream instead, with ${anyOf(refusal.endsStream)}; then the fence is not sent.`,
            cannot: 'the server may end the stream, and a script cannot say that it may',
          } as const,
        ]),
  ];
}
