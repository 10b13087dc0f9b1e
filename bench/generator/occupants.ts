import type { Client } from './log-in.ts';
import { MessageCounter } from './message-counter.ts';

/** Longest wait for one occupant to have entered, in milliseconds. */
const enterTimeoutMs = 60_000;

/** Somebody in the room: messages that arrived are counted, and nothing else is read. */
export class BenchOccupant {
  readonly client: Client;
  readonly #counter = new MessageCounter();
  readonly #arrived: (count: number) => void;
  #count = 0;
  #whenOne: () => void = () => undefined;
  #kept: Buffer[] | undefined;

  /** `arrived` is told how many messages more have come. */
  constructor(client: Client, arrived: (count: number) => void) {
    this.client = client;
    this.#arrived = arrived;
    client.socket.on('data', (bytes: Buffer) => {
      this.#received(bytes);
    });
  }

  /** Messages since it was last asked. */
  takeCount(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  /** Enters without history: the subject, which ends the entering, is the first message that comes. */
  async enter(room: string, nick: string): Promise<void> {
    const entered = this.#nextMessage();
    this.client.socket.write(
      `<presence to='${room}/${nick}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`,
    );
    await entered;
  }

  /** Opens the room that it has made to the others. */
  async open(room: string): Promise<void> {
    const id = 'open-the-room';
    const answered = new Promise<void>((resolve) => {
      const look = (bytes: Buffer): void => {
        if (!bytes.includes(id)) return;
        this.client.socket.off('data', look);
        resolve();
      };
      this.client.socket.on('data', look);
    });
    this.client.socket.write(
      `<iq type='set' id='${id}' to='${room}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`,
    );
    await answered;
  }

  keep(): void {
    this.#kept = [];
  }

  /** What has arrived since `keep`. */
  get kept(): string {
    return Buffer.concat(this.#kept ?? []).toString();
  }

  #nextMessage(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${this.client.jid} could not enter the room`));
      }, enterTimeoutMs);
      this.#whenOne = () => {
        clearTimeout(timer);
        this.#whenOne = () => undefined;
        resolve();
      };
    });
  }

  #received(bytes: Buffer): void {
    this.#kept?.push(Buffer.from(bytes));
    const count = this.#counter.count(bytes);
    if (count === 0) return;
    this.#count += count;
    this.#whenOne();
    this.#arrived(count);
  }
}
