import {
  type Arrival,
  type Exempt,
  passIq,
  refuse,
  replacedAnswer,
  replyAbsent,
  replyWith,
} from '../enforcement/index.ts';
import type { Jid, Stanza } from '../xmpp/index.ts';
import { answer, type Correspondent } from './answer.ts';
import { RemoteSession } from './federation/remote-session.ts';
import type { ImDomain } from './im-domain.ts';
import { sessionFor } from './session-for.ts';

/**
 * An iq from one client to another, or to or from a peer. What may not pass is answered as if nobody were there; in place of an
 * answer that may not, the one who asked gets an error. An answer to what nobody asked goes nowhere. Gives the answer to its
 * sender, if there is one.
 */
export function passIqOn(
  sender: Correspondent,
  { stanza }: Exempt,
  to: Jid,
  domain: ImDomain,
): Exempt | undefined {
  const { rules } = domain;
  const isAbroad = rules.peers.has(to.domain);
  if (isAbroad && domain.federation === undefined)
    return replyWith(stanza, { condition: 'remote-server-not-found' }, rules);
  const isAnswer = stanza.type === 'result';
  if (isAnswer && !sender.outstanding.settle(stanza) && !rules.faults.has('iq.unasked')) return undefined;
  const target = targetOf(stanza, to, domain);
  const passage = passIq(
    { arrival: arrivalOf(sender, stanza), origin: target?.origin, abroad: isAbroad ? to : undefined },
    rules,
  );
  if (!passage.allowed) {
    if (target !== undefined && isAnswer) answer(target, replacedAnswer(stanza), domain);
    return refuse(stanza, passage, rules, domain.audit);
  }
  if (target === undefined) return replyAbsent(stanza, rules);
  answer(target, passage.message, domain);
  return undefined;
}

/** Who is to get it: who asked, or as its sender may know of them (`sessionFor`); at a peer, whoever has that address. */
function targetOf(stanza: Stanza, to: Jid, domain: ImDomain): Correspondent | undefined {
  if (domain.rules.peers.has(to.domain)) return new RemoteSession(to);
  return stanza.type === 'result' ? domain.sessions.find(to) : sessionFor(to, stanza.from, domain);
}

/** A stanza and where it came from, as the checks ask. */
export function arrivalOf({ origin, peer }: Correspondent, stanza: Stanza): Arrival {
  const { from: sender } = stanza;
  return peer === undefined ? { stanza, sender, origin } : { stanza, sender, peer };
}
