import { escapeAttribute } from '#xml';
import { type Probe, roomOf } from '../../scenario/index.ts';
import type { Paper, PaperToken } from '../paper.ts';
import { patternOf, readSent } from '../pattern.ts';

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
  /** Is there something among it without which the copy could be another one? */
  isMore(actor: string): boolean;
}

export function testedOf(paper: Paper, probe: Probe): Tested {
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
      const written =
        own || format !== undefined ? paper.labelElement(name, format ?? syntax) : markedOnly(marking);
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
    isMore: (actor) => {
      const {
        label: shown,
        marking,
        contains = [],
        lacks = [],
        asWritten,
        sameId,
        beside,
      } = {
        ...probe.shows,
        ...probe.showsTo?.[actor],
      };
      const unsaid = [
        asWritten,
        sameId,
        beside,
        marking === 'none' ? true : undefined,
        shown === 'none' ? true : undefined,
      ];
      return contains.length + lacks.length > 0 || unsaid.some((one) => one !== undefined);
    },
  };
}

/** A label of which only the marking is known. */
function markedOnly(marking: string | undefined): string {
  return marking === undefined ? '' : "<securitylabel xmlns='urn:xmpp:sec-label:0'></securitylabel>";
}

/** The text as a stanza; `undefined`: it is not well formed, on purpose. */
export function sentOf(xml: string): ReturnType<typeof readSent> | undefined {
  try {
    return readSent(xml);
  } catch {
    return undefined;
  }
}

export function addressesOf(paper: Paper, { addresses = [] }: Probe): string {
  if (addresses.length === 0) return '';
  const each = addresses.flatMap((one) =>
    Object.entries(one).map(
      ([type, address]) => `<address type='${type}' jid='${escapeAttribute(paper.jidOf(address))}'/>`,
    ),
  );
  return `<addresses xmlns='http://jabber.org/protocol/address'>${each.join('')}</addresses>`;
}

/** The sender's session; through a room, the sender's place there. */
export function fromOf(paper: Paper, { from, to, type, addresses }: Probe): { readonly from?: string } {
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
  const filled = (text: string): string => paper.fillIn(text, { id: 'its id', nonce: 'its words' });
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
    ...contains.map((text) => `it holds \`${filled(text)}\``),
    ...lacks.map((text) => `it does not hold \`${filled(text)}\``),
    ...(asWritten ? ['its label is as it was sent, character for character'] : []),
    ...(sameId ? ['its `id` is the one that was sent'] : []),
    ...(copied === undefined ? [] : [`it comes as a carbon copy (\`<${copied}/>\`, XEP-0280)`]),
  ];
}

export function isMeantFor(name: string, probe: Probe): boolean {
  return probe.expect !== 'refused' && !(probe.notAt ?? []).includes(name);
}
