import { LabelError } from '../errors.ts';

/** The parts of an object, none of them outside `known`. @throws LabelError `label-structure` */
export function partsOf(
  what: string,
  value: unknown,
  known?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LabelError('label-structure', `${what} that is ${nounOf(value)}, not an object`);
  }
  const entries: [string, unknown][] = Object.entries(value);
  for (const [name] of entries) {
    if (known !== undefined && !known.includes(name)) {
      throw new LabelError('label-structure', `unknown part \`${name}\` of a ${what}`);
    }
  }
  // Not the object itself: what it inherits is not a part
  return Object.fromEntries(entries);
}

/** The text under `name`, if there; with `alone`, no part but those may stand beside it. @throws LabelError `label-structure` */
export function textIn(
  what: string,
  parts: Readonly<Record<string, unknown>>,
  name: string,
  alone?: readonly string[],
): string | undefined {
  const text = parts[name];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || text === '') {
    throw new LabelError('label-structure', `${name} of a ${what} that is ${nounOf(text)}, not a text`);
  }
  const other = alone && Object.keys(parts).find((part) => !alone.includes(part));
  if (other !== undefined) {
    throw new LabelError('label-structure', `${what} with both \`${name}\` and \`${other}\``);
  }
  return text;
}

/** What a value is, for people. */
export function nounOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `the ${typeof value} \`${JSON.stringify(value, asText)}\``;
}

function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
