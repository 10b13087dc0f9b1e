import { childElements, childrenOf, type Element, element } from '#xml';
import type { Rules } from '../../enforcement/index.ts';
import { type Jid, parseJid, type StanzaCondition } from '../../xmpp/index.ts';

/** Also the feature of a server that hands a message on to several (XEP-0033 §2). */
export const addressNamespace = 'http://jabber.org/protocol/address';

/** Most addresses of one message, of any type. XEP-0033 §8: more than 20, less than 100. */
const maxAddresses = 50;

/** Whom a message to several is for, and what each of them may see of that. */
export interface Addresses {
  /** Each once, in the order of the addresses; nobody whom somebody else has delivered to. */
  readonly recipients: readonly Recipient[];
  /** What everybody sees: all addresses but the blind ones, as delivered to. */
  readonly shown: readonly Element[];
}

export interface Recipient {
  readonly to: Jid;
  /** The address of a blind recipient, which nobody else sees. */
  readonly blind?: Element;
}

/** Addresses that nobody is sent anything for; the condition is that of the error. */
export interface AddressesRefusal {
  readonly refused: StanzaCondition;
}

/**
 * What a message says of its recipients; `undefined`: nothing. All of it has to be right before anybody gets anything: an
 * address that was meant to be blind would otherwise be shown.
 *
 * Source: XEP-0033 §4, §5, §8.
 */
export function readAddresses(message: Element): Addresses | AddressesRefusal | undefined {
  const [header, ...others] = childrenOf(message, addressNamespace, 'addresses');
  if (header === undefined) return undefined;
  const fields = childElements(header);
  if (fields.length > maxAddresses) return { refused: 'not-acceptable' };
  if (others.length > 0) return { refused: 'bad-request' };
  const recipients = new Map<string, Recipient>();
  const shown: Element[] = [];
  let isSent = false;
  for (const field of fields) {
    const use = useOf(field);
    if (use === undefined) return { refused: 'bad-request' };
    if (use === 'kept') {
      shown.push(field);
      continue;
    }
    isSent = true;
    const to = jidOf(field);
    if (to === undefined) return { refused: 'jid-malformed' };
    if (use === 'open') shown.push(withDelivered(field));
    if (field.attributes['delivered'] !== 'true') add(recipients, to, use === 'blind' ? field : undefined);
  }
  return isSent ? { recipients: [...recipients.values()], shown } : { refused: 'bad-request' };
}

/** The addresses as one recipient sees them: a blind one besides sees its own. XEP-0033 §4.6.3, §5. */
export function addressesFor({ blind }: Recipient, { shown, recipients }: Addresses, rules: Rules): Element {
  const all = recipients.flatMap((each) => each.blind ?? []);
  const own = blind === undefined ? [] : [blind];
  const blindShown = rules.faults.has('multicast.bcc') ? all : own;
  return element(addressNamespace, 'addresses', {}, [...shown, ...blindShown]);
}

/** What becomes of an address: sent to and shown, sent to and hidden, or left as it is. A word that nobody knows may mean any. */
function useOf({ name, namespace, attributes }: Element): 'open' | 'blind' | 'kept' | undefined {
  if (name !== 'address' || namespace !== addressNamespace) return undefined;
  return uses.get(attributes['type'] ?? '');
}

const uses: ReadonlyMap<string, 'open' | 'blind' | 'kept'> = new Map([
  ['to', 'open'],
  ['cc', 'open'],
  ['bcc', 'blind'],
  ['replyto', 'kept'],
  ['replyroom', 'kept'],
  ['noreply', 'kept'],
  ['ofrom', 'kept'],
]);

/** An address of another kind than XMPP's is not understood here (XEP-0033 §4.2). */
function jidOf({ attributes: { jid, uri } }: Element): Jid | undefined {
  return jid === undefined || uri !== undefined ? undefined : parseJid(jid);
}

/** The same for everybody, also for one who may not have the message: nobody sees who is cleared for it. */
function withDelivered({ name, namespace, attributes, children }: Element): Element {
  return { name, namespace, attributes: { ...attributes, delivered: 'true' }, children };
}

/** Who is addressed openly is no blind recipient. */
function add(recipients: Map<string, Recipient>, to: Jid, blind: Element | undefined): void {
  if (blind === undefined) recipients.set(to.full, { to });
  else if (!recipients.has(to.full)) recipients.set(to.full, { to, blind });
}
