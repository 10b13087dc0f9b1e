/**
 * An XML element as a value: names resolved, entities decoded, nothing of its spelling left.
 *
 * An attribute's key is its local name, or `{namespace}local` when it has a namespace (`xml:lang` is
 * `{http://www.w3.org/XML/1998/namespace}lang`). Namespace declarations are not attributes.
 */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
  /**
   * The characters it was read from, if they mean the same inside any parent whose default namespace is
   * `source.within`. A copy made by spreading has none, so what was changed is written anew.
   */
  readonly source?: Source;
}

/** How an element was written: `serialize` repeats it instead of writing the element anew. */
export interface Source {
  readonly text: string;
  /** The default namespace that the text was read in. */
  readonly within: string;
}

/** A new element; attributes that are `undefined` are left out. */
export function element(
  namespace: string,
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly (Element | string)[] = [],
): Element {
  const present: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) setAttribute(present, key, value);
  }
  return { name, namespace, attributes: present, children };
}

/** Sets an attribute, also one that has the name of something every object has. */
export function setAttribute(attributes: Record<string, string>, key: string, value: string): void {
  if (key !== '__proto__') attributes[key] = value;
  else
    Object.defineProperty(attributes, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Its child elements, without text. */
export function childElements(parent: Element): Element[] {
  return parent.children.filter((child) => typeof child !== 'string');
}

/** Its first child element of that name. */
export function childOf(parent: Element, namespace: string, name: string): Element | undefined {
  for (const child of parent.children) {
    if (typeof child !== 'string' && child.name === name && child.namespace === namespace) return child;
  }
  return undefined;
}

/** All its child elements of that name. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return childElements(parent).filter((child) => child.name === name && child.namespace === namespace);
}

/** Its own text: the character data directly inside it, joined. */
export function textOf(parent: Element): string {
  let text = '';
  for (const child of parent.children) if (typeof child === 'string') text += child;
  return text;
}
