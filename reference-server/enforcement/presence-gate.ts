import { isUnavailable } from './clearances.ts';
import { covers } from './covers.ts';
import type { FaultName } from './faults/faults.ts';
import { refusalOfRemote } from './peer/remote-user.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';
import { refusalOfUser } from './user-covers.ts';

/**
 * Why this user may not know of that one's presence; `undefined`: the user may. Asked of a request for a subscription, of
 * its approval, and of every presence that would go out: a subscription opens nothing by itself. Presence carries no
 * label and is not checked otherwise (XEP-0258 §5.3): the label is that of the user who is watched.
 *
 * Both are bare JIDs. A user may always know of their own presence. Of somebody at a peer, the peer is asked (`refusalOfRemote`).
 */
export function refusalToWatch(
  watcher: string,
  contact: string,
  rules: Rules,
  fault: FaultName = 'pres.subscribe',
): Refusal | undefined {
  const label = rules.presenceLabels.get(contact);
  if (label === undefined || watcher === contact) return undefined;
  if (rules.faults.has('pres.subscribe') || rules.faults.has(fault)) return undefined;
  const measured = { label, equivalents: [] };
  const domain = domainOf(watcher);
  if (!rules.peers.has(domain)) return refusalOfUser('presence', measured, watcher, rules);
  if (rules.faults.has('pres.peer')) return undefined;
  const user = { bare: watcher, domain };
  return refusalOfRemote('presence', measured, { user, own: domainOf(contact) }, rules);
}

function domainOf(bareJid: string): string {
  return bareJid.slice(bareJid.indexOf('@') + 1);
}

/** May this presence go there? What a subscription allows still asks the label. Both are bare JIDs. */
export function mayWatch(watcher: string, contact: string, rules: Rules, fault?: FaultName): boolean {
  if (rules.faults.has('pres.checked') && !passesAsMessage(watcher, rules)) return false;
  return refusalToWatch(watcher, contact, rules, fault) === undefined;
}

/** The fault `pres.checked`. */
function passesAsMessage(watcher: string, rules: Rules): boolean {
  const label = rules.clearances.defaultLabel();
  const [server, user] = [rules.clearances.ofServer(), rules.clearances.ofUser(watcher)];
  if (label === undefined || isUnavailable(user)) return false;
  return [server ?? user, user].every((clearances) => covers(label, [], clearances, rules).grant);
}
