import { childElements, childOf, type Element, ElementReader, parseDocument, textOf, XmlError } from '#xml';
import type { Arrival, Observer } from './actor.ts';
import { ns } from './namespaces.ts';

/**
 * What passes on one session, told to its observer and its listeners from the moment it is bound.
 *
 * Before that, passwords and challenges pass, and nothing is told but that the stream opened, and how the server refused
 * to go on. A stream's header, its
 * features and its end are told as events; so is a stream error, by its condition.
 */
export class Wire {
  readonly #observer: Observer;
  readonly #readBinding: (element: Element) => string | undefined;
  readonly #listeners = new Set<(arrival: Arrival) => void>();
  #reader: ElementReader | undefined;
  #jid: string | undefined;

  /** `readBinding` finds the JID in the element that ends the negotiation. */
  constructor(observer: Observer, readBinding: (element: Element) => string | undefined = boundJid) {
    this.#observer = observer;
    this.#readBinding = readBinding;
  }

  /** The JID that was bound, once it was. */
  get jid(): string | undefined {
    return this.#jid;
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A stream begins, or begins anew: what arrives next is its header. */
  begin(): void {
    this.#reader = new ElementReader({
      onRoot: () => undefined,
      onElement: (element, text) => {
        this.arrived({ element, text });
      },
      onEnd: () => undefined,
    });
  }

  /** Bytes arrived. XML that cannot be read is told as a stream error of the server's. */
  received(bytes: Uint8Array): void {
    try {
      this.#reader?.read(bytes);
    } catch (error) {
      this.#unreadable(error);
    }
  }

  /** A message of a WebSocket arrived: one element, perhaps one of the framing, which is nobody's. */
  receivedFrame(bytes: Uint8Array): void {
    if (this.#reader === undefined) return;
    try {
      const element = parseDocument(bytes);
      if (element.namespace !== ns.framing) this.arrived({ element, text: new TextDecoder().decode(bytes) });
    } catch (error) {
      this.#unreadable(error);
    }
  }

  /** Text leaves. Before binding it is nobody's business. */
  sent(text: string): void {
    if (this.#jid !== undefined) this.#observer.stanza('sent', text);
  }

  bound(jid: string): void {
    this.#jid = jid;
    this.#observer.stream('bound', jid);
  }

  closed(detail: string): void {
    this.#reader = undefined;
    this.#observer.stream('closed', detail);
  }

  /** One top-level element arrived. */
  arrived(arrival: Arrival): void {
    const { element, text } = arrival;
    if (element.namespace === ns.streams && element.name === 'error') {
      this.#observer.stanza('received', text);
      this.#observer.stream('error', streamCondition(element));
      return;
    }
    if (this.#jid === undefined) {
      const jid = this.#readBinding(element);
      if (jid !== undefined) this.bound(jid);
      else if (isRefusal(element)) this.#observer.stanza('received', text);
      return;
    }
    this.#observer.stanza('received', text);
    for (const listener of this.#listeners) listener(arrival);
  }

  #unreadable(error: unknown): void {
    if (!(error instanceof XmlError)) throw error;
    this.#reader = undefined;
    this.#observer.stream('error', `received ${error.code}: ${error.message}`);
  }
}

/** Does the server say that a login or a bind request has failed? It holds nothing that the client sent. */
function isRefusal({ name, namespace, attributes }: Element): boolean {
  return (name === 'failure' && namespace === ns.sasl) || (name === 'iq' && attributes['type'] === 'error');
}

/** The condition of a stream error: the first element of its namespace that is not the text. */
export function streamCondition(error: Element): string {
  const conditions = childElements(error).filter(
    (child) => child.namespace === ns.streamErrors && child.name !== 'text',
  );
  return conditions[0]?.name ?? 'undefined-condition';
}

/** The JID that the server gives in answer to a bind request. */
function boundJid(element: Element): string | undefined {
  if (element.name !== 'iq' || element.attributes['type'] !== 'result') return undefined;
  const bind = childOf(element, ns.bind, 'bind');
  const jid = bind && childOf(bind, ns.bind, 'jid');
  return jid && textOf(jid);
}
