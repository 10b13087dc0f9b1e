import { childOf, type Element } from '#xml';
import { type Context, fullJid } from './context.ts';
import type { Note, SeenStanza } from './evidence.ts';
import { answers } from './sightings.ts';
import { bareOf } from './texts.ts';

/** What came back to the sender of one stanza: everything that it saw from then on until the next stanza of the step. */
export interface Backwash {
  readonly seen: readonly SeenStanza[];
  /** The same as texts that can be compared with another's: without ids, nonces, times and the addresses of the two ends. */
  readonly texts: readonly string[];
}

/** Where the watching begins and ends. */
interface Watched {
  /** The stanza that was sent. */
  readonly note: Note;
  /** The ping after it: its answer is no part of what came back. */
  readonly ping: Note;
  /** The next stanza of the step; `undefined`: there is none. */
  readonly next: Note | undefined;
}

/** Whatever bears the stanza's id is an answer to it, even if it comes late; other things count until the next stanza. */
export function backwashOf(context: Context, { note, ping, next }: Watched): Backwash {
  const sender = String(note.from);
  const end = next?.n ?? Number.POSITIVE_INFINITY;
  const others = new Set(context.evidence.notes.filter(({ n }) => n !== note.n).map(({ id }) => id));
  const pongs = answers(context.evidence, ping, sender);
  const seen = context.evidence.stanzas.filter((one) => {
    if (one.direction !== 'received' || one.actor !== sender || one.n < note.n) return false;
    const { id } = one.element.attributes;
    if (id === note.id) return true;
    if (pongs.includes(one) || (id !== undefined && others.has(id)) || isRequest(one)) return false;
    return one.step === note.step && one.n < end;
  });
  return { seen, texts: seen.map((one) => comparable(context, one, note)) };
}

/** A server that asks something of its own accord, a ping of its own: it has nothing to do with what was sent. */
function isRequest({ element }: SeenStanza): boolean {
  return element.name === 'iq' && element.attributes['type'] === 'get';
}

function comparable(context: Context, { raw, element }: SeenStanza, note: Note): string {
  const sender = fullJid(context, String(note.from), note.n);
  const { id } = element.attributes;
  const known: [string | undefined, string][] = [
    [note.nonce, '{content}'],
    [note.id, '{id}'],
    [sender, '{sender}'],
    [bareOf(sender), "{sender's account}"],
    [note.to, '{addressee}'],
    [note.to === undefined ? undefined : bareOf(note.to), "{addressee's account}"],
  ];
  const named = known.reduce(
    (text, [what, name]) => (what === undefined ? text : text.replaceAll(what, name)),
    id === note.id ? raw : withoutOwnId(raw),
  );
  const text = isRosterPush(element) ? named.replace(/\sver=(?:'[^']*'|"[^"]*")/, " ver='{version}'") : named;
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '{time}');
}

/** The id that a server gives to what it sends of its own accord: perhaps a counter, whose digits stand elsewhere too. */
function withoutOwnId(raw: string): string {
  return raw.replace(/\sid=(?:'[^']+'|"[^"]+")/, " id='{other id}'");
}

/** The version of the contact list grows with every push (RFC 6121 §2.6), whatever it tells. */
function isRosterPush(element: Element): boolean {
  return element.name === 'iq' && childOf(element, rosterNamespace, 'query') !== undefined;
}

const rosterNamespace = 'jabber:iq:roster';
