import { childElements, childOf, type Element, textOf } from '#xml';
import type { Form } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, lacks, list, open } from '../findings.ts';
import { conditionOf } from '../match.ts';
import { answerTo, fencedThroughRoom } from '../rooms.ts';
import { isError, notesOf } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { fillIn } from '../texts.ts';

/** What the form of a room shows, field by field. Source: XEP-0045 §10.2; XEP-0004 §3.2, §3.3. */
export function judgeForm(context: Context, step: Form, index: number): Found[] {
  const { actor, room } = step;
  const claim = `${actor} gets the form of ${room}`;
  const [note] = notesOf(context.evidence, index, 'form', '');
  if (!note) return [open(claim, 'it was not asked for')];
  const answer = answerTo(context, note, actor);
  if (!answer)
    return [
      lacks('over-block', claim, 'no answer came', fencedThroughRoom(context, actor, index) !== undefined, [
        note.n,
      ]),
    ];
  if (isError(answer))
    return [
      fails('over-block', claim, `it is refused: ${conditionOf(answer) ?? 'no condition'}`, [answer.n]),
    ];
  const fields = fieldsOf(answer.element);
  if (fields === undefined) return [fails('protocol', claim, 'there is no form in the answer', [answer.n])];
  return [
    holds(claim, [answer.n]),
    ...fieldClaims(context, step).map(({ name, says, seen }): Found => {
      const field = fields.get(name);
      const what = field === undefined ? 'there is no such field' : seen(field);
      const about = `the field ${name} ${says}`;
      return what === undefined ? holds(about, [answer.n]) : fails('claim', about, what, [answer.n]);
    }),
    ...endedStreams(context.evidence, index, [actor]),
  ];
}

/** A field of a form: what it is set to, and what can be chosen in it. */
interface ShownField {
  readonly values: readonly string[];
  readonly options: readonly string[];
}

/** Something that is said of a field; `seen` is what is wrong with it, if anything. */
interface FieldClaim {
  readonly name: string;
  readonly says: string;
  readonly seen: (field: ShownField) => string | undefined;
}

function fieldClaims(context: Context, { has, values, offers, lacks: absent }: Form): FieldClaim[] {
  const filled = (words: readonly string[]): string[] =>
    words.map((word) => fillIn(word, context.evidence.header, context.fixtures));
  const choices = ({ options, values: set }: ShownField): readonly string[] => [...options, ...set];
  return [
    ...has.map((name) => ({ name, says: 'is there', seen: () => undefined })),
    ...Object.entries(values).map(([name, words]) => ({
      name,
      says: `is set to ${named(words)}`,
      seen: ({ values: set }: ShownField) =>
        sameWords(filled(words), set) ? undefined : `it is set to ${named(set)}`,
    })),
    ...Object.entries(offers).map(([name, words]) => ({
      name,
      says: `offers ${named(words)}`,
      seen: (field: ShownField) => {
        const missing = filled(words).filter((word) => !choices(field).includes(word));
        return missing.length === 0 ? undefined : `it does not offer ${named(missing)}`;
      },
    })),
    ...Object.entries(absent).map(([name, words]) => ({
      name,
      says: `does not offer ${named(words)}`,
      seen: (field: ShownField) => {
        const there = filled(words).filter((word) => choices(field).includes(word));
        return there.length === 0 ? undefined : `it offers ${named(there)}`;
      },
    })),
  ];
}

function named(words: readonly string[]): string {
  return words.length === 0 ? 'nothing' : list(words);
}

/** In whichever order; no value is the same as an empty one. */
function sameWords(wanted: readonly string[], seen: readonly string[]): boolean {
  const sorted = (words: readonly string[]): string =>
    JSON.stringify(words.filter((word) => word !== '').toSorted());
  return sorted(wanted) === sorted(seen);
}

function fieldsOf(iq: Element): Map<string, ShownField> | undefined {
  const query = childOf(iq, 'http://jabber.org/protocol/muc#owner', 'query');
  const form = query && childOf(query, 'jabber:x:data', 'x');
  if (form === undefined) return undefined;
  const fields = childElements(form).filter(({ name }) => name === 'field');
  return new Map(
    fields.map((field) => {
      const options = childElements(field).filter(({ name }) => name === 'option');
      return [
        String(field.attributes['var']),
        { values: valuesOf(field), options: options.flatMap(valuesOf) },
      ];
    }),
  );
}

function valuesOf(element: Element): string[] {
  return childElements(element)
    .filter(({ name }) => name === 'value')
    .map(textOf);
}
