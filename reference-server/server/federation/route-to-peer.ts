import { element } from '#xml';
import {
  type Accepted,
  checkDeparture,
  type Exempt,
  ownStanza,
  refuse,
  replyWith,
} from '../../enforcement/index.ts';
import { type Jid, namespaces, parseJid } from '../../xmpp/index.ts';
import { copyOfSent } from '../copy-to-others.ts';
import type { ImDomain } from '../im-domain.ts';

/**
 * An accepted message to somebody on another server, or at a component: exit to the peer, before anything is looked up or
 * connected to, so that a message that may not leave leaves no trace outside. Gives the error for the sender, if any.
 */
export function routeToPeer(message: Accepted, to: Jid, domain: ImDomain): Exempt | undefined {
  const { stanza } = message;
  const { rules, audit, federation } = domain;
  if (federation === undefined) return replyWith(stanza, { condition: 'remote-server-not-found' }, rules);
  if (rules.faults.has('exit.resolve')) federation.send(anybodyThere(stanza.from, to));
  const ruling = checkDeparture(message, to, rules);
  if (!ruling.allowed) return refuse(stanza, ruling, rules, audit);
  federation.send(ruling.message);
  copyOfSent(rules.faults.has('map.early') ? ruling.message : message, domain);
  return undefined;
}

/** The fault `exit.resolve`: what makes the server look for the other one. */
function anybodyThere({ domain }: Jid, to: Jid): Exempt {
  const [ours, theirs] = [parseJid(domain), parseJid(to.domain)];
  const asked = element('urn:xmpp:ping', 'ping');
  return ownStanza({
    kind: 'iq',
    type: 'get',
    id: 'there',
    from: ours ?? to,
    to: theirs ?? to,
    element: element(namespaces.client, 'iq', {}, [asked]),
  });
}
