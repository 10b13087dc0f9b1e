import { type Element, textOf } from '#xml';
import { LabelError } from './errors.ts';
import { isBlank } from './xml-schema.ts';

/**
 * The elements inside an element that has only elements in it, taken one after another in the order of its schema.
 * An element that stands elsewhere, or twice, is in the way of the next and refused: nothing is looked for.
 *
 * Source: XML Schema Part 1 §3.8 (sequence)
 */
export class Sequence {
  readonly #parent: Element;
  readonly #namespace: string;
  #at = 0;

  /** `namespace`: that of the elements which are taken by name. */
  constructor(parent: Element, namespace: string) {
    this.#parent = parent;
    this.#namespace = namespace;
  }

  /** The next element, without taking it; undefined at the end. @throws LabelError for text before it */
  get next(): Element | undefined {
    const { children } = this.#parent;
    for (; this.#at < children.length; this.#at++) {
      const child = children[this.#at];
      if (typeof child !== 'string') return child;
      if (!isBlank(child)) throw new LabelError('label-structure', `text in \`${this.#parent.name}\``);
    }
    return undefined;
  }

  /** Takes the next element if it has this name. */
  take(name: string, namespace = this.#namespace): Element | undefined {
    const { next } = this;
    if (next?.name !== name || next.namespace !== namespace) return undefined;
    this.#at++;
    return next;
  }

  /** Takes the next element, which must have this name. */
  need(name: string, namespace = this.#namespace): Element {
    return this.take(name, namespace) ?? this.#refuse(`\`${name}\``);
  }

  /** Takes all elements of this name that come next. */
  takeAll(name: string, namespace = this.#namespace): Element[] {
    const taken: Element[] = [];
    for (let one = this.take(name, namespace); one !== undefined; one = this.take(name, namespace)) {
      taken.push(one);
    }
    return taken;
  }

  /** Takes the elements that come next and are in another namespace: what the schema lets others add. */
  takeForeign(): Element[] {
    const taken: Element[] = [];
    for (;;) {
      const { next } = this;
      if (next === undefined || !isForeign(next, this.#namespace)) return taken;
      taken.push(next);
      this.#at++;
    }
  }

  /** @throws LabelError when there is another element or text */
  finish(): void {
    if (this.next !== undefined) this.#refuse('nothing more');
  }

  #refuse(wanted: string): never {
    const { next } = this;
    const found = next === undefined ? 'nothing' : `\`${next.name}\` of \`${next.namespace}\``;
    throw new LabelError(
      'label-structure',
      `${found} in \`${this.#parent.name}\` where ${wanted} should stand`,
    );
  }
}

/** Is it in a namespace, and not in this one? Source: XML Schema Part 1 §3.10.1 (##other) */
export function isForeign(wire: Element, namespace: string): boolean {
  return wire.namespace !== namespace && wire.namespace !== '';
}

/** The text of an element that has nothing but text, in however many pieces. @throws LabelError `label-structure` */
export function onlyText(wire: Element): string {
  const [first, second] = wire.children;
  // Nearly every one has its text in one piece
  if (typeof first === 'string' && second === undefined) return first;
  const inside = wire.children.find((child) => typeof child !== 'string');
  if (inside === undefined) return textOf(wire);
  throw new LabelError('label-structure', `element \`${inside.name}\` in \`${wire.name}\``);
}

/**
 * Where the schema is to be found may be said anywhere, and is passed over. Source: XML Schema Part 1 §2.6
 *
 * @throws LabelError `label-structure` for an attribute that is not among these
 */
export function onlyAttributes(wire: Element, known: readonly string[]): void {
  for (const name in wire.attributes) {
    if (!known.includes(name) && name !== schemaLocation) {
      throw new LabelError('label-structure', `attribute \`${name}\` of \`${wire.name}\``);
    }
  }
}

const schemaLocation = '{http://www.w3.org/2001/XMLSchema-instance}schemaLocation';
