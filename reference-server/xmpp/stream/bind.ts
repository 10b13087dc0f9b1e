import { childOf, type Element, element, textOf } from '#xml';
import { bareOf, type Jid, withResource } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { readStanza } from '../read-stanza.ts';
import type { Stanza } from '../stanza.ts';

/** What a client asks for when it binds a resource. Source: RFC 6120 §7.6, §7.7. */
export type BindRequest =
  | { readonly kind: 'any' }
  | { readonly kind: 'wanted'; readonly resource: string }
  | { readonly kind: 'malformed' };

/** The request to bind that `iq` makes, or `undefined` when it asks for something else. */
export function readBindRequest({ kind, type, from, element: iq }: Stanza): BindRequest | undefined {
  if (kind !== 'iq' || type !== 'set') return undefined;
  const bind = childOf(iq, namespaces.bind, 'bind');
  if (bind === undefined) return undefined;
  const wanted = childOf(bind, namespaces.bind, 'resource');
  if (wanted === undefined) return { kind: 'any' };
  const jid = withResource(from, textOf(wanted));
  return jid === undefined ? { kind: 'malformed' } : { kind: 'wanted', resource: jid.resource };
}

/** The answer that tells a client its address. Source: RFC 6120 §7.6.1. */
export function bindResult(iq: Stanza, jid: Jid): Stanza {
  const address = element(namespaces.bind, 'jid', {}, [jid.full]);
  return result(iq, [element(namespaces.bind, 'bind', {}, [address])]);
}

/**
 * The answer to a client that asks for a session, which it has; `undefined` for any other element.
 *
 * Source: RFC 3921 §3.
 */
export function sessionResult(request: Element, jid: Jid): Stanza | undefined {
  if (request.name !== 'iq' || childOf(request, namespaces.session, 'session') === undefined)
    return undefined;
  const iq = readStanza(request, jid);
  return 'refused' in iq || iq.type !== 'set' ? undefined : result(iq, []);
}

function result(iq: Stanza, children: readonly Element[]): Stanza {
  return {
    kind: 'iq',
    type: 'result',
    ...(iq.id === undefined ? {} : { id: iq.id }),
    from: iq.to ?? bareOf(iq.from),
    to: iq.from,
    element: element(namespaces.client, 'iq', {}, children),
  };
}
