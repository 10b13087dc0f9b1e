import { escapeAttribute } from './escape.ts';
import { xmlNamespace } from './prefixes.ts';

/** Prefixes, each with the namespace that it stands for. */
export type DeclaredPrefixes = Readonly<Record<string, string>>;

/** A start tag that is being written, without its `>`. */
export class TagWriter {
  text: string;
  /** The name with its prefix, for the end tag. */
  readonly written: string;
  /** The default namespace of what is inside. */
  readonly inside: string;
  readonly #outer: DeclaredPrefixes;
  /** Prefixes that this tag declares for its attributes, by namespace. */
  readonly #own = new Map<string, string>();

  /** `within` is the default namespace in force at the tag, `outer` the prefixes that it may use. */
  constructor(name: string, namespace: string, within: string, outer: DeclaredPrefixes) {
    this.#outer = outer;
    const prefix = namespace === within ? undefined : prefixOf(namespace, outer);
    this.written = prefix === undefined ? name : `${prefix}:${name}`;
    this.text = `<${this.written}`;
    this.inside = prefix === undefined ? namespace : within;
    if (this.inside !== within) this.add('xmlns', namespace);
  }

  /** Adds an attribute, or a declaration, under the name as it is to be written. */
  add(written: string, value: string): void {
    this.text += ` ${written}="${escapeAttribute(value)}"`;
  }

  /** Adds attributes keyed as those of an `Element`. */
  addAttributes(attributes: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(attributes)) {
      const end = key.lastIndexOf('}');
      if (end === -1) this.add(key, value);
      else this.add(`${this.#prefixFor(key.slice(1, end))}:${key.slice(end + 1)}`, value);
    }
  }

  /** The prefix of an attribute's namespace, which is declared here if it is not yet. */
  #prefixFor(namespace: string): string {
    if (namespace === xmlNamespace) return 'xml';
    const declared = prefixOf(namespace, this.#outer) ?? this.#own.get(namespace);
    if (declared !== undefined) return declared;
    let number = this.#own.size + 1;
    while (Object.hasOwn(this.#outer, `ns${number}`)) number += 1;
    const prefix = `ns${number}`;
    this.#own.set(namespace, prefix);
    this.add(`xmlns:${prefix}`, namespace);
    return prefix;
  }
}

function prefixOf(namespace: string, prefixes: DeclaredPrefixes): string | undefined {
  for (const [prefix, declared] of Object.entries(prefixes)) if (declared === namespace) return prefix;
  return undefined;
}
