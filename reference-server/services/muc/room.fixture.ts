import { admit, admitUnlabelled, type Exempt } from '../../enforcement/index.ts';
import { stanza } from '../../enforcement/rules.fixture.ts';
import { serializeStanza } from '../../xmpp/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import type { TestHost } from '../host.fixture.ts';
import type { Session } from '../im/sessions.ts';
import { mucNamespace, mucOwnerNamespace } from './namespaces.ts';
import type { Room } from './room.ts';
import { takeRoomIq } from './room-iq.ts';
import { takeRoomMessage } from './take-message.ts';
import { takeRoomPresence } from './take-presence.ts';

/** The room that tests are about. */
export const ops = 'ops@muc.a.test';

/** Enters `ops` and gives all that this brought; `wish` stands in `<x/>`: a password, a history. The nickname is the user's name. */
export function enter(host: TestHost, session: Session, nick?: string, wish = ''): readonly string[] {
  const to = `${ops}/${nick ?? session.jid.local}`;
  return sendPresence(
    host,
    session,
    `<presence to='${to}'><x xmlns='${mucNamespace}'>${wish}</x></presence>`,
  );
}

/**
 * Each of these (`tess@a.test/desk`) in `ops`, under the name of the user, with what they got until now forgotten. The first
 * made the room, and it is open.
 */
export function roomWith<Name extends string>(
  host: TestHost,
  ...names: readonly Name[]
): { readonly room: Room; readonly in: Readonly<Record<Name, Session>> } {
  const sessions: Record<string, Session> = {};
  for (const name of names) {
    const session = host.connect(name.includes('@') ? name : `${name}@a.test/desk`);
    sessions[name] = session;
    enter(host, session);
    if (!(host.rooms.at(jid(ops))?.isLocked ?? false)) continue;
    askRoom(host, session, instant);
  }
  for (const session of Object.values(sessions)) host.received(session);
  const room = host.rooms.at(jid(ops));
  if (room === undefined) throw new Error('there is no room');
  return { room, in: sessions };
}

/** Has the room open as it is. */
const instant = `<iq type='set' id='instant' to='${ops}'><query xmlns='${mucOwnerNamespace}'><x xmlns='jabber:x:data' type='submit'/></query></iq>`;

/** Sends a presence to a room, and gives all that came to the one who sent it, a refusal too. */
export function sendPresence(host: TestHost, session: Session, xml: string): readonly string[] {
  const reply = takeRoomPresence(session, unlabelled(host, session, xml), host);
  if (reply !== undefined) host.deliver(session, reply);
  return host.received(session);
}

/** The answer of a room to an iq. */
export function askRoom(host: TestHost, session: Session, xml: string): string | undefined {
  return written(takeRoomIq(session, unlabelled(host, session, xml), host));
}

/** Sends a message to a room or to somebody in it: the error that it brings, if any. */
export function sendMessage(host: TestHost, session: Session, xml: string): string | undefined {
  const { jid: sender, origin } = session;
  const ruling = admit({ stanza: stanza(xml, sender.full), sender, origin }, host.rules);
  if (!ruling.allowed) throw new Error('a message that nobody takes');
  return written(takeRoomMessage(ruling.message, host));
}

function unlabelled(host: TestHost, session: Session, xml: string): Exempt {
  const ruling = admitUnlabelled(stanza(xml, session.jid.full), host.rules);
  if (!ruling.allowed) throw new Error('it is labelled');
  return ruling.message;
}

function written(reply: Exempt | undefined): string | undefined {
  return reply && serializeStanza(reply.stanza).replaceAll('"', "'");
}
