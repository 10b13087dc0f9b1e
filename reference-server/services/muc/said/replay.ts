import { childElements, childOf, type Element, element } from '#xml';
import {
  type Accepted,
  type Admitted,
  checkRoom,
  Decided,
  hold,
  isLabel,
  type Ruling,
  recall,
  unlimitedRoom,
} from '../../../enforcement/index.ts';
import { type Jid, serializeStanza, withChildren } from '../../../xmpp/index.ts';
import type { Host } from '../../host.ts';
import { limitsAt } from '../limits.ts';
import { mucNamespace } from '../namespaces.ts';
import type { Occupant } from '../occupant.ts';
import type { Room } from '../room.ts';
import { released, rewritten } from './fan-out.ts';
import type { Said } from './history.ts';

/** How much of the history somebody wants who enters; all of it where nothing is said. XEP-0045 §7.2.14. */
export interface HistoryWish {
  /** Characters of the stanzas together. */
  readonly maxchars?: number;
  readonly maxstanzas?: number;
  /** Milliseconds since 1970: nothing older. */
  readonly since?: number;
}

/** One copy that may be sent, of how many characters, said when. */
interface Replayed {
  readonly copy: NonNullable<ReturnType<typeof released>>;
  readonly length: number;
  readonly at: number;
}

/**
 * What was said lately, to one session that has entered: as much of it as the room takes by what limits it now, and the
 * occupant is cleared for now, at the place of this session. What was wished for is counted in that, so that nobody learns how
 * much there is besides.
 *
 * Source: XEP-0258 §5.2.3; XEP-0045 §7.2.13, §7.2.14.
 */
export function replay(
  room: Room,
  to: { readonly occupant: Occupant; readonly jid: Jid },
  wish: HistoryWish,
  host: Host,
): void {
  const isEarly = host.rules.faults.has('muc.limit');
  const said = isEarly ? room.history.all.slice(-(wish.maxstanzas ?? Infinity)) : room.history.all;
  const allowed = said.flatMap((each) => orNothing(() => replayedTo(each, room, to, host), host) ?? []);
  for (const { copy } of limited(allowed, wish)) host.release(copy.session, copy.message);
}

function replayedTo(
  said: Said,
  room: Room,
  to: { readonly occupant: Occupant; readonly jid: Jid },
  host: Host,
): Replayed | undefined {
  const ruling = judgedNow(said, room, host);
  if (!ruling.allowed) return undefined;
  const how = { fault: 'muc.history', decided: new Decided() } as const;
  const copy = released(delayed(ruling.message, said.at, room, host), to, host, how);
  return copy && { copy, length: serializeStanza(copy.message.stanza).length, at: said.at.getTime() };
}

/** In doubt, deny: what cannot be judged any longer is not replayed, and whoever enters is in the room all the same. */
function orNothing<T>(judge: () => T, host: Host): T | undefined {
  try {
    return judge();
  } catch (mistake) {
    host.report(mistake);
    return undefined;
  }
}

/** The same message by what holds now: the policies, the levels, and the room's own limits may be others since. */
function judgedNow({ message, rules, at }: Said, room: Room, host: Host): Ruling<Admitted> {
  const accepted: Ruling<Accepted> =
    rules === host.rules ? { allowed: true, message } : recall(hold(message, rules, at), host.rules).ruling;
  const { rules: now } = host;
  const limits = now.faults.has('muc.past') ? unlimitedRoom : limitsAt(room.jid, now);
  return accepted.allowed ? checkRoom(accepted.message, limits, now) : accepted;
}

/** With the time when it was said (XEP-0203), by the room. */
function delayed(message: Admitted, at: Date, { jid }: Room, { rules }: Host): Admitted {
  const delay = element('urn:xmpp:delay', 'delay', { from: jid.bare, stamp: at.toISOString() });
  const isKept = (child: Element): boolean => {
    if (child.namespace === 'urn:xmpp:delay' && child.attributes['from'] === jid.bare) return false;
    return !(isLabel(child) && rules.faults.has('muc.strip'));
  };
  return rewritten(message, (stanza) =>
    withChildren(stanza, [...childElements(stanza.element).filter(isKept), delay]),
  );
}

/** The last of them that the wish allows. */
function limited(replayed: readonly Replayed[], wish: HistoryWish): readonly Replayed[] {
  const { maxchars = Infinity, maxstanzas = Infinity, since = -Infinity } = wish;
  let chars = 0;
  let first = replayed.length;
  for (const each of replayed.toReversed()) {
    chars += each.length;
    if (chars > maxchars || replayed.length - first >= maxstanzas || each.at < since) break;
    first -= 1;
  }
  return replayed.slice(first);
}

/** What `<history/>` in a presence asks for; a number that is none asks for nothing in particular. */
export function historyWish(presence: Element, now: Date): HistoryWish {
  const x = childOf(presence, mucNamespace, 'x');
  const asked = (x && childOf(x, mucNamespace, 'history'))?.attributes ?? {};
  const seconds = numberOf(asked['seconds']);
  const since = Date.parse(asked['since'] ?? '');
  const times = [
    ...(seconds === undefined ? [] : [now.getTime() - seconds * 1000]),
    ...(Number.isNaN(since) ? [] : [since]),
  ];
  const maxchars = numberOf(asked['maxchars']);
  const maxstanzas = numberOf(asked['maxstanzas']);
  return {
    ...(maxchars === undefined ? {} : { maxchars }),
    ...(maxstanzas === undefined ? {} : { maxstanzas }),
    ...(times.length === 0 ? {} : { since: Math.max(...times) }),
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
