import { childOf, escapeAttribute } from '#xml';
import type { Arrival } from './actor.ts';
import { ns } from './namespaces.ts';

/**
 * What a client must say to an iq that asks something of it: an answer to a ping, `service-unavailable` to the rest.
 * Nothing, to anything else.
 *
 * Source: RFC 6120 §8.2.3; XEP-0199 §4.1.
 */
export function replyToIq({ element }: Arrival): string | undefined {
  const { type, from, id } = element.attributes;
  if (element.name !== 'iq' || (type !== 'get' && type !== 'set')) return undefined;
  const address = from === undefined ? '' : ` to='${escapeAttribute(from)}'`;
  const head = `<iq id='${escapeAttribute(id ?? '')}'${address}`;
  if (type === 'get' && childOf(element, ns.ping, 'ping')) return `${head} type='result'/>`;
  return `${head} type='error'><error type='cancel'><service-unavailable xmlns='${ns.stanzas}'/></error></iq>`;
}
