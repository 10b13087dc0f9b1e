import { escapeAttribute } from '#xml';
import {
  cellsOf,
  fencedSessionsOf,
  type Matrix,
  type Probe,
  roomOf,
  sessionsOf,
} from '../../scenario/index.ts';
import type { Act, Fence } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper, PaperToken } from '../paper.ts';
import { loosely, patternOf, readSent } from '../pattern.ts';
import { senderLooks, silentSender } from './refusal.ts';

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
    ...at
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

/** The tested stanza, and what it is like where it arrives. */
export interface Tested {
  readonly token: PaperToken;
  readonly xml: string;
  /** `message labelled HARNESS-A: SECRET` */
  readonly what: string;
  /** `the tested message (tested-1)` */
  readonly short: string;
  readonly name: string;
  readonly isRead: boolean;
  patternAt(actor: string): string | undefined;
  /** What must be true of the copy besides, for a person. */
  lookAt(actor: string): readonly string[];
}

function testedOf(paper: Paper, probe: Probe): Tested {
  const { type, label, syntax, stanza, payload, returns, body } = probe;
  const token = { ...paper.token('tested'), ...(probe.id !== undefined && { id: probe.id }) };
  if (probe.remember !== undefined) paper.remembered.set(probe.remember, token);
  const to = paper.jidOf(probe.to);
  const content =
    returns === undefined
      ? payload === undefined
        ? paper.labelElement(label, syntax)
        : paper.fillIn(payload, token, to)
      : '';
  const xml =
    stanza === undefined
      ? paper.message(token, to, type, content + addressesOf(paper, probe), body)
      : paper.fillIn(stanza, token, to);
  const sent = sentOf(xml);
  const kind = sent?.name ?? 'stanza';
  const own = stanza === undefined && payload === undefined && returns === undefined;
  return {
    token,
    xml,
    what:
      stanza === undefined ? `message ${own ? paper.labelled(label, syntax) : 'with what labels it'}` : kind,
    short: `the tested ${kind} (\`${token.nonce}\`)`,
    name: kind,
    isRead: sent !== undefined,
    patternAt: (actor) => {
      const { shows, showsTo } = probe;
      const { label: shown, format, marking } = { ...shows, ...showsTo?.[actor] };
      const name = shown ?? (own ? label : 'none');
      // What the server makes of a label that a scenario wrote itself may be in any format
      const written = own || format !== undefined ? paper.labelElement(name, format ?? syntax) : '';
      return (
        sent &&
        patternOf(sent, {
          ...fromOf(paper, probe),
          label: written,
          ...(marking !== undefined && { marking }),
        })
      );
    },
    lookAt: (actor) => copyLooks(paper, probe, actor, own),
  };
}

/** The text as a stanza; `undefined`: it is not well formed, on purpose. */
function sentOf(xml: string): ReturnType<typeof readSent> | undefined {
  try {
    return readSent(xml);
  } catch {
    return undefined;
  }
}

function addressesOf(paper: Paper, { addresses = [] }: Probe): string {
  if (addresses.length === 0) return '';
  const each = addresses.flatMap((one) =>
    Object.entries(one).map(
      ([type, address]) => `<address type='${type}' jid='${escapeAttribute(paper.jidOf(address))}'/>`,
    ),
  );
  return `<addresses xmlns='http://jabber.org/protocol/address'>${each.join('')}</addresses>`;
}

/** The sender's session; through a room, the sender's place there. */
function fromOf(paper: Paper, { from, to, type, addresses }: Probe): { readonly from?: string } {
  const room = roomOf({ to });
  if (room !== undefined)
    return { from: `${paper.room(room)}/${paper.places.nickOf(from, paper.room(room))}` };
  const isElsewhere =
    addresses !== undefined || (typeof to === 'object' && 'jid' in to && type === 'groupchat');
  return isElsewhere ? {} : { from: paper.jid(from) };
}

