import {
  fallbackLocations,
  isAt,
  type Marking,
  type MarkingLocation,
  type Phrase,
  type Qualifier,
} from './marking.ts';

/** What a marking says in one language at one place. */
export interface Shown {
  /** The phrase for something, or its name where there is none; empty where it is not to be shown. */
  phrase(name: string): string;
  /** The text before, after or between values. */
  qualifier(place: Qualifier['place']): string | undefined;
  /** What stands in place of the policy's name; undefined where the name stays. */
  readonly policyPhrase: string | undefined;
  readonly suppressesClassification: boolean;
}

/** Where a phrase is to be shown, and whether one for another place is better than the bare name. */
export interface Place {
  readonly location: MarkingLocation;
  readonly elsewhere: 'name' | 'chain' | undefined;
}

/**
 * Picks from a marking what is said in a language: in exactly that one, else in its primary language (`fr` for
 * `fr-CA`), else without a language named. Qualifiers that a language lacks are taken from what is said without one,
 * phrases are not: half a translation would be a marking in two languages.
 *
 * Source: ADatP-4774.1 §3.5.
 */
export function inLanguage(marking: Marking, wanted: string, place: Place): Shown {
  const language = spoken(marking, wanted.toLowerCase());
  const { location } = place;
  const phrases = phrasesAt(
    marking.phrases.filter((one) => one.language === language),
    place,
  );
  const [phrase] = phrases;
  return {
    phrase: (name) => phraseText(phrase, name),
    qualifier: (kind) =>
      qualifierText(marking, language, kind, location) ?? qualifierText(marking, '', kind, location),
    policyPhrase: phrase?.codes.has('replacePolicy') ? (phrase.text ?? '') : undefined,
    suppressesClassification: phrases.some(({ codes }) => codes.has('suppressClassName')),
  };
}

/** Those for the place, else those for the first of the fallback places that has one. */
function phrasesAt(phrases: readonly Phrase[], { location, elsewhere }: Place): readonly Phrase[] {
  const places = elsewhere === 'chain' ? [location, ...fallbackLocations] : [location];
  return (
    places.map((one) => phrases.filter(({ codes }) => isAt(codes, one))).find((some) => some.length > 0) ?? []
  );
}

function spoken(marking: Marking, wanted: string): string {
  const languages = new Set([...marking.phrases, ...marking.qualifiers].map(({ language }) => language));
  return [wanted, wanted.replace(/[-_].*/, '')].find((language) => languages.has(language)) ?? '';
}

function phraseText(phrase: Phrase | undefined, name: string): string {
  if (phrase === undefined) return name;
  if (phrase.codes.has('noNameDisplay')) return '';
  return phrase.codes.has('replacePolicy') ? name : (phrase.text ?? name);
}

/** For this place, else for every place, else for another place: a separator made for the top is better than none. */
function qualifierText(
  marking: Marking,
  language: string,
  place: Qualifier['place'],
  location: MarkingLocation,
): string | undefined {
  const candidates = marking.qualifiers.filter((one) => one.language === language && one.place === place);
  const here = candidates.find(({ code }) => code !== undefined && isAt(new Set([code]), location));
  const chosen = here ?? candidates.find(({ code }) => code === undefined) ?? candidates[0];
  return chosen?.text;
}
