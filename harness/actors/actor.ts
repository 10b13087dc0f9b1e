import type { Element } from '#xml';

/** A session that the harness plays: one connection, bound to one JID. Text crosses this border, in both directions. */
export interface Actor {
  /** Its name in the scenario. */
  readonly name: string;
  /** The JID that the server gave it: full for a client, the domain for a component. */
  readonly jid: string;
  /**
   * Writes text as it stands; several calls in a row leave in that order and wait for nothing. What another server's user says gets
   * its sender added, unless it `isWritten` in full by the scenario and the actor is of kind raw.
   */
  send(text: string, isWritten?: boolean): void;
  /** Tells of everything that arrives from now on, in order. Gives the way to be told no more. */
  onArrival(listener: (arrival: Arrival) => void): () => void;
  /** Settles when the connection has ended, whoever ended it. Never rejects. */
  readonly closed: Promise<void>;
  /** Ends the stream, then the connection. Never rejects. */
  close(): Promise<void>;
  /** What it says to what comes, as it comes; gives the way to say no more. Left out: this kind of actor says only what it sends. */
  react?(reaction: (arrival: Arrival) => string | undefined): () => void;
  /** Where its client comes anew with each request, over HTTP. */
  readonly roaming?: Roaming;
  /** Cuts the connection, and ends no stream. Left out: this kind of actor cannot. */
  drop?(): Promise<void>;
  /** What it knows of its stream as one that is managed. Left out: this kind of actor manages none. */
  readonly management?: ManagedStream;
}

/** The client's side of stream management (XEP-0198). */
export interface ManagedStream {
  /** How many stanzas have come: from now on they count as acknowledged. */
  acknowledge(): number;
  /** The session, to be resumed: by one who has all that came, or what was last acknowledged. `undefined`: it cannot be. */
  resumable(has: 'all' | 'acknowledged'): ResumedSession | undefined;
}

/** A session to resume in place of binding one. */
export interface ResumedSession {
  /** The id that the server gave it. */
  readonly previd: string;
  /** The count of what its client has of it. */
  readonly h: number;
  /** The full JID that it was bound to. */
  readonly jid: string;
}

/** What a client can do that is bound to no connection. */
export interface Roaming {
  /** It asks for nothing any more, and nothing that it asked for is left unanswered. @throws SessionError */
  pause(): Promise<void>;
  /** Its requests come from there from now on, and a pause ends. */
  moveTo(address: string): void;
}

/** One top-level element that arrived: what it says, and the exact characters. */
export interface Arrival {
  readonly element: Element;
  readonly text: string;
}

/** Where a client's session is opened, and for whom. */
export interface Account {
  readonly user: string;
  readonly password: string;
  /** Empty: the server chooses one, where the client is a raw one. */
  readonly resource: string;
  /** The language that the stream asks for. Source: RFC 6120 §4.7.4 */
  readonly lang?: string;
  /** Left out: a session is bound. Only an actor of kind raw resumes one. */
  readonly resumes?: ResumedSession;
}

/** Who is told what passes on a connection, from its binding to its end. Passwords never get here. */
export interface Observer {
  stanza(direction: 'sent' | 'received', text: string): void;
  stream(event: 'open' | 'features' | 'bound' | 'closed' | 'error', detail: string): void;
}

/** A session that could not be opened, or was lost: the server's answer in one sentence. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError';
  /** The element in which the server refused it, as XML text, where nobody was told of that yet. */
  readonly answer: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly answer?: string } = {}) {
    super(message, options);
    this.answer = options.answer;
  }
}

/** The server took a connection, and shut it before TLS was there: no stream has begun. */
export class ShutConnection extends SessionError {
  override readonly name = 'ShutConnection';
}