function copyLooks(
  paper: Paper,
  { shows, showsTo, label, carbons }: Probe,
  actor: string,
  own: boolean,
): string[] {
  const {
    label: shown,
    marking,
    contains = [],
    lacks = [],
    asWritten,
    sameId,
    format,
    beside,
  } = { ...shows, ...showsTo?.[actor] };
  const copied = carbons?.[actor];
  return [
    ...(own || shown !== undefined ? [`it is ${paper.labelled(shown ?? label)}`] : []),
    ...(marking === undefined ? [] : [`its marking is “${marking}”`]),
    ...(format === undefined ? [] : [`its label is written as ${format}, and as nothing else`]),
    ...(beside === undefined
      ? []
      : [
          beside.length === 0
            ? 'no other label stands beside it'
            : `beside it stands ${beside.map((name) => paper.labelled(name)).join(' and ')}, and no other`,
        ]),
    ...contains.map((text) => `it holds \`${text}\``),
    ...lacks.map((text) => `it does not hold \`${text}\``),
    ...(asWritten ? ['its label is as it was sent, character for character'] : []),
    ...(sameId ? ['its `id` is the one that was sent'] : []),
    ...(copied === undefined ? [] : [`it comes as a carbon copy (\`<${copied}/>\`, XEP-0280)`]),
  ];
}

function isMeantFor(name: string, probe: Probe): boolean {
  return probe.expect !== 'refused' && !(probe.notAt ?? []).includes(name);
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
  return [{ kind: 'arrives', at: name, what: tested.short, pattern, and }];
}

interface Bracket {
  readonly who: string;
  readonly at: readonly string[];
  readonly control: { readonly xml: string; readonly pattern: string; readonly what: string };
  readonly fence: Fence;
}

/** One for all; or for each session its own, where a ping or another label is meant for it. */
function bracketsOf(paper: Paper, probe: Probe, at: readonly string[], tested: Tested): Bracket[] {
  const { fence } = probe;
  if (typeof fence === 'string' && fence !== 'ping')
    return [bracketOf(paper, probe, { label: fence, at }, tested)];
  return at.map((name) => {
    const label = typeof fence === 'string' ? fence : (fence[name] ?? 'A-U');
    return bracketOf(paper, probe, { label, at: [name] }, tested);
  });
}

function bracketOf(
  paper: Paper,
  probe: Probe,
  { label, at }: { label: string; at: readonly string[] },
  tested: Tested,
): Bracket {
  const who = probe.bracket?.from ?? probe.from;
  const make = (kind: string): { xml: string; pattern: string; what: string } =>
    bracketStanza(paper, probe, { label, at, kind });
  const [control, first, second] = [make('control'), make('fence'), make('second-fence')];
  const any = anyLike(paper, probe, { tested, isPing: label === 'ping' });
  // Who sent it may have been told of the refusal
  const before =
    any === undefined ? at.filter((name) => name !== probe.from && !isMeantFor(name, probe)) : [];
  return {
    who,
    at,
    control,
    fence: {
      kind: 'fence',
      who,
      at,
      xml: first.xml,
      pattern: first.pattern,
      second,
      before,
      ...(any !== undefined && { any }),
    },
  };
}

/** What the tested stanza and the fence have in common, and nothing that came before. A room's own messages and errors have no body. */
function anyLike(
  paper: Paper,
  probe: Probe,
  { tested, isPing }: { readonly tested: Tested; readonly isPing: boolean },
): string | undefined {
  const { from, bracket, type, body, stanza } = probe;
  const { stanza: other, type: fenceType = type } = bracket ?? {};
  const isRoom = roomOf(probe) !== undefined;
  if (tested.name !== 'message' || isPing || other !== undefined || fenceType !== type || (isRoom && !body))
    return undefined;
  const isSame = (bracket?.from ?? from) === from && bracket?.to === undefined && stanza === undefined;
  const { from: sender } = isSame ? fromOf(paper, probe) : {};
  const attributes = [
    sender === undefined ? '' : ` from='${escapeAttribute(sender)}'`,
    type === 'normal' ? '' : ` type='${type}'`,
  ];
  return `<message${attributes.join('')}>${body ? '<body/>' : ''}</message>`;
}

