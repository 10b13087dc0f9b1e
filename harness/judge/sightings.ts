import type { Evidence, Note, SeenStanza } from './evidence.ts';
import { bareOf } from './texts.ts';

/** The notes of one stanza of a step. `.2` names the third of several; '' names the only one, or each of several. */
export function notesOf(evidence: Evidence, step: number, base: string, suffix: string): Note[] {
  const numbered = new RegExp(`^${base}(\\.\\d+)?$`);
  return evidence.notes.filter(
    (note) => note.step === step && (suffix === '' ? numbered.test(note.key) : note.key === base + suffix),
  );
}

/** Every stanza that reached an actor and carries what this note says was sent, to the end of the transcript. */
export function sightings(evidence: Evidence, note: Note): SeenStanza[] {
  return evidence.stanzas.filter((seen) => seen.direction === 'received' && carries(evidence, seen, note));
}

/** Copies that reached an actor; what came back to its own sender as an error is an answer. */
export function arrivals(evidence: Evidence, note: Note, actor: string): SeenStanza[] {
  return sightings(evidence, note).filter(
    (seen) => seen.actor === actor && seen.n > note.n && !(isError(seen) && actor === note.from),
  );
}

/** The answers to a note's stanza that reached its sender: same id, of type `error`, or `result` for an iq. */
export function answers(evidence: Evidence, note: Note, sender: string): SeenStanza[] {
  return evidence.stanzas.filter(
    (seen) =>
      seen.direction === 'received' &&
      seen.actor === sender &&
      seen.n > note.n &&
      seen.element.attributes['id'] === note.id &&
      (isError(seen) || (seen.element.name === 'iq' && seen.element.attributes['type'] === 'result')),
  );
}

/** The stanza itself, as it left its sender. */
export function sentStanza(evidence: Evidence, note: Note, sender: string): SeenStanza | undefined {
  return evidence.stanzas.find(
    (seen) =>
      seen.direction === 'sent' &&
      seen.actor === sender &&
      seen.n > note.n &&
      (seen.element.attributes['id'] === note.id || holdsNonce(seen, note)),
  );
}

/** Is it a stanza of type `error`? What cannot be read is not. */
export function isError(seen: SeenStanza): boolean {
  return seen.element.attributes['type'] === 'error';
}

/** Does its text hold the note's nonce? */
export function holdsNonce(seen: SeenStanza, note: Note): boolean {
  return note.nonce !== undefined && seen.raw.includes(note.nonce);
}

/**
 * The note's nonce anywhere in it; or its id from its sender's account, from an occupant of the room to all of which, or in which to one,
 * it was said, or from the room that says it on its sender's behalf.
 */
function carries(evidence: Evidence, seen: SeenStanza, note: Note): boolean {
  if (holdsNonce(seen, note)) return true;
  const { id, from, type } = seen.element.attributes;
  if (id !== note.id || from === undefined) return false;
  if (type === 'groupchat' && bareOf(from) === note.to) return true;
  if (seen.element.name === 'message' && type !== 'error' && type !== 'groupchat') {
    if (from === note.to || (isRoom(evidence, from) && isPrivateCopy(seen, note))) return true;
  }
  const sender = evidence.header.actors[String(note.from)];
  return sender !== undefined && bareOf(from) === bareOf(sender);
}

/** Does it come from another place in the room where the note's stanza went to one, and later? */
function isPrivateCopy({ element, n }: SeenStanza, { n: since, to }: Note): boolean {
  return (
    n > since &&
    to !== undefined &&
    to !== bareOf(to) &&
    bareOf(String(element.attributes['from'])) === bareOf(to)
  );
}

/** An address that somebody asked to enter, or of somebody there. */
function isRoom({ notes }: Evidence, address: string): boolean {
  return notes.some(({ key, to }) => key === 'enter' && bareOf(String(to)) === bareOf(address));
}
