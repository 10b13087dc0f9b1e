import { admit, admitUnlabelled, type Exempt } from '../../enforcement/index.ts';
import { stanza } from '../../enforcement/rules.fixture.ts';
import { serializeStanza } from '../../xmpp/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { type HostWish, TestHost } from '../host.fixture.ts';
import type { Session } from '../im/sessions.ts';
import { mucNamespace, mucOwnerNamespace } from './namespaces.ts';
import type { Room } from './room.ts';
import { takeRoomIq } from './room-iq.ts';
import { takeRoomMessage } from './take-message.ts';
import { takeRoomPresence } from './take-presence.ts';

/** The room that tests are about. */
export const ops = 'ops@muc.a.test';

/** The namespaces of what a room sends, left out of what a stage gives. */
const namespacesLeftOut =
  / xmlns='(?:http:\/\/jabber\.org\/protocol\/muc#(?:user|admin)|urn:ietf:params:xml:ns:xmpp-stanzas)'/g;

/**
 * The room `ops` and people around it. Somebody is named by the user (`juliet`: her session `desk`), or in full
 * (`juliet@a.test/phone`, `xenia@peer.test/home`: she is at a peer), and is connected when first named. What they get is told as it is written, with the
 * namespaces of rooms left out.
 */
export class RoomStage {
  readonly host: TestHost;
  readonly #sessions = new Map<string, Session>();

  /** These have entered, each under the name of the user, with what they got until then forgotten. The first made the room, and it is open. */
  constructor(wish: HostWish, ...names: readonly string[]) {
    this.host = new TestHost(wish);
    for (const name of names) {
      this.enter(name);
      if (this.room.isLocked) this.ask(name, instant);
    }
    for (const session of this.#sessions.values()) this.host.received(session);
  }

  get room(): Room {
    const room = this.host.rooms.at(jid(ops));
    if (room === undefined) throw new Error('there is no room');
    return room;
  }

  session(name: string): Session {
    const known = this.#sessions.get(name);
    const session = known ?? this.#connect(name.includes('@') ? name : `${name}@a.test/desk`);
    this.#sessions.set(name, session);
    return session;
  }

  /** Enters, and gives all that this brings, a refusal too. `wish` stands in `<x/>`: a password, a history. */
  enter(name: string, nick = this.session(name).jid.local, wish = ''): readonly string[] {
    return this.presence(
      name,
      `<presence to='${ops}/${nick}'><x xmlns='${mucNamespace}'>${wish}</x></presence>`,
    );
  }

  /** Sends a presence, and gives all that came to the one who sent it, a refusal too. */
  presence(name: string, xml: string): readonly string[] {
    const session = this.session(name);
    const reply = takeRoomPresence(session, this.#unlabelled(session, xml), this.host);
    if (reply !== undefined) this.host.deliver(session, reply);
    return this.got(name);
  }

  /** The answer to an iq. */
  ask(name: string, xml: string): string {
    const session = this.session(name);
    return written(takeRoomIq(session, this.#unlabelled(session, xml), this.host));
  }

  /** Sends a message: the error that it brings; empty: none. */
  say(name: string, xml: string): string {
    const { jid: sender, origin, peer } = this.session(name);
    const from = peer === undefined ? { origin } : { peer };
    const ruling = admit({ stanza: stanza(xml, sender.full), sender, ...from }, this.host.rules);
    if (!ruling.allowed) throw new Error('a message that nobody takes');
    return written(takeRoomMessage(ruling.message, this.host));
  }

  /** What somebody got since last asked. */
  got(name: string): readonly string[] {
    return this.host.received(this.session(name)).map((xml) => xml.replaceAll(namespacesLeftOut, ''));
  }

  #connect(full: string): Session {
    return full.includes('@peer.test') ? this.host.remote(full) : this.host.connect(full);
  }

  #unlabelled(session: Session, xml: string): Exempt {
    const ruling = admitUnlabelled(stanza(xml, session.jid.full), this.host.rules);
    if (!ruling.allowed) throw new Error('it is labelled');
    return ruling.message;
  }
}

/** Has the room open as it is. */
const instant = `<iq type='set' id='instant' to='${ops}'><query xmlns='${mucOwnerNamespace}'><x xmlns='jabber:x:data' type='submit'/></query></iq>`;

function written(reply: Exempt | undefined): string {
  const text = reply === undefined ? '' : serializeStanza(reply.stanza);
  return text.replaceAll('"', "'").replaceAll(namespacesLeftOut, '');
}
