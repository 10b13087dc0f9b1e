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

/** The note's nonce anywhere in it; or its id from its sender's account, or in a later message of the room that it was sent to. */
function carries(evidence: Evidence, seen: SeenStanza, note: Note): boolean {
  if (holdsNonce(seen, note)) return true;
  const { id, from } = seen.element.attributes;
  if (id !== note.id || from === undefined) return false;
  const sender = evidence.header.actors[String(note.from)];
  return (sender !== undefined && bareOf(from) === bareOf(sender)) || isOfItsRoom(evidence, seen, note);
}

/** A scenario may give several messages to a room one id: what came before is none of this one's. */
function isOfItsRoom({ notes }: Evidence, seen: SeenStanza, { n, to }: Note): boolean {
  const { name, attributes } = seen.element;
  const room = bareOf(String(attributes['from']));
  if (name !== 'message' || isError(seen) || seen.n < n || to === undefined || bareOf(to) !== room)
    return false;
  return notes.some((note) => note.key === 'enter' && bareOf(String(note.to)) === room);
}
