import { inLanguageOf, type Rules } from '../enforcement/index.ts';
import { carbonOf } from '../services/index.ts';
import { type Renditions, type Stanza, serializeStanza } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import type { Deliverable } from './deliverable.ts';
import { faultyCopy } from './faulty-copy.ts';
import type { Sent } from './management/management.ts';
import { noteSent } from './management/note-sent.ts';

/**
 * Writes a stanza to a session's stream. The only way out of this server, besides that of copies. `renditions`: what it has
 * in common with the copies of it that others get, where it goes to many.
 */
export function deliver(
  session: ClientSession,
  message: Deliverable,
  rules: Rules,
  renditions?: Renditions,
): void {
  const { stanza } = message;
  session.outstanding.note(stanza);
  const written = (): Stanza => stanzaFor(session, message, rules);
  const text =
    renditions === undefined
      ? serializeStanza(written())
      : serializeStanza(stanza, renditions.in(session.lang, stanza, written));
  send(session, message, rules, text);
}

/**
 * Writes what another session of the account was sent, or sent itself, to this session's stream, as a copy. It went through the
 * checks for this session. Nothing is noted that this session might answer: an error for a copy goes nowhere (XEP-0280 §10.3).
 */
export function deliverCopy(
  session: ClientSession,
  message: Deliverable,
  direction: 'received' | 'sent',
  rules: Rules,
): void {
  const copied = stanzaFor(session, message, rules);
  send(session, message, rules, serializeStanza(carbonOf(direction, copied, session.jid)), direction);
}

/** What may have to be judged again, since it does not go out at once or may not arrive, is kept with what it was judged by. */
function send(
  session: ClientSession,
  message: Deliverable,
  rules: Rules,
  text: string,
  direction?: 'received' | 'sent',
): void {
  const { unsent, management } = session;
  if (unsent === undefined && management === undefined) {
    session.send(text);
    return;
  }
  const sent: Sent = { message, rules, at: rules.now(), ...(direction && { direction }) };
  if (unsent !== undefined) unsent.add(sent, text);
  else session.send(text);
  if (management !== undefined) noteSent(session, management, sent, text.length);
}

function stanzaFor(session: ClientSession, message: Deliverable, rules: Rules): Stanza {
  const written = 'label' in message ? inLanguageOf(session.lang, message, rules) : message.stanza;
  return rules.faults.size === 0 ? written : faultyCopy(written, rules.faults);
}
