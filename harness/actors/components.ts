import { childElements, type Element, parseDocument } from '#xml';
import type { Actor, Arrival, Observer } from './actor.ts';
import { type ComponentEndpoint, openComponent } from './component.ts';
import { ComponentActor, type ComponentUser } from './component-actor.ts';
import { ns } from './namespaces.ts';
import { replyToIq } from './reply-to-iq.ts';
import { withSender } from './stanza-text.ts';

/**
 * The components that the harness plays in one part: one connection for each, which all its actors share. What comes on it is told
 * to the actors whose address it is for, and to those who are the component itself.
 */
export class Components {
  readonly #gateways = new Map<string, Promise<Gateway>>();
  readonly #arrived: (domain: string, text: string) => void;

  /** `arrived` is told of all that comes on a component's connection, for whomever there. */
  constructor(arrived: (domain: string, text: string) => void = () => undefined) {
    this.#arrived = arrived;
  }

  /**
   * Somebody comes online at a component; the first one there connects it.
   *
   * @throws SessionError when the server refuses the component.
   */
  async join(
    name: string,
    user: ComponentUser,
    endpoint: ComponentEndpoint,
    observer: Observer,
    signal: AbortSignal,
  ): Promise<Actor> {
    const { domain } = endpoint;
    const known = this.#gateways.get(domain);
    const opening = known ?? this.#open(endpoint, signal);
    if (known === undefined) {
      this.#gateways.set(domain, opening);
      opening.catch(() => this.#gateways.delete(domain));
    }
    return (await opening).join(name, user, observer);
  }

  async #open(endpoint: ComponentEndpoint, signal: AbortSignal): Promise<Gateway> {
    const { domain } = endpoint;
    const gateway = new Gateway(domain, () => this.#gateways.delete(domain));
    const connection = await openComponent(domain, endpoint, gateway.observer, signal);
    connection.onArrival(({ text }) => {
      this.#arrived(domain, text);
    });
    gateway.connected(connection);
    return gateway;
  }
}

/** One component's connection, and who is there. */
class Gateway {
  readonly #domain: string;
  readonly #left: () => void;
  readonly #actors = new Set<ComponentActor>();
  #connection: Actor | undefined;

  constructor(domain: string, left: () => void) {
    this.#domain = domain;
    this.#left = left;
  }

  /** What ends the stream is told to all who are there; all else comes as an arrival. */
  readonly observer: Observer = {
    stanza: (direction, text) => {
      const isError = direction === 'received' && text.startsWith('<stream:error');
      if (isError) for (const actor of this.#actors) actor.streamFailed(text);
    },
    stream: (event, detail) => {
      if (event === 'error' || event === 'closed')
        for (const actor of this.#actors) actor.streamEnded(event, detail);
    },
  };

  connected(connection: Actor): void {
    this.#connection = connection;
    connection.onArrival(({ text }) => {
      this.#deliver(asClientArrival(text));
    });
    void connection.closed.then(this.#left);
  }

  join(name: string, user: ComponentUser, observer: Observer): Actor {
    const connection = this.#connection;
    if (!connection) throw new Error('not connected');
    const actor: ComponentActor = new ComponentActor(
      { name, user, domain: this.#domain, closed: connection.closed },
      observer,
      {
        transmit: (text) => {
          connection.send(text);
        },
        leave: () => this.#leave(actor),
      },
    );
    this.#actors.add(actor);
    return actor;
  }

  /** Who is written to hears of it, and answers; the component itself answers for those who are not there, and for its domain. */
  #deliver(arrival: Arrival): void {
    const to = arrival.element.attributes['to'] ?? '';
    const named = [...this.#actors].filter((actor) => actor.isAt(to));
    const whole = [...this.#actors].filter((actor) => actor.isWhole && !named.includes(actor));
    const [answering] = [...named, ...whole];
    for (const actor of [...named, ...whole]) actor.arrived(arrival, actor === answering);
    const reply = answering === undefined ? replyToIq(arrival) : undefined;
    if (reply !== undefined) this.#connection?.send(withSender(reply, to));
  }

  /** The last one who goes disconnects the component. */
  async #leave(actor: ComponentActor): Promise<void> {
    this.#actors.delete(actor);
    if (this.#actors.size > 0) return;
    this.#left();
    await this.#connection?.close();
  }
}

/** What came as a client would have it: the content namespace of components is written `jabber:client`, and nothing else differs. */
function asClientArrival(text: string): Arrival {
  const clientText = text.replace(
    /(\sxmlns(?::[\w.-]+)?\s*=\s*)(['"])jabber:component:accept\2/g,
    '$1$2jabber:client$2',
  );
  return { element: elementOf(clientText), text: clientText };
}

/** The element of a text that was read before. */
function elementOf(text: string): Element {
  const stream = parseDocument(`<s xmlns='${ns.client}' xmlns:stream='${ns.streams}'>${text}</s>`);
  const [element] = childElements(stream);
  if (element === undefined) throw new Error('no element');
  return element;
}
