import { childElements } from '#xml';
import {
  type Accepted,
  checkExit,
  checkExitAt,
  type Destined,
  type Exempt,
  ownStanza,
  type Releasable,
} from '../enforcement/index.ts';
import { isCopied, refusalOfRoom } from '../services/index.ts';
import { type Stanza, withChildren } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { deliverCopy } from './deliver.ts';
import type { ImDomain } from './im-domain.ts';

/** What was delivered, and where: whoever has it gets no copy. */
type Delivered = readonly { readonly session: ClientSession }[];

/**
 * Copies of a message that its recipient may have, for those sessions of the recipient and of the sender that asked for copies.
 * Each is asked about like any recipient: the user, and the place where the session is. What is withheld is for the audit log
 * alone. A mistake of ours here costs the copies, not the message: it has been delivered, and its sender is not told otherwise.
 *
 * Source: XEP-0280 §7, §8.
 */
export function copyToOthers(message: Destined, delivered: Delivered, domain: ImDomain): void {
  try {
    copyReceived(message, delivered, domain);
    copySent(message, delivered, domain);
  } catch (mistake) {
    domain.report(mistake);
  }
}

/**
 * The same of a message that left for a peer: copies for its sender's other sessions, of the message as it was said here, not as
 * the peer sees it.
 */
export function copyOfSent(message: Accepted, domain: ImDomain): void {
  try {
    copySent(message, [], domain);
  } catch (mistake) {
    domain.report(mistake);
  }
}

/**
 * The error that a message to be copied got, as its sender gets it: it holds nothing of the message. One from a room is for those
 * sessions alone that may know of the room, from where they are. XEP-0280 §6.1.
 */
export function copyError(error: Exempt, domain: ImDomain, about?: Stanza): void {
  const { sessions, rules } = domain;
  const { to } = error.stanza;
  if (to === undefined) return;
  for (const session of sessions.wantingCopies(to.bare)) {
    if (session.jid.full === to.full || refusalOfRoom(session, error.stanza, domain) !== undefined) continue;
    const isFaulty = about !== undefined && rules.faults.has('copy.error');
    deliverCopy(session, isFaulty ? holding(error, about) : error, 'received', rules);
  }
}

/** The fault `copy.error`. */
function holding({ stanza }: Exempt, about: Stanza): Exempt {
  return ownStanza(withChildren(stanza, [...childElements(about.element), ...childElements(stanza.element)]));
}

/** For the recipient's other sessions, of what at least one session got. What a user sends to the own account is copied once, as sent. */
function copyReceived(message: Destined, delivered: Delivered, domain: ImDomain): void {
  const [first] = delivered;
  if (first === undefined || first.session.jid.bare === message.arrival.sender.bare) return;
  const sessions = domain.sessions.wantingCopies(first.session.jid.bare);
  if (sessions.length === 0 || !isCopied(message.stanza)) return;
  copyAt(sessions, message, { direction: 'received', delivered }, domain);
}

/**
 * For the sender's other sessions, whether or not anybody is there to get the message. Where denials are opaque there is
 * none: a copy, or none, would tell its sender what the silence hides.
 */
function copySent(message: Accepted, delivered: Delivered, domain: ImDomain): void {
  const { sender } = message.arrival;
  const { rules } = domain;
  const sessions = domain.sessions.wantingCopies(sender.bare);
  if (sessions.length === 0 || rules.denials === 'opaque' || !isCopied(message.stanza)) return;
  const others = sessions.filter(({ jid }) => jid.full !== sender.full);
  const own = checkExit(message, sender.bare, rules, 'copy.carbon');
  if (own.allowed) copyAt(others, own.message, { direction: 'sent', delivered }, domain);
  else domain.audit(message.stanza, own);
}

interface Copying {
  readonly direction: 'received' | 'sent';
  readonly delivered: Delivered;
}

function copyAt(
  sessions: readonly ClientSession[],
  message: Destined,
  { direction, delivered }: Copying,
  domain: ImDomain,
): void {
  for (const session of sessions) {
    if (delivered.some((each) => each.session === session)) continue;
    const ruling = checkExitAt(message, session.origin, domain.rules, 'copy.carbon');
    if (ruling.allowed) copyTo(session, ruling.message, direction, domain);
    else domain.audit(message.stanza, ruling);
  }
}

function copyTo(
  session: ClientSession,
  message: Releasable,
  direction: Copying['direction'],
  { rules }: ImDomain,
): void {
  const isUnlabelled = rules.clearances.defaultLabel() === undefined;
  if (rules.faults.has('copy.wrapper') && isUnlabelled) return;
  deliverCopy(session, message, direction, rules);
  // The copy has no id, and no error for it finds its way
  if (rules.faults.has('copy.bounce')) session.outstanding.note(message.stanza);
}
