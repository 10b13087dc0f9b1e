import { instantOf, isDateTime } from '#labels';
import type {
  ClearanceOptions,
  MappingPurpose,
  MappingWish,
  MarkingLocation,
  MarkingWish,
  Policies,
} from '#policy';
import type { DecisionWish } from './decide-request.ts';
import { RequestError } from './errors.ts';
import type { LabelQuestion } from './examine.ts';
import { type Given, givenIn } from './given.ts';
import { kindOf, listed, Members } from './members.ts';
import { optionNames, optionsOf } from './request-options.ts';
import type { Sources } from './sources.ts';
import type { SpifShelf } from './spif-shelf.ts';

/** What can be asked. */
export const ops = ['decide', 'validate', 'mark', 'map', 'decode', 'encode'] as const;
export type Op = (typeof ops)[number];

/** A request that was read: every member of its kind, every file named in it read. */
export interface Request {
  readonly op: Op;
  /** Undefined where no SPIF is named, as `decode` and `encode` may. */
  readonly policies: Policies | undefined;
  readonly label: Given | 'default' | undefined;
  readonly clearances: readonly Given[] | undefined;
  readonly question: LabelQuestion;
  readonly decision: DecisionWish;
  readonly holding: ClearanceOptions;
  readonly marking: MarkingWish;
  readonly mapping: MappingWish;
  /** `map`: a policy, `encode`: a syntax. */
  readonly to: string | undefined;
  /** `encode`: the dates of a STANAG 4774 label. */
  readonly created: string | undefined;
  readonly review: string | undefined;
}

/** Where requests get SPIF files and other files from, and the time that is now. */
export interface Desk {
  readonly shelf: SpifShelf;
  readonly sources: Sources;
  readonly now: () => Date;
}

/** @throws RequestError */
export function readRequest(value: unknown, desk: Desk): Request {
  const members = Members.of('the request', value, requestMembers);
  const op = opOf(members);
  const options = Members.of('`options`', members.any('options') ?? {}, optionNames);
  const paths = members.texts('spif');
  const mode = members.flag('strict') ? 'strict' : 'lenient';
  const now = momentOf(members.text('now')) ?? desk.now();
  return {
    op,
    policies: paths.length === 0 ? undefined : desk.shelf.take(paths, mode),
    label: labelOf(members, desk),
    clearances: clearancesOf(members, desk),
    question: questionOf(members, options, now),
    decision: { now, ...optionsOf(options, ['classification', 'permissiveScope', 'mapping']) },
    holding: optionsOf(options, ['memberships']),
    marking: markingOf(members, options),
    mapping: {
      now,
      purpose: members.oneOf('purpose', purposes) ?? 'originate',
      ...optionsOf(options, ['informative', 'privacyMark']),
    },
    to: members.text('to'),
    created: dateTimeIn(members, 'created'),
    review: dateTimeIn(members, 'review'),
  };
}

const requestMembers = [
  'id',
  'op',
  'spif',
  'strict',
  'label',
  'clearance',
  'mode',
  'now',
  'lang',
  'location',
  'to',
  'purpose',
  'created',
  'review',
  'options',
] as const;

const purposes = ['originate', 'receive', 'intermediary'] as const satisfies readonly MappingPurpose[];

const locations = [
  'pageTop',
  'pageBottom',
  'documentStart',
  'documentEnd',
  'firstLineOfText',
  'lastLineOfText',
  'subject',
  'xHeader',
  'portionMarking',
  'inputTitle',
  'waterMark',
] as const satisfies readonly MarkingLocation[];

function opOf(members: Members): Op {
  const value = members.any('op');
  const op = ops.find((known) => known === value);
  if (op !== undefined) return op;
  throw new RequestError('unknown-op', `\`op\` is ${kindOf(value)}; write one of ${listed(ops)}`);
}

/** `null` asks for the default label. */
function labelOf(members: Members, { sources }: Desk): Request['label'] {
  if (!members.has('label')) return undefined;
  const value = members.any('label');
  return value === undefined ? 'default' : givenIn('`label`', value, labelWordNames, sources);
}

/** `null` and `"none"` are a holder with nothing. */
function clearancesOf(members: Members, { sources }: Desk): Request['clearances'] {
  if (!members.has('clearance')) return undefined;
  const value = members.any('clearance');
  if (value === undefined || value === 'none') return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => givenIn('`clearance`', one, clearanceWordNames, sources));
}

const labelWordNames = ['policy', 'classification', 'categories', 'privacyMark'] as const;
const clearanceWordNames = ['policy', 'classifications', 'categories'] as const;

function questionOf(members: Members, options: Members, now: Date): LabelQuestion {
  const mode = members.oneOf('mode', ['read', 'new'] as const) ?? 'read';
  return { mode, now, ...optionsOf(options, ['absentPolicy', 'expiredPolicy', 'elapsedReview']) };
}

function markingOf(members: Members, options: Members): MarkingWish {
  const location: MarkingLocation | undefined = members.oneOf('location', locations);
  return {
    language: members.text('lang'),
    location,
    elsewhere: options.oneOf('elsewhere', ['name', 'chain']),
  };
}

function dateTimeIn(members: Members, name: string): string | undefined {
  const text = members.text(name);
  momentOf(text, name);
  return text;
}

function momentOf(text: string | undefined, name = 'now'): Date | undefined {
  if (text === undefined) return undefined;
  if (isDateTime(text)) return new Date(instantOf(text));
  throw new RequestError(
    'bad-request',
    `\`${name}\` is ${kindOf(text)}; write a moment like \`2026-11-15T12:00:00Z\``,
  );
}
