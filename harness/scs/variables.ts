import { escapeAttribute } from '#xml';

/** `${Juliet's phone's full JID}` in a text: whose JID, which, and where. */
export interface Variable {
  readonly whole: string;
  /** The name, as far as it is one: everything up to the last `'s `. */
  readonly who: string;
  readonly which: 'JID' | 'full JID';
  readonly index: number;
}

const written = /\$\{([^{}]*)\}/g;
const understood = /^(.+)'s (JID|full JID)$/;

/** The variables of a text, in order. */
export function variablesIn(text: string): readonly Variable[] {
  return [...text.matchAll(written)].flatMap((found) => {
    const variable = read(found[0], found[1] ?? '', found.index);
    return variable === undefined ? [] : [variable];
  });
}

/** What is written as a variable and is none: `${Juliet's name}`. */
export function misspeltIn(text: string): readonly { readonly whole: string; readonly index: number }[] {
  return [...text.matchAll(written)]
    .filter((found) => !understood.test(found[1] ?? ''))
    .map((found) => ({ whole: found[0], index: found.index }));
}

/** The text with its variables filled in, as attributes and text of XML say them. */
export function fillIn(text: string, jidOf: (variable: Variable) => string): string {
  return text.replace(written, (whole: string, inside: string, index: number) => {
    const variable = read(whole, inside, index);
    return variable === undefined ? whole : escapeAttribute(jidOf(variable));
  });
}

function read(whole: string, inside: string, index: number): Variable | undefined {
  const [, who, which] = understood.exec(inside) ?? [];
  if (who === undefined || which === undefined) return undefined;
  return { whole, who, which: which === 'JID' ? 'JID' : 'full JID', index };
}
