/** What an expected attribute says in place of a value. Source: scansion's page on clients, "Matching rules". */
export type Directive =
  | { readonly kind: 'any' }
  | { readonly kind: 'capture'; readonly name: string }
  | { readonly kind: 'unknown' };

/** The directive that a whole value is; `undefined`: it is a value. */
export function directiveIn(value: string): Directive | undefined {
  const [, said] = /^\{scansion:(.*)\}$/.exec(value) ?? [];
  if (said === undefined) return undefined;
  if (said === 'any') return { kind: 'any' };
  const [, name] = /^capture:([\w-]+)$/.exec(said) ?? [];
  return name === undefined ? { kind: 'unknown' } : { kind: 'capture', name };
}
