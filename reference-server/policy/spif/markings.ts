import { type Element, textOf } from '#xml';
import {
  hasPlace,
  type Marking,
  type MarkingCode,
  markingCodes,
  type Phrase,
  type Qualifier,
} from '../marking.ts';
import { collapse } from '../names.ts';
import { attribute, fail, kids, note, type Reading } from './reading.ts';
import { oneOf } from './values.ts';

const xmlLang = '{http://www.w3.org/XML/1998/namespace}lang';

/** What is said about showing one element of a SPIF. Blanks in phrases and qualifiers are kept: they are shown. */
export function readMarking(reading: Reading, ...elements: readonly Element[]): Marking {
  return {
    phrases: elements.flatMap((element) =>
      kids(element, 'markingData').flatMap((data) => phrase(reading, data)),
    ),
    qualifiers: elements.flatMap((element) =>
      kids(element, 'markingQualifier').flatMap((qualifier) => qualifiers(reading, qualifier)),
    ),
  };
}

function phrase(reading: Reading, data: Element): Phrase[] {
  if (reading.version === '3.0') return phrases3(data);
  const text = data.attributes['phrase'];
  const written = kids(data, 'code').map((code) => knownCode(reading, code, collapse(textOf(code))));
  const codes = new Set(written.filter((code) => code !== undefined));
  // For a place that we do not know: it must not end up in one that we do
  if (written.includes(undefined) && !hasPlace(codes)) return [];
  return [{ ...(text === undefined ? {} : { text }), language: languageOf(data), codes }];
}

/**
 * A `markingData` of 3.0, which has no codes: `phrase` stands everywhere but where a phrase of its own does, the short one
 * in the line of the text, the one for input beside an input.
 */
function phrases3(data: Element): Phrase[] {
  const { phrase, simplePhrase, shortPhrase, inputPhrase } = data.attributes;
  const language = languageOf(data);
  const short = shortPhrase ?? simplePhrase;
  const own: readonly (readonly [string | undefined, MarkingCode])[] = [
    [short, 'portionMarking'],
    [inputPhrase, 'inputTitle'],
  ];
  const elsewhere = own.flatMap(([text, code]) => (text === undefined ? [code] : []));
  return [
    ...own.flatMap(([text, code]) =>
      text === undefined ? [] : [{ text, language, codes: new Set([code]) }],
    ),
    ...(phrase === undefined ? [] : [{ text: phrase, language, codes: new Set([...display, ...elsewhere]) }]),
  ];
}

/** Where people see a marking of a whole page, document or message. */
const display: readonly MarkingCode[] = [
  'pageTopBottom',
  'documentStart',
  'documentEnd',
  'firstLineOfText',
  'lastLineOfText',
  'subject',
  'xHeader',
  'waterMark',
];

function qualifiers(reading: Reading, parent: Element): Qualifier[] {
  const written = attribute(parent, 'markingCode');
  const code = written === undefined ? undefined : knownCode(reading, parent, written);
  if (written !== undefined && code === undefined) return [];
  return kids(parent, 'qualifier').map((element) => ({
    text: element.attributes['markingQualifier'] ?? '',
    place: placeOf(reading, element),
    language: languageOf(element) || languageOf(parent),
    ...(code === undefined ? {} : { code }),
  }));
}

/** `finalSeparator` is a word of 3.0. */
function placeOf(reading: Reading, element: Element): Qualifier['place'] {
  const written = attribute(element, 'qualifierCode');
  if (written === undefined)
    fail('spif-missing', element, '<qualifier> has no `qualifierCode`; add the attribute');
  const places = ['prefix', 'suffix', 'separator'] as const;
  const known = reading.version === '3.0' ? ([...places, 'finalSeparator'] as const) : places;
  return oneOf(element, 'qualifierCode', written, known);
}

function knownCode(reading: Reading, element: Element, written: string): MarkingCode | undefined {
  const code = markingCodes.find((known) => known === written);
  if (code === undefined) {
    note(
      reading,
      'unknown-marking-code',
      element,
      `marking code \`${written}\` is not known; what it is for is not shown`,
    );
  }
  return code;
}

function languageOf(element: Element): string {
  return (element.attributes[xmlLang] ?? '').toLowerCase();
}
