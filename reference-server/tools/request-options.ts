import type { Members } from './members.ts';

/** What the engine can be told, and the words for it. The first is the default. */
const optionWords = {
  classification: ['explicit', 'dominates'],
  permissiveScope: ['tag', 'tagSet'],
  mapping: ['allow', 'refuse'],
  memberships: ['ignore', 'expand'],
  absentPolicy: ['refuse', 'governing'],
  expiredPolicy: ['deny', 'warn'],
  elapsedReview: ['ignore', 'succeed'],
  informative: ['refuse', 'discard'],
  privacyMark: ['discard', 'keep'],
  elsewhere: ['name', 'chain'],
} as const;
type OptionName = keyof typeof optionWords;

/** The names of all of them. */
export const optionNames: readonly string[] = Object.keys(optionWords);

/** The words that were chosen. */
export type Chosen<Name extends OptionName> = {
  readonly [Each in Name]?: (typeof optionWords)[Each][number];
};

/** Those of some names, where the request has them. @throws RequestError `bad-request` */
export function optionsOf<Name extends OptionName>(options: Members, names: readonly Name[]): Chosen<Name> {
  const chosen: { [Each in Name]?: (typeof optionWords)[Each][number] } = {};
  for (const name of names) {
    const words: readonly (typeof optionWords)[Name][number][] = optionWords[name];
    const word = options.oneOf(name, words);
    if (word !== undefined) chosen[name] = word;
  }
  return chosen;
}
