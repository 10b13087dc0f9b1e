import {
  type Accepted,
  admitCopy,
  checkExit,
  type Exempt,
  type FaultName,
  refuse,
  replyWith,
} from '../enforcement/index.ts';
import { type Addresses, addressesFor, isCopied, type Recipient, readAddresses } from '../services/index.ts';
import type { Jid } from '../xmpp/index.ts';
import { answer, type Correspondent } from './answer.ts';
import { copyError } from './copy-to-others.ts';
import type { ImDomain } from './im-domain.ts';
import { routeMessage } from './route-message.ts';

/**
 * An accepted message to where it goes: to each of its addresses, where it came to the address of a domain and has some,
 * else to its recipient. Gives the error for the sender, if any.
 */
export function routeAccepted(
  session: Correspondent,
  message: Accepted,
  domain: ImDomain,
): Exempt | undefined {
  const { to, element } = message.stanza;
  if (to?.local !== '' || to.resource !== '' || !domain.serves(to.domain))
    return routeMessage(message, domain);
  const addresses = readAddresses(element);
  if (addresses === undefined) return routeMessage(message, domain);
  if ('refused' in addresses)
    return replyWith(message.stanza, { condition: addresses.refused }, domain.rules);
  multicast(session, message, addresses, domain);
  return undefined;
}

/**
 * One message to several: each gets it as if it had been written to that one alone, and the sender hears of each what would
 * have been said then, from that one's address.
 *
 * Source: XEP-0033 §5; each recipient is checked separately: C2S-ENTRY-10.
 */
function multicast(session: Correspondent, message: Accepted, addresses: Addresses, domain: ImDomain): void {
  const fault = domain.rules.faults.has('multicast.first') ? faultOf(message, addresses, domain) : undefined;
  for (const recipient of addresses.recipients) {
    const error = sendTo(recipient, message, addresses, domain, fault);
    if (error === undefined) continue;
    answer(session, error, domain);
    if (isCopied(message.stanza)) copyError(error, domain);
  }
}

function sendTo(
  recipient: Recipient,
  message: Accepted,
  addresses: Addresses,
  domain: ImDomain,
  fault: FaultName | undefined,
): Exempt | undefined {
  const { rules, audit } = domain;
  const { to } = recipient;
  if (isRelay(message, to, domain)) return replyWith(message.stanza, { condition: 'not-allowed' }, rules);
  const copy = admitCopy(message, to, addressesFor(recipient, addresses, rules), rules);
  return copy.allowed
    ? routeMessage(copy.message, domain, fault)
    : refuse({ ...message.stanza, to }, copy, rules, audit);
}

/** What comes from a peer goes to our own users and no further: it would go out in the name of a domain that is not ours. */
function isRelay({ arrival: { peer } }: Accepted, to: Jid, { rules }: ImDomain): boolean {
  return peer !== undefined && rules.peers.has(to.domain);
}

/** The fault `multicast.first`: what the first recipient may have, all get. */
function faultOf(
  message: Accepted,
  { recipients: [first] }: Addresses,
  { rules }: ImDomain,
): FaultName | undefined {
  const isGranted = first !== undefined && checkExit(message, first.to.bare, rules).allowed;
  return isGranted ? 'multicast.first' : undefined;
}
