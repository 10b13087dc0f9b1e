import { childElements, element } from '#xml';
import { type Jid, namespaces, type Stanza } from '../xmpp/index.ts';
import { admit } from './admit.ts';
import type { Arrival } from './arrival.ts';
import { type Exempt, ownStanza } from './exempt.ts';
import { checkExit, checkExitAt } from './exit.ts';
import { harmlessAnswer, harmlessRequest } from './harmless-iq.ts';
import type { Origin } from './location.ts';
import { checkDeparture } from './peer/departure.ts';
import { checkRoom } from './room/admission.ts';
import { refusalOfDomain } from './room/occupant-domain.ts';
import type { RoomRules } from './room/room-rules.ts';
import type { Rules } from './rules.ts';
import { type Refusal, type Ruling, refused } from './ruling.ts';

/** An iq from one client to another, and where the other is: `undefined`, there is no such session. */
export interface Passage {
  readonly arrival: Arrival;
  readonly origin: Origin | undefined;
  /** The other's address, where that is at a peer: what may go to the peer is asked in place of account and place. */
  readonly abroad?: Jid | undefined;
  /** Through a room: the account that it reaches there, what limits the room, and the address in it that it comes from. */
  readonly inside?: { readonly bareJid: string; readonly room: RoomRules; readonly from: Jid };
}

/**
 * May an iq go from one client to another? XEP-0258 has no iq checked, so what it carries would pass every check by. As
 * the mode says: all may; or only requests that say nothing and answers of a few known words, both written again; or what
 * a message without a label might carry.
 *
 * What is not on the list is answered as if there were no such session, whoever is there; what a message could not carry, as
 * such a message is.
 */
export function passIq(passage: Passage, rules: Rules): Ruling<Exempt> {
  const { stanza } = passage.arrival;
  if (rules.iq === 'open' || rules.faults.has('iq.open'))
    return { allowed: true, message: ownStanza(stanza) };
  return rules.iq === 'allow-list' ? passHarmless(stanza) : passUnlabelled(passage, rules);
}

/** What the one who asked is told in place of an answer that may not pass. */
export function replacedAnswer({ id, from, to }: Stanza): Exempt {
  const condition = element(namespaces.stanzaErrors, 'service-unavailable');
  const error = element(namespaces.client, 'error', { type: 'cancel' }, [condition]);
  return ownStanza({
    kind: 'iq',
    type: 'error',
    from,
    ...(id === undefined ? {} : { id }),
    ...(to === undefined ? {} : { to }),
    element: element(namespaces.client, 'iq', {}, [error]),
  });
}

/**
 * Letters of an iq's id: its sender chooses it, and it passes.
 *
 * COMPAT ejabberd 23.01: its rooms give an iq between occupants an id of some 75 letters.
 */
const maxIdLength = 96;

function passHarmless(stanza: Stanza): Ruling<Exempt> {
  if (stanza.id !== undefined && stanza.id.length > maxIdLength)
    return closed(`an id of more than ${maxIdLength} letters`);
  const [payload] = childElements(stanza.element);
  if (payload === undefined && stanza.type === 'result') return rewritten(stanza, []);
  const isAnswer = stanza.type === 'result';
  const asked = (isAnswer ? stanza.from : stanza.to)?.local === '' ? 'domain' : 'client';
  const again =
    payload &&
    (isAnswer ? harmlessAnswer(payload, asked) : stanza.type === 'get' && harmlessRequest(payload, asked));
  return again === undefined || again === false
    ? closed('an iq that is not on the list')
    : rewritten(stanza, [again]);
}

/** With nothing of what its sender wrote but the payload that was made again; its language could be any word. */
function rewritten(
  { kind, type, id, from, to }: Stanza,
  children: Stanza['element']['children'],
): Ruling<Exempt> {
  const stanza: Stanza = {
    kind,
    type,
    from,
    ...(id === undefined ? {} : { id }),
    ...(to === undefined ? {} : { to }),
    element: element(namespaces.client, kind, {}, [...children]),
  };
  return { allowed: true, message: ownStanza(stanza) };
}

/** The checks of a message that carries no label: restriction, entry, internal, the room's where it goes through one, exit. */
function passUnlabelled({ arrival, origin, abroad, inside }: Passage, rules: Rules): Ruling<Exempt> {
  const admitted = admit(arrival, rules);
  if (!admitted.allowed) return admitted;
  const { to } = arrival.stanza;
  if (to === undefined) return closed('an iq to nobody');
  const taken = inside === undefined ? admitted : checkRoom(admitted.message, inside.room, rules);
  if (!taken.allowed) return taken;
  if (abroad !== undefined) {
    const stanza = { ...taken.message.stanza, from: inside?.from ?? arrival.stanza.from };
    const departure = checkDeparture({ ...taken.message, stanza }, abroad, rules);
    return departure.allowed ? { allowed: true, message: ownStanza(arrival.stanza) } : departure;
  }
  const domain = inside && refusalOfDomain(admitted.message, inside.bareJid, rules);
  if (domain !== undefined) return domain;
  const exit = checkExit(admitted.message, inside?.bareJid ?? to.bare, rules);
  if (!exit.allowed) return exit;
  const place = checkExitAt(exit.message, origin, rules);
  if (origin !== undefined && !place.allowed) return { ...place, kind: 'closed' };
  return { allowed: true, message: ownStanza(arrival.stanza) };
}

function closed(rule: string): Refusal {
  return refused('closed', 'iq', [{ kind: 'rule', rule }]);
}
