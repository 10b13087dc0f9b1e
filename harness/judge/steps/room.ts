import { childElements, childOf } from '#xml';
import type { Configure, Room } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';
import { conditionOf, labelledInside } from '../match.ts';
import {
  addressOfRoom,
  answerTo,
  fencedThroughRoom,
  fromRoom,
  isOwnPresence,
  joinErrors,
  statusCodes,
} from '../rooms.ts';
import { isError, notesOf } from '../sightings.ts';
import { endedStreams } from '../streams.ts';

/** Why something was not done; with an error, the server refused it. */
interface Trouble {
  readonly seen: string;
  readonly lines: readonly number[];
  readonly error?: SeenStanza;
}

/** A room that is made is no claim about labels, but nothing after it can be believed without it: never a failure. */
export function judgeRoom(context: Context, step: Room, index: number): Found[] {
  const { name, owner, expect, condition } = step;
  const trouble = roomTrouble(context, step, index);
  if (expect === 'refused') {
    const claim = `${owner} may not make the room ${name}`;
    const own = ownPresence(context, step, index);
    // Without fields there is nothing to refuse but the room itself: who is in it has made it
    if (own && Object.keys(step.config).length === 0) return [fails('leak', claim, 'it is in it', [own.n])];
    return judgeRefusal(claim, { trouble, condition });
  }
  const claim = `${owner} makes the room ${name}`;
  return [trouble === undefined ? holds(claim, []) : open(claim, trouble.seen, trouble.lines)];
}

/** A form that is submitted: the room takes it, or refuses it. */
export function judgeConfigure(context: Context, step: Configure, index: number): Found[] {
  const { actor, room, expect, condition } = step;
  const trouble =
    formTrouble(context, { actor, fields: Object.keys(step.config) }, index) ??
    fenceTrouble(context, actor, index);
  const ended = endedStreams(context.evidence, index, [actor]);
  if (expect === 'refused') {
    const claim = `${actor} may not configure ${room} so`;
    return [...judgeRefusal(claim, { trouble, condition }), ...ended];
  }
  const claim = `${actor} configures ${room}`;
  if (trouble === undefined) return [holds(claim, []), ...ended];
  const { error, seen, lines } = trouble;
  return [error === undefined ? open(claim, seen, lines) : fails('over-block', claim, seen, lines), ...ended];
}

function judgeRefusal(
  claim: string,
  { trouble, condition }: { trouble: Trouble | undefined; condition: readonly string[] | undefined },
): Found[] {
  if (trouble === undefined) return [fails('leak', claim, 'it is done')];
  const { error, seen, lines } = trouble;
  if (error === undefined) return [open(claim, seen, lines)];
  const said = conditionOf(error) ?? 'no condition';
  const isAllowed = condition === undefined || condition.includes(said);
  return [
    holds(claim, lines),
    ...(isAllowed
      ? []
      : [fails('wrong-error', `the error says ${condition.join(' or ')}`, `it says ${said}`, lines)]),
    ...(labelledInside(error)
      ? [fails('wrong-error', 'the error holds no label (ERR-03)', 'there is one in it', lines)]
      : []),
  ];
}

function roomTrouble(context: Context, step: Room, index: number): Trouble | undefined {
  const { owner, config, owners, admins, members, outcasts } = step;
  const [note] = notesOf(context.evidence, index, 'enter', '');
  if (!note) return { seen: `${owner} did not enter it`, lines: [] };
  const [error] = joinErrors(context, note, owner, index);
  if (error) return refused('it is refused', error);
  const own = ownPresence(context, step, index);
  if (!own) return { seen: `no presence of ${owner} came from it`, lines: [note.n] };
  if (!statusCodes(own.element).includes('201')) return { seen: 'it was there before', lines: [own.n] };
  const isAffiliating = [owners, admins, members, outcasts].some(({ length }) => length > 0);
  return (
    formTrouble(context, { actor: owner, fields: Object.keys(config) }, index) ??
    (isAffiliating
      ? answerTrouble(context, { actor: owner, key: 'affiliations', what: 'its list of affiliations' }, index)
      : undefined) ??
    fenceTrouble(context, owner, index)
  );
}

function ownPresence(context: Context, { owner, name }: Room, index: number): SeenStanza | undefined {
  return fromRoom(context, owner, addressOfRoom(context, name)).find(
    (one) => one.step === index && isOwnPresence(one),
  );
}

function formTrouble(
  context: Context,
  { actor, fields }: { readonly actor: string; readonly fields: readonly string[] },
  index: number,
): Trouble | undefined {
  if (fields.length > 0) {
    const trouble = answerTrouble(context, { actor, key: 'form', what: 'its form' }, index);
    if (trouble !== undefined) return trouble;
    const forms = notesOf(context.evidence, index, 'form', '').flatMap(
      (note) => answerTo(context, note, actor) ?? [],
    );
    const offered = forms.flatMap(fieldsOf);
    const missing = fields.filter((name) => !offered.includes(name));
    if (missing.length > 0)
      return { seen: `its form has no field ${list(missing)}`, lines: forms.map(({ n }) => n) };
  }
  return answerTrouble(context, { actor, key: 'submit', what: 'what is submitted' }, index);
}

function answerTrouble(
  context: Context,
  { actor, key, what }: { readonly actor: string; readonly key: string; readonly what: string },
  index: number,
): Trouble | undefined {
  const [note] = notesOf(context.evidence, index, key, '');
  if (!note) return { seen: `${what} was not sent`, lines: [] };
  const answer = answerTo(context, note, actor);
  if (!answer) return { seen: `no answer came about ${what}`, lines: [note.n] };
  return isError(answer) ? refused(`${what} is refused`, answer) : undefined;
}

function fenceTrouble(context: Context, actor: string, index: number): Trouble | undefined {
  if (fencedThroughRoom(context, actor, index)) return undefined;
  return { seen: `the pings after it are not answered`, lines: [] };
}

function refused(what: string, error: SeenStanza): Trouble {
  return { seen: `${what}: ${conditionOf(error) ?? 'without a condition'}`, lines: [error.n], error };
}

function fieldsOf({ element }: SeenStanza): string[] {
  const query = childOf(element, 'http://jabber.org/protocol/muc#owner', 'query');
  const form = query && childOf(query, 'jabber:x:data', 'x');
  return form === undefined ? [] : childElements(form).map(({ attributes }) => String(attributes['var']));
}
