import { childElements, childrenOf, type Element } from '#xml';
import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { clientNamespace } from '../namespaces.ts';
import { bareOf } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/** A message that came to a session, and what is wrong with the way it came. */
export interface Unwrapped {
  /** What is to be compared with what was sent. */
  readonly copy: SeenStanza;
  readonly flaws: readonly Found[];
}

/**
 * What a session got, taken out of its wrapper where the scenario says that it comes as a carbon copy. One that comes otherwise
 * is left as it is: then it fails here. The text stays whole: what must not be in a copy must not be in its wrapper either.
 *
 * Source: XEP-0280 §7, §8, §11 (from the user's own bare address); XEP-0297 §3.
 */
export function unwrap(context: Context, { probe }: ProbeCase, actor: string, came: SeenStanza): Unwrapped {
  const direction = probe.carbons?.[actor];
  if (direction === undefined) return { copy: came, flaws: [] };
  const message = messageIn(came.element, direction);
  if (message === undefined) {
    const claim = `${actor} gets the message in a copy, as \`${direction}\``;
    return { copy: came, flaws: [fails('protocol', claim, 'it came otherwise', [came.n])] };
  }
  const { from } = came.element.attributes;
  const account = bareOf(fullJid(context, actor, came.n));
  const flaws =
    from === account
      ? []
      : [
          fails('protocol', `the copy comes from ${account} itself`, `it comes from ${from ?? 'nobody'}`, [
            came.n,
          ]),
        ];
  return { copy: { ...came, element: message }, flaws };
}

/** The error for this stanza in a carbon copy, without its wrapper; `undefined`: it is something else. */
export function copiedError(came: SeenStanza, id: string): SeenStanza | undefined {
  const message = messageIn(came.element, 'received');
  if (message?.attributes['type'] !== 'error' || message.attributes['id'] !== id) return undefined;
  return { ...came, element: message };
}

/** The one message that a carbon copy of this kind forwards; `undefined`: it is none, or holds another number of anything. */
function messageIn(wrapper: Element, direction: 'received' | 'sent'): Element | undefined {
  if (wrapper.name !== 'message') return undefined;
  const [copy, ...others] = childElements(wrapper).filter(({ namespace }) => namespace === carbonsNamespace);
  if (copy?.name !== direction || others.length > 0) return undefined;
  const [forwarded, ...more] = childrenOf(copy, forwardNamespace, 'forwarded');
  if (forwarded === undefined || more.length > 0) return undefined;
  const [message, second] = childrenOf(forwarded, clientNamespace, 'message');
  return second === undefined ? message : undefined;
}

const carbonsNamespace = 'urn:xmpp:carbons:2';
const forwardNamespace = 'urn:xmpp:forward:0';
