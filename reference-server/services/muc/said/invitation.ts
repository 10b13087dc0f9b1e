import { childElements, childOf, childrenOf, type Element, element, textOf } from '#xml';
import { isLabel } from '../../../enforcement/index.ts';
import { type Jid, namespaces, parseJid, type Stanza } from '../../../xmpp/index.ts';
import { mucUserNamespace } from '../namespaces.ts';
import type { Room } from '../room.ts';

/** What somebody wants a room to pass on: an invitation, or that one is declined. XEP-0045 §7.8.2. */
export interface Invitation {
  readonly kind: 'invite' | 'decline';
  /** `undefined`: it is no address. */
  readonly to: Jid | undefined;
  readonly reason: string;
}

/** Invitations in one message. */
const maxInvitations = 20;

/** Most characters of a reason. */
const maxReasonLength = 1024;

/** What a message asks a room to pass on; `undefined`: nothing; more than one message may ask for is `too-much`. */
export function invitationsIn({ element: message }: Stanza): readonly Invitation[] | 'too-much' | undefined {
  const x = childOf(message, mucUserNamespace, 'x');
  if (x === undefined) return undefined;
  const invites = childrenOf(x, mucUserNamespace, 'invite').map((each) => read('invite', each));
  const declines = childrenOf(x, mucUserNamespace, 'decline').map((each) => read('decline', each));
  const all = [...invites, ...declines];
  if (all.length === 0) return undefined;
  const isTooMuch = all.length > maxInvitations || declines.length > 1;
  return isTooMuch || all.some(({ reason }) => reason.length > maxReasonLength) ? 'too-much' : all;
}

function read(kind: Invitation['kind'], { attributes, children }: Element): Invitation {
  const reason = childOf(
    { name: kind, namespace: mucUserNamespace, attributes, children },
    mucUserNamespace,
    'reason',
  );
  return {
    kind,
    to: parseJid(attributes['to'] ?? ''),
    reason: reason === undefined ? '' : textOf(reason),
  };
}

/**
 * The message of the room that passes it on: of what the sender wrote, the reason, the id and the labels. `from`: as who the
 * sender is shown.
 */
export function passedOn({ kind, reason }: Invitation, from: Jid, to: Jid, sent: Stanza, room: Room): Stanza {
  const told = kind === 'invite' ? 'invited you to' : 'declined your invitation to';
  const { password } = room.config;
  const x = element(mucUserNamespace, 'x', {}, [
    element(mucUserNamespace, kind, { from: from.full }, [
      element(mucUserNamespace, 'reason', {}, reason === '' ? [] : [reason]),
    ]),
    ...(kind === 'invite' && password !== '' ? [element(mucUserNamespace, 'password', {}, [password])] : []),
  ]);
  const text = `${from.full} ${told} the room ${room.jid.bare}${reason === '' ? '' : ` (${reason})`}`;
  return {
    kind: 'message',
    type: 'normal',
    ...(sent.id === undefined ? {} : { id: sent.id }),
    from: room.jid,
    to,
    ...(sent.lang === undefined ? {} : { lang: sent.lang }),
    element: element(namespaces.client, 'message', {}, [
      x,
      // For clients that know nothing of the above: the words, and the address of XEP-0249
      element(namespaces.client, 'body', {}, [text]),
      ...(kind === 'invite'
        ? [element('jabber:x:conference', 'x', { jid: room.jid.bare }, reason === '' ? [] : [reason])]
        : []),
      ...childElements(sent.element).filter(isLabel),
    ]),
  };
}