function bracketStanza(
  paper: Paper,
  probe: Probe,
  { label, at, kind }: { readonly label: string; readonly at: readonly string[]; readonly kind: string },
): { xml: string; pattern: string; what: string } {
  const token = paper.token(kind);
  const [first = probe.from] = at;
  if (label === 'ping') {
    const xml = paper.ping(token.id, paper.jid(first));
    return {
      xml,
      pattern: `<iq type='get' id='${token.id}'>${loosely("<ping xmlns='urn:xmpp:ping'/>")}</iq>`,
      what: `a ping to ${first}`,
    };
  }
  const { from = probe.from, to: address = probe.to, type = probe.type, stanza } = probe.bracket ?? {};
  const to = paper.jidOf(address);
  const written = paper.labelElement(label);
  const xml =
    stanza === undefined
      ? paper.message(token, to, type, written + addressesOf(paper, probe))
      : paper.fillIn(stanza, token, to);
  const sent = sentOf(xml);
  const isPlain = probe.addresses === undefined && stanza === undefined && probe.carbons === undefined;
  const pattern =
    sent &&
    patternOf(sent, {
      ...(isPlain && fromOf(paper, { ...probe, from, to: address, type })),
      ...(isPlain && { label: written }),
    });
  return {
    xml,
    pattern: pattern ?? '<message/>',
    what: stanza === undefined ? paper.labelled(label) : 'which may pass',
  };
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

/** A table for a person: every cell is a probe. */
export function matrixActs(paper: Paper, matrix: Matrix): readonly Act[] {
  const { from, to, room, rows, burst = 1, syntax } = matrix;
  const header = `| label | ${to.join(' | ')} |`;
  const cells = Object.entries(rows).map(([label, row]) => {
    const marks = row.map((one) => (one === '+' ? '☐ gets it' : '☐ gets nothing'));
    return `| ${label}: ${paper.labelled(label, syntax)} | ${marks.join(' | ')} |`;
  });
  const probes = cellsOf(matrix);
  const acts = probes.flatMap((probe) => probeActs(paper, probe));
  const messages = Object.keys(rows).flatMap((label) => [
    `${label}:`,
    '',
    '```xml',
    paper.message(
      { id: `id-${label.replace(/\W+/g, '-')}`, nonce: `row ${label}` },
      room === undefined ? 'RECIPIENT' : paper.room(room),
      room === undefined ? matrix.type : 'groupchat',
      paper.labelElement(label, syntax),
    ),
    '```',
    '',
  ]);
  const markdown = [
    ...(burst > 1
      ? [
          `${from} sends all rows ${burst} times over in one go, between one control and one fence; each gets exactly those that are meant for it, in the order in which they were sent.`,
          '',
        ]
      : [
          `For each row${room === undefined ? ' and each recipient' : ''}: **${from}** sends ${room === undefined ? 'the recipient' : `the room ${paper.room(room)}`} a control that may pass, the message of the row, and the control again as the fence. Fill in a box when the fence has arrived there. *Gets nothing*: no part of it, and the sender is told of it by one error at most.`,
          '',
        ]),
    header,
    `| --- |${to.map(() => ' --- |').join('')}`,
    ...cells,
    '',
    `Control and fence: ${
      typeof matrix.fence === 'string'
        ? paper.labelled(matrix.fence)
        : Object.entries(matrix.fence)
            .map(([name, label]) => `to ${name} ${paper.labelled(label)}`)
            .join(', ')
    }. The messages, each with an \`id\` and words of its own:`,
    '',
    ...messages,
  ];
  if (burst > 1)
    return [
      {
        kind: 'together',
        markdown,
        acts: [
          {
            kind: 'looks',
            words: '',
            cannot: 'a script waits after each stanza, and cannot send many in one go',
          },
        ],
      },
    ];
  return [{ kind: 'together', markdown, acts }];
}
