/** What this folder uses of @xmpp/client and @xmpp/component, which bring no types. Their elements stay in this folder. */

interface XmppElement {
  readonly name: string;
  is(name: string, namespace?: string): boolean;
  getNS(): string | undefined;
  text(): string;
  getChildElements(): XmppElement[];
  remove(child: XmppElement): void;
}

interface XmppConnection {
  on(event: string, listener: (argument: never) => void): this;
  once(event: string, listener: (argument: never) => void): this;
  off(event: string, listener: (argument: never) => void): this;
  emit(event: string, argument: unknown): boolean;
  readonly reconnect: { stop(): void };
  readonly socket: { destroy(): void } | null;
  /** How long it waits for the end of a stream, in milliseconds. */
  timeout: number;
  connect(service: string): Promise<unknown>;
  open(options: { readonly domain: string; readonly lang?: string | undefined }): Promise<unknown>;
  /** Ends the stream, then the connection; rejects never. */
  stop(): Promise<unknown>;
  write(text: string): Promise<void>;
  // The only places where bytes and elements can be met before they are acted on
  _onData(bytes: Uint8Array): void;
  _onElement(element: XmppElement): void;
}

/** How a kind of connection is made: its prototype holds the classes. */
declare class XmppTransport {
  Socket: unknown;
  socketParameters(service: string): unknown;
}

interface SaslMechanism {
  readonly name: string;
  readonly clientFirst: boolean;
  response(credentials: { readonly username: string; readonly password: string }): string | Promise<string>;
  challenge(text: string): void;
}

declare module '@xmpp/client' {
  interface Client extends XmppConnection {
    readonly transports: (typeof XmppTransport)[];
    readonly saslFactory: { use(name: string, mechanism: new () => SaslMechanism): void };
  }

  type Authenticate = (
    credentials: { readonly username: string; readonly password: string },
    mechanism: string,
  ) => Promise<void>;

  export function client(options: {
    readonly service: string;
    readonly domain: string;
    readonly resource: string;
    readonly lang?: string;
    readonly credentials: (authenticate: Authenticate, mechanisms: readonly string[]) => Promise<void>;
  }): Client;
}

declare module '@xmpp/component' {
  export function component(options: {
    readonly service: string;
    readonly domain: string;
    readonly password: string;
  }): XmppConnection;
}
