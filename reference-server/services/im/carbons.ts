import { childOf, type Element, element } from '#xml';
import { bareOf, type Jid, langAttribute, namespaces, type Stanza } from '../../xmpp/index.ts';
import { type IqService, unavailable } from '../iq.ts';

export const carbonsNamespace = 'urn:xmpp:carbons:2';

/** From now on the session gets copies of what its account's other sessions send and receive. XEP-0280 §4. */
export const enableCarbons: IqService = switchTo('enable', true);

/** From now on it gets none. XEP-0280 §5. */
export const disableCarbons: IqService = switchTo('disable', false);

/** Of oneself alone: there is nobody else's copies to be had. */
function switchTo(name: 'enable' | 'disable', wanted: boolean): IqService {
  return {
    type: 'set',
    namespace: carbonsNamespace,
    name,
    answer({ at, session }) {
      if (at !== 'own-account') return unavailable;
      session.wantsCopies = wanted;
      return undefined;
    },
  };
}

/**
 * Is a message one that other sessions of its sender and its recipient get copies of? Chat, and a normal one with a body;
 * none whose sender wants it to stay between two sessions.
 *
 * Source: XEP-0280 §6.1 (which), §9 (private).
 */
export function isCopied({ kind, type, element: message }: Stanza): boolean {
  if (kind !== 'message') return false;
  const isTalk =
    type === 'chat' || (type === 'normal' && childOf(message, namespaces.client, 'body') !== undefined);
  if (!isTalk) return false;
  const isPrivate = childOf(message, carbonsNamespace, 'private') !== undefined;
  return !isPrivate && childOf(message, hintsNamespace, 'no-copy') === undefined;
}

const hintsNamespace = 'urn:xmpp:hints';

/**
 * A message as another session of the account gets it: whole, inside a message from the account itself. That one has no id:
 * it cannot be answered with an error, and nobody is told of a copy that came back. It has no label either: what counts is the
 * label of the message in it.
 *
 * Source: XEP-0280 §7, §8, §10.3; XEP-0297 §3.
 */
export function carbonOf(direction: 'received' | 'sent', copied: Stanza, session: Jid): Stanza {
  const { type } = copied;
  const forwarded = element(forwardNamespace, 'forwarded', {}, [written(copied)]);
  const copy = element(carbonsNamespace, direction, {}, [forwarded]);
  return {
    kind: 'message',
    type,
    from: bareOf(session),
    to: session,
    element: element(namespaces.client, 'message', {}, [copy]),
  };
}

const forwardNamespace = 'urn:xmpp:forward:0';

/** The stanza as an element: addresses as the server knows them, and its children as they were read. */
function written({ kind, type, id, from, to, lang, element: { children } }: Stanza): Element {
  const attributes = {
    from: from.full,
    to: to?.full,
    id,
    type: type === 'normal' ? undefined : type,
    [langAttribute]: lang,
  };
  return element(
    namespaces.client,
    kind,
    attributes,
    children.filter((child) => typeof child !== 'string'),
  );
}
