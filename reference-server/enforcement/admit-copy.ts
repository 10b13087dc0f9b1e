import { childElements, type Element } from '#xml';
import { type Jid, type Stanza, withChildren } from '../xmpp/index.ts';
import { checkInternal } from './internal.ts';
import type { Rules } from './rules.ts';
import type { Ruling } from './ruling.ts';
import type { Accepted } from './stages.ts';

/**
 * The same message for one of several recipients, with `part` in place of what it held under that name. What depends on
 * its sender was asked for all of them; internal is asked again, since each may be of another domain than the address it
 * came to.
 */
export function admitCopy(message: Accepted, to: Jid, part: Element, rules: Rules): Ruling<Accepted> {
  // Both: the stanza may be written again from the one that came, for a reader of another language
  const arrival = { ...message.arrival, stanza: copyOf(message.arrival.stanza, to, part) };
  return checkInternal({ ...message, arrival, stanza: copyOf(message.stanza, to, part) }, rules);
}

function copyOf(stanza: Stanza, to: Jid, part: Element): Stanza {
  const children = childElements(stanza.element).map((child) =>
    child.name === part.name && child.namespace === part.namespace ? part : child,
  );
  return withChildren({ ...stanza, to }, children);
}
