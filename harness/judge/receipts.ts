import type { Evidence, Note } from './evidence.ts';
import { type Found, fails } from './findings.ts';
import { isError } from './sightings.ts';
import { descendants } from './texts.ts';

/**
 * A refused message had no effect: nobody tells its sender that it came, neither a client in a receipt (XEP-0184) or a marker
 * (XEP-0333), nor a server in its place. Whatever names the message by its id counts, to the end of the scenario.
 */
export function receiptFlaws({ stanzas }: Evidence, note: Note, sender: string): Found[] {
  const told = stanzas.filter(
    (seen) =>
      seen.direction === 'received' &&
      seen.actor === sender &&
      seen.n > note.n &&
      seen.element.name === 'message' &&
      !isError(seen) &&
      descendants(seen.element).some((one) => one !== seen.element && one.attributes['id'] === note.id),
  );
  const claim = `${sender} gets no receipt for the message (LEAK-08)`;
  return told.map(({ n }) => fails('leak', claim, 'one came', [n]));
}
