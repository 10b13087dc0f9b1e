import { type Field, type FieldOption, flagValues } from '../../forms/form.ts';
import { type FilledIn, readFlag } from '../../forms/read-form.ts';
import type { RoomConfig } from '../room-config.ts';

/** One thing that an owner configures: how the form shows it, and what a form that came back says of it. */
export interface ConfigField {
  shown(config: RoomConfig): readonly Field[];
  /** What changes; nothing where the form does not name it. `undefined`: a value that it cannot have. */
  read(form: FilledIn, config: RoomConfig): Partial<RoomConfig> | undefined;
}

/** A text of one line. */
export const oneLine = /^[^\p{Cc}]*$/u;

type Get<Value> = (config: RoomConfig) => Value;
type Set<Value> = (value: Value) => Partial<RoomConfig>;

/** Yes or no. */
export function flag(
  [name, label]: readonly [string, string],
  get: Get<boolean>,
  set: Set<boolean>,
): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'boolean', label, values: flagValues(get(config)) }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const value = readFlag(values);
      return value === undefined ? undefined : set(value);
    },
  };
}

/** Text of at most so many characters. */
export function text(
  [name, label, maxLength, pattern]: readonly [string, string, number, RegExp],
  get: Get<string>,
  set: Set<string>,
): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'text-single', label, values: textValues(get(config)) }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const value = textOfField(values, maxLength, pattern);
      return value === undefined ? undefined : set(value);
    },
  };
}

/** One of some words. */
export function choice(
  [name, label, options]: readonly [string, string, readonly FieldOption[]],
  get: Get<string>,
  set: Readonly<Record<string, Partial<RoomConfig>>>,
): ConfigField {
  return {
    shown: (config) => [{ var: name, type: 'list-single', label, values: [get(config)], options }],
    read: (form) => {
      const values = form.get(name);
      if (values === undefined) return {};
      const [value = '', another] = values;
      return another === undefined && Object.hasOwn(set, value) ? set[value] : undefined;
    },
  };
}

/** A whole number within bounds; `none` is the highest. The first of its names is the one that the form shows. */
export function number(
  [names, label, least, most]: readonly [readonly [string, ...string[]], string, number, number],
  get: Get<number>,
  set: Set<number>,
): ConfigField {
  return {
    shown: (config) => [{ var: names[0], type: 'text-single', label, values: [String(get(config))] }],
    read: (form) => {
      const values = names.map((name) => form.get(name)).find((given) => given !== undefined);
      if (values === undefined) return {};
      const [value = '', another] = values;
      const wished = value === 'none' ? most : Number(value);
      const isNumber = value === 'none' || /^\d{1,9}$/.test(value);
      return another === undefined && isNumber && wished >= least && wished <= most ? set(wished) : undefined;
    },
  };
}

/** The text of a field of one line; empty where nothing stands in it. */
export function textOfField(
  values: readonly string[],
  maxLength: number,
  pattern: RegExp,
): string | undefined {
  // A client may write a text of several lines as several values
  const text = values.join('\n');
  return text.length <= maxLength && pattern.test(text) ? text : undefined;
}

/** The values of a field with a text. */
export function textValues(text: string): string[] {
  return text === '' ? [] : [text];
}
