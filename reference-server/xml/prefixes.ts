/** The namespace of `xml:`, which needs no declaration. */
export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
/** The namespace of declarations themselves; nothing may be declared to be in it. */
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** What a prefix stands for, and how deep the element is nested that declares it. */
export interface Binding {
  readonly namespace: string;
  readonly depth: number;
}

/**
 * The prefixes in scope while an element is read. The time of a look-up does not grow with the number
 * of declarations, so many declarations cost a sender more than the reader.
 */
export class Prefixes {
  readonly #bound = new Map<string, Binding>([['xml', { namespace: xmlNamespace, depth: predeclared }]]);
  /** Declarations in order, each with what it hides. */
  readonly #declared: { readonly prefix: string; readonly hidden: Binding | undefined }[] = [];

  find(prefix: string): Binding | undefined {
    return this.#bound.get(prefix);
  }

  /** How many declarations are in scope: what `leave` goes back to. */
  get count(): number {
    return this.#declared.length;
  }

  declare(prefix: string, binding: Binding): void {
    this.#declared.push({ prefix, hidden: this.#bound.get(prefix) });
    this.#bound.set(prefix, binding);
  }

  /** Forgets all declarations but the first `count`. */
  leave(count: number): void {
    while (this.#declared.length > count) {
      const last = this.#declared.pop();
      if (last === undefined) return;
      if (last.hidden === undefined) this.#bound.delete(last.prefix);
      else this.#bound.set(last.prefix, last.hidden);
    }
  }

  /** Every prefix in scope but `xml`, with its namespace. */
  all(): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    for (const [prefix, { namespace }] of this.#bound) if (prefix !== 'xml') all.set(prefix, namespace);
    return all;
  }
}

/** Deeper than any element: whoever uses this binding depends on no declaration. */
const predeclared = 0x3fffffff;

/** Why no document may make this declaration, or undefined. Source: Namespaces in XML 1.0 §2.2, §3, §5. */
export function findBadDeclaration(prefix: string, namespace: string): string | undefined {
  // A namespace name is a URI reference, and those have no white space
  if (/\s/.test(namespace)) return 'namespace with white space';
  if (namespace === xmlnsNamespace || prefix === 'xmlns') return 'the namespace of `xmlns` is declared';
  if ((namespace === xmlNamespace) !== (prefix === 'xml'))
    return 'the namespace of `xml` is not that of the prefix `xml`';
  if (namespace === '' && prefix !== '') return 'a prefix is declared without a namespace';
  return undefined;
}
