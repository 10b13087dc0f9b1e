import type { Way } from '../../enforcement/index.ts';
import { type Jid, parseJid, type StanzaError } from '../../xmpp/index.ts';
import type { Host } from '../host.ts';
import type { Session } from '../im/sessions.ts';
import type { IqRequest } from '../iq.ts';
import { roomTarget } from './room-target.ts';

/** Whom the catalog is for, and what is asked on the way there beside what is asked of who asks. */
export interface Target {
  readonly jid: Jid;
  readonly way: (asker: Jid) => Pick<Way, 'room' | 'hidesRecipient'>;
}

/** The address that a request names, or `fallback`, one of ours or at a peer; one that this server has nothing to do with, or that whoever asks may not know of, is not found. */
export function targetOf(
  { payload, session }: Pick<IqRequest, 'payload' | 'session'>,
  fallback: string,
  host: Host,
): Target | StanzaError {
  const jid = parseJid(payload.attributes['to'] ?? fallback);
  if (jid === undefined) return { condition: 'jid-malformed' };
  if (host.rooms.serves(jid.domain)) return targetInRoom(jid, session, host);
  const { faults } = host.rules;
  if (faults.has('cat.exists') && jid.local !== '' && !host.hasAccount(jid.bare))
    return { condition: 'item-not-found' };
  const isKnown = host.serves(jid.domain) || (session.peer === undefined && host.reach(jid) !== undefined);
  if (!isKnown) return { condition: 'item-not-found' };
  return { jid, way: (asker) => ({ hidesRecipient: !isRevealed(asker, jid, host) }) };
}

/** Who may not learn whose nickname it is does not learn it either from whether that one lets them see what they are cleared for. */
function targetInRoom(jid: Jid, session: Session, host: Host): Target | StanzaError {
  const found = roomTarget(jid, session, host);
  if (found === undefined) return { condition: 'item-not-found' };
  const { room, account } = found;
  const { rules } = host;
  const isForAll =
    (rules.catalogReveals === 'all' && session.peer === undefined) || rules.faults.has('cat.reveal');
  const isShownTo = (asker: Jid): boolean =>
    isForAll || (account !== undefined && isRevealed(asker, account, host));
  return { jid, way: (asker) => ({ room, hidesRecipient: !isShownTo(asker) }) };
}

/**
 * May the asker learn what the recipient is cleared for, as every catalog for a recipient tells by what it leaves out?
 * Not asked is who exists: an address without an account has the clearance of users without one of their own. `all` means all of
 * our own users: whoever asks from elsewhere has to be a contact.
 */
function isRevealed(asker: Jid, target: Jid, { rules, rosters }: Host): boolean {
  const isForAll = rules.catalogReveals === 'all' && !rules.peers.has(asker.domain);
  if (isForAll || rules.faults.has('cat.reveal') || asker.bare === target.bare) return true;
  return rules.catalogReveals !== 'none' && rosters.rosterItem(target.bare, asker.bare)?.fromContact === true;
}
