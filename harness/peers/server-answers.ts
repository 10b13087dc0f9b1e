import { childOf, type Element, escapeAttribute } from '#xml';
import { ns } from './namespaces.ts';

/**
 * What a server says by itself where none of its users is there to say it: it answers pings and refuses other requests. Nothing, to
 * anything else: it tells nobody who is not there.
 *
 * Source: RFC 6120 §8.2.3; XEP-0199 §4.3.
 */
export function answerOfServer(element: Element): string | undefined {
  const { type, from, to, id } = element.attributes;
  if (element.name !== 'iq' || (type !== 'get' && type !== 'set') || from === undefined) return undefined;
  const head = `<iq id='${escapeAttribute(id ?? '')}' to='${escapeAttribute(from)}' from='${escapeAttribute(to ?? '')}'`;
  if (type === 'get' && childOf(element, ns.ping, 'ping')) return `${head} type='result'/>`;
  return `${head} type='error'><error type='cancel'><service-unavailable xmlns='${ns.stanzas}'/></error></iq>`;
}
