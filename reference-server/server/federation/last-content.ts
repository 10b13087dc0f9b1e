import type { Element } from '#xml';
import { type Stanza, serializeContent } from '../../xmpp/index.ts';

/** What a stanza holds as text, made once for the many at peers who get one thing, one after the other. */
export class LastContent {
  #element: Element | undefined;
  #namespace = '';
  #text = '';

  of(stanza: Stanza, namespace: string): string {
    const { element } = stanza;
    if (this.#element !== element || this.#namespace !== namespace) {
      this.#element = element;
      this.#namespace = namespace;
      this.#text = serializeContent(stanza, namespace);
    }
    return this.#text;
  }
}
