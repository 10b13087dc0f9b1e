import { childElements, type Element } from '#xml';
import type { Arrow } from '../record/index.ts';
import type { Context } from './context.ts';
import type { Note, SeenStanza } from './evidence.ts';
import { labelName } from './label-names.ts';
import { conditionOf } from './match.ts';
import { clientNamespace } from './namespaces.ts';
import { unreadable } from './read-stanza.ts';
import { holdsNonce } from './sightings.ts';

/** The stanzas that passed from a step's begin to the next one's, for its sequence diagram: `most` of them at most. */
export function arrowsOf(context: Context, step: number, most?: number): Arrow[] {
  return context.evidence.stanzas
    .filter((seen) => seen.step === step)
    .slice(0, most)
    .map((seen) => ({
      line: seen.n,
      at: seen.at,
      actor: seen.actor,
      direction: seen.direction,
      role: roleOf(context, seen),
      caption: captionOf(context, seen),
      raw: seen.raw,
    }));
}

/** What part a stanza plays: that of the note whose nonce or id it bears, in whichever step that was. */
function roleOf({ evidence }: Context, seen: SeenStanza): Arrow['role'] {
  const id = seen.element.attributes['id'];
  const note =
    evidence.notes.find((one) => holdsNonce(seen, one)) ??
    evidence.notes.find((one) => one.id === id && (one.from === undefined || isParty(evidence, seen, one)));
  if (!note) return 'other';
  const role = roles[note.key.replace(/\..*$/, '')] ?? 'other';
  const answers =
    seen.direction === 'received' && ['error', 'result'].includes(String(seen.element.attributes['type']));
  return role === 'stimulus' && answers ? 'reply' : role;
}

const roles: Readonly<Record<string, Arrow['role']>> = {
  control: 'control',
  stimulus: 'stimulus',
  request: 'stimulus',
  probe: 'stimulus',
  trial: 'stimulus',
  enter: 'stimulus',
  archive: 'stimulus',
  leave: 'stimulus',
  submit: 'stimulus',
  'room-fence': 'fence',
  'trial-fence': 'fence',
  fence: 'fence',
  'sender-fence': 'fence',
};

/** The noted sender's own end, or a stanza that says it comes from there. */
function isParty({ header }: Context['evidence'], seen: SeenStanza, note: Note): boolean {
  return seen.actor === note.from || seen.element.attributes['from'] === header.actors[String(note.from)];
}

/** `message chat A-S`, `error forbidden`, `iq get catalog`, `presence unavailable`. */
export function captionOf(context: Context, seen: SeenStanza): string {
  const { element } = seen;
  if (element === unreadable) return 'not one XML element';
  const { type } = element.attributes;
  if (type === 'error') return `error ${conditionOf(seen) ?? 'without a condition'}`;
  return [element.name, type, contentOf(context, element)]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** What a stanza is about in a word: a message its label, an iq its payload. */
function contentOf(context: Context, element: Element): string | undefined {
  if (element.name === 'message') {
    const label = labelName(context.fixtures, element);
    return label === 'none' ? undefined : label;
  }
  const [payload] = childElements(element);
  return payload && payload.namespace !== clientNamespace ? payload.name : undefined;
}
