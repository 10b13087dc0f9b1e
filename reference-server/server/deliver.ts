import { inLanguageOf, type Rules } from '../enforcement/index.ts';
import { carbonOf } from '../services/index.ts';
import { type Stanza, serializeStanza } from '../xmpp/index.ts';
import type { ClientSession } from './client-session.ts';
import type { Deliverable } from './deliverable.ts';
import { faultyCopy } from './faulty-copy.ts';
import type { Sent } from './management/management.ts';
import { noteSent } from './management/note-sent.ts';

/** Writes a stanza to a session's stream. The only way out of this server, besides that of copies. */
export function deliver(session: ClientSession, message: Deliverable, rules: Rules): void {
  const stanza = stanzaFor(session, message, rules);
  session.outstanding.note(stanza);
  send(session, stanza, message, rules);
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
  send(session, carbonOf(direction, copied, session.jid), message, rules, direction);
}

/** What may have to be judged again, since it does not go out at once or may not arrive, is kept with what it was judged by. */
function send(
  session: ClientSession,
  stanza: Stanza,
  message: Deliverable,
  rules: Rules,
  direction?: 'received' | 'sent',
): void {
  const text = serializeStanza(stanza);
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
