import { escapeAttribute } from '#xml';
import { type Probe, roomOf } from '../../scenario/index.ts';
import type { Fence } from '../act.ts';
import type { Paper } from '../paper.ts';
import { loosely, patternOf } from '../pattern.ts';
import { addressesOf, fromOf, isMeantFor, sentOf, type Tested } from './tested.ts';

export interface Bracket {
  readonly who: string;
  readonly at: readonly string[];
  readonly control: { readonly xml: string; readonly pattern: string; readonly what: string };
  readonly fence: Fence;
}

/** One for all; or for each session its own, where a ping or another label is meant for it. */
export function bracketsOf(paper: Paper, probe: Probe, at: readonly string[], tested: Tested): Bracket[] {
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

/** What the tested stanza and the fence have in common, and nothing else that comes: who sends them, and their type. */
function anyLike(
  paper: Paper,
  probe: Probe,
  { tested, isPing }: { readonly tested: Tested; readonly isPing: boolean },
): string | undefined {
  const { from, bracket = {}, type, stanza } = probe;
  const isElsewhere = bracket.to !== undefined || (bracket.from ?? from) !== from;
  if (tested.name !== 'message' || isPing || bracket.stanza !== undefined || isElsewhere) return undefined;
  const { type: testedType = 'normal' } = sentOf(tested.xml)?.attributes ?? {};
  if ((bracket.type ?? type) !== type || testedType !== type) return undefined;
  // What a room writes for somebody, an invitation, comes from the room
  const { from: sender } =
    stanza !== undefined && type !== 'groupchat' && roomOf(probe) !== undefined ? {} : fromOf(paper, probe);
  const attributes = [
    sender === undefined ? '' : ` from='${escapeAttribute(sender)}'`,
    type === 'normal' ? '' : ` type='${type}'`,
  ];
  return `<message${attributes.join('')}/>`;
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
