/** Where a phrase or qualifier is shown. `replacePolicy`, `noNameDisplay` and their like say how, not where. */
export const markingCodes = [
  'pageTop',
  'pageBottom',
  'pageTopBottom',
  'documentStart',
  'documentEnd',
  'noNameDisplay',
  'noMarkingDisplay',
  'suppressClassName',
  'firstLineOfText',
  'lastLineOfText',
  'subject',
  'xHeader',
  'portionMarking',
  'inputTitle',
  'waterMark',
  'replacePolicy',
] as const;
export type MarkingCode = (typeof markingCodes)[number];

/** A place on a page or in a message that a marking can stand in. */
export type MarkingLocation = Exclude<
  MarkingCode,
  'pageTopBottom' | 'noNameDisplay' | 'noMarkingDisplay' | 'suppressClassName' | 'replacePolicy'
>;

/** One `markingData`: a text for some places in one language; `''` is the language that nobody named. */
export interface Phrase {
  readonly text?: string;
  readonly language: string;
  readonly codes: ReadonlySet<MarkingCode>;
}

/** One `qualifier`: what stands before, after or between values, for one place or for all. */
export interface Qualifier {
  readonly text: string;
  readonly place: 'prefix' | 'suffix' | 'separator' | 'finalSeparator';
  readonly language: string;
  readonly code?: MarkingCode;
}

/** What the SPIF says about showing one thing, in document order. */
export interface Marking {
  readonly phrases: readonly Phrase[];
  readonly qualifiers: readonly Qualifier[];
}

/** Where else a phrase is looked for when a place has none of its own, in this order. */
export const fallbackLocations: readonly (MarkingLocation | 'pageTopBottom')[] = [
  'pageTopBottom',
  'pageBottom',
  'pageTop',
  'documentStart',
];

/** Does something marked with these codes belong at this place? Without a place it belongs at the foot of the page. */
export function isAt(codes: ReadonlySet<MarkingCode>, location: MarkingLocation | 'pageTopBottom'): boolean {
  if (codes.has(location)) return true;
  if (location !== 'pageTop' && location !== 'pageBottom') return false;
  if (codes.has('pageTopBottom')) return true;
  return location === 'pageBottom' && !hasPlace(codes);
}

/** Do these codes say where, and not only how? */
export function hasPlace(codes: ReadonlySet<MarkingCode>): boolean {
  for (const code of codes) if (!ways.has(code)) return true;
  return false;
}

/** `noMarkingDisplay` is not among them: what has it stands beside an input, and nowhere else unless that is said too. */
const ways: ReadonlySet<MarkingCode> = new Set([
  'noNameDisplay',
  'suppressClassName',
  'replacePolicy',
] as const);
