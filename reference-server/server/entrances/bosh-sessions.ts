import { randomBytes } from 'node:crypto';
import type { Element } from '#xml';
import type { Origin } from '../../enforcement/index.ts';
import {
  type BoshChannel,
  type BoshRequest,
  type BoshTerms,
  endText,
  numberOf,
  overBosh,
} from '../../xmpp/index.ts';
import type { Connection } from './connection.ts';
import type { Pending, PendingConnections } from './pending-connections.ts';
import { Roaming } from './roaming.ts';

/** Longest that a request is held, in seconds, whatever the client asks for. */
const maxWait = 60;
/** Longest without a request, in seconds. */
const inactivity = 60;
/** The same where the client asks for a pause. */
const maxPause = 120;

/** One request, read; where it comes from is known. */
export interface Posted {
  readonly body: Element;
  readonly rid: number;
  readonly encrypted: boolean;
  readonly address: string;
  /** Of the connection that it came on. */
  readonly pending: Pending;
  readonly answer: (text: string) => void;
  /** Nobody waits for the answer any more. */
  readonly isGone: () => boolean;
}

export interface BoshParts {
  readonly pending: PendingConnections;
  /** Is where each request comes from where its client is? `false`: a server that is broken on purpose. */
  readonly followsClients: boolean;
  /** Where a request from this address comes from. */
  readonly originOf: (address: string) => Promise<Origin>;
  /** Begins a stream. */
  readonly take: (connection: Connection) => void;
}

/** A session, and what is known of it here. */
interface Entry {
  readonly encrypted: boolean;
  readonly roaming: Roaming;
  channel: BoshChannel | undefined;
  isLoggedIn: boolean;
}

/** The sessions over HTTP, by an id that nobody can guess. A request goes to its session, or begins one. */
export class BoshSessions {
  readonly #parts: BoshParts;
  readonly #entries = new Map<string, Entry>();

  constructor(parts: BoshParts) {
    this.#parts = parts;
  }

  /** Takes one request. Source: XEP-0124 §7.1, §8, §17.2. */
  async take(posted: Posted): Promise<void> {
    const { sid } = posted.body.attributes;
    if (sid === undefined) {
      this.#create(posted, await this.#parts.originOf(posted.address));
      return;
    }
    const origin = await this.#originOf(posted, this.#entries.get(sid));
    const entry = this.#entries.get(sid);
    if (entry?.channel === undefined || entry.encrypted !== posted.encrypted) {
      posted.answer(endText('item-not-found'));
      return;
    }
    if (entry.isLoggedIn) posted.pending.leave();
    entry.channel.receive(requestOf(posted, entry.roaming, origin));
  }

  /** Names are asked for once while the address stays the same. */
  async #originOf({ address }: Posted, entry: Entry | undefined): Promise<Origin> {
    const known = entry?.roaming.origin;
    if (known !== undefined && (known.address === address || !this.#parts.followsClients)) return known;
    return this.#parts.originOf(address);
  }

  #create(posted: Posted, origin: Origin): void {
    const pending = this.#parts.pending.enter();
    if (pending?.comesFrom(posted.address) !== true) {
      pending?.leave();
      posted.answer(endText('policy-violation'));
      return;
    }
    const terms = termsFor(posted.body);
    const roaming = new Roaming(origin);
    const entry: Entry = { encrypted: posted.encrypted, roaming, channel: undefined, isLoggedIn: false };
    this.#entries.set(terms.sid, entry);
    const gone = (): void => {
      pending.leave();
      this.#entries.delete(terms.sid);
    };
    const first = requestOf(posted, roaming, origin);
    const beforeResponse = (): void => {
      roaming.onResponse();
    };
    const transport = overBosh(
      { encrypted: posted.encrypted, terms, first, beforeResponse, gone },
      (channel) => {
        entry.channel = channel;
        roaming.wake = () => {
          channel.wake();
        };
      },
    );
    const loggedIn = (): void => {
      pending.leave();
      entry.isLoggedIn = true;
    };
    this.#parts.take({
      transport,
      // No connection of its own: where no stream can begin, its request is answered
      socket: { destroyed: false, destroy: gone },
      address: posted.address,
      canStartTls: false,
      pending: { comesFrom: () => true, leave: loggedIn },
      roaming,
    });
  }
}

function requestOf({ body, rid, answer, isGone }: Posted, roaming: Roaming, origin: Origin): BoshRequest {
  return {
    body,
    rid,
    place: [origin.address, ...origin.names].join(' '),
    begin: () => {
      roaming.comeFrom(origin);
    },
    answer,
    isGone,
  };
}

/** What the client asks for, within our bounds. */
function termsFor(body: Element): BoshTerms {
  return {
    sid: randomBytes(24).toString('base64url'),
    wait: Math.min(numberOf(body, 'wait') ?? maxWait, maxWait),
    hold: Math.min(numberOf(body, 'hold') ?? 1, 1),
    inactivity,
    maxPause,
  };
}
