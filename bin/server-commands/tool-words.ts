import { RequestError } from '../../reference-server/tools/index.ts';

/** `Tag set: ONE, TWO` of the command line, as the categories of a label or clearance. @throws RequestError */
export function categoriesIn(texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const categories = new Map<string, readonly string[]>();
  for (const text of texts) {
    const at = text.indexOf(':');
    const tagSet = text.slice(0, at).trim();
    const values = wordsIn(text.slice(at + 1));
    if (at === -1 || tagSet === '' || values.length === 0)
      throw new RequestError('bad-request', `category \`${text}\`; write it as \`Tag set: VALUE, VALUE\``);
    categories.set(tagSet, [...(categories.get(tagSet) ?? []), ...values]);
  }
  return Object.fromEntries(categories);
}

/** Words with commas between. */
export function wordsIn(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Of an option that may be repeated. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
