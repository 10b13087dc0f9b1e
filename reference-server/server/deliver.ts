import { type Exempt, inLanguageOf, type Releasable, type Rules } from '../enforcement/index.ts';
import { serializeStanza } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import { faultyCopy } from './faulty-copy.ts';

/** What may leave the server: a message that every check has passed, or a stanza that is not checked. */
export type Deliverable = Releasable | Exempt;

/** Writes a stanza to a session's stream. The only way out of this server. */
export function deliver(session: ClientSession, message: Deliverable, rules: Rules): void {
  const written = 'label' in message ? inLanguageOf(session.lang, message, rules) : message.stanza;
  const stanza = rules.faults.size === 0 ? written : faultyCopy(written, rules.faults);
  session.outstanding.note(stanza);
  session.send(serializeStanza(stanza));
}
