import type { Element } from '#xml';
import { serializeContent } from './serialize-stanza.ts';
import type { Stanza } from './stanza.ts';

/** What the copies of one stanza have in common, whoever they are for: its children, and those as text. */
export interface Rendition {
  readonly element: Element;
  /** As `serializeContent` wrote it for `jabber:client`. */
  readonly content: string;
}

/**
 * How one stanza is written for the many that get it: made once for each of their languages, and written once for all
 * languages in which it is the same. For as long as it goes to everybody, which no change of rules interrupts.
 */
export class Renditions {
  readonly #byLanguage = new Map<string | undefined, Rendition>();
  readonly #contents = new Map<Element, string>();
  #of: Element | undefined;

  /** `stanza` may have another address than the one before. Of another stanza altogether it makes a rendition and keeps none. */
  in(lang: string | undefined, stanza: Stanza, make: () => Stanza): Rendition {
    this.#of ??= stanza.element;
    if (this.#of !== stanza.element) return this.#written(make());
    const known = this.#byLanguage.get(lang);
    if (known !== undefined) return known;
    const rendition = this.#written(make());
    this.#byLanguage.set(lang, rendition);
    return rendition;
  }

  #written(stanza: Stanza): Rendition {
    const { element } = stanza;
    const content = this.#contents.get(element) ?? serializeContent(stanza);
    this.#contents.set(element, content);
    return { element, content };
  }
}
