import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { Client, type Entry } from 'ldapts';
import type { DirectorySettings } from './directory-settings.ts';

/** How a directory is reached. */
export type LdapServer = Pick<DirectorySettings, 'url' | 'startTls' | 'authority' | 'timeoutMs'>;

/** A search below the base, in every depth. */
export interface LdapSearch {
  readonly base: string;
  readonly filter: string;
  readonly attributes: readonly string[];
  /** Entries at most; more are an error. Left out: all there are, page by page. */
  readonly most?: number;
}

/** What a search gave. `references` name other servers that would know more; nobody follows them. */
export interface LdapFound {
  readonly entries: readonly Entry[];
  readonly references: readonly string[];
}

/** Entries that are asked for at a time. */
const pageSize = 500;

/**
 * One connection to a directory, under verified TLS where that is asked for, logged in. It ends once and never comes back
 * by itself: a library that connects anew unasked would do it in clear, and as nobody.
 *
 * Source: RFC 4511, RFC 4513 §3, RFC 2696.
 */
export class LdapConnection {
  readonly #client: Client;
  readonly #socket: Socket;

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
  }

  /**
   * Connects and binds. `password` is not empty: that would be nobody's bind, which succeeds (RFC 4513 §5.1.2).
   *
   * @throws Error when the directory is not reached in time, its certificate is not good, or it refuses the bind
   * (`ResultCodeError`).
   */
  static async open(server: LdapServer, dn: string, password: string): Promise<LdapConnection> {
    if (dn === '' || password === '') throw new Error('a bind without name or password proves nothing');
    const socket = await openSocket(server);
    const connection = new LdapConnection(clientOn(socket, server), socket);
    try {
      if (server.startTls) await connection.#client.startTLS(tlsOptions(server));
      await connection.#alive.bind(dn, password);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  /** Called once, as soon as the connection is gone, from whichever side. */
  onClosed(told: () => void): void {
    if (this.isClosed) queueMicrotask(told);
    else this.#socket.once('close', told);
  }

  /** @throws Error when the connection ends or the directory does not answer in time. */
  async search({ base, filter, attributes, most }: LdapSearch): Promise<LdapFound> {
    const found = await this.#alive.search(base, {
      scope: 'sub',
      filter,
      attributes: [...attributes],
      ...(most === undefined ? { paged: { pageSize } } : { sizeLimit: most }),
    });
    return { entries: found.searchEntries, references: found.searchReferences };
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The library would wait for a connection that is gone. */
  get #alive(): Client {
    if (this.isClosed) throw new Error('the connection ended');
    return this.#client;
  }
}

function clientOn(socket: Socket, { timeoutMs }: LdapServer): Client {
  // Whatever the scheme was, the socket has TLS already, or is asked for it
  return new Client({
    url: 'ldap://localhost',
    timeout: timeoutMs,
    connectTimeout: timeoutMs,
    createConnection: () => socket,
  });
}

async function openSocket(server: LdapServer): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const direct = server.url.startsWith('ldaps:');
  const address = { host, port: port === '' ? (direct ? 636 : 389) : Number(port) };
  const socket = direct ? connectTls({ ...address, ...tlsOptions(server) }) : connectTcp(address);
  // Who waits hears of an error first; one that comes between two waits ends the next
  socket.on('error', () => undefined);
  try {
    const signal = AbortSignal.timeout(server.timeoutMs);
    await once(socket, direct ? 'secureConnect' : 'connect', { signal });
    socket.setNoDelay(true);
    // A directory whose machine is gone says nothing; the system finds out
    socket.setKeepAlive(true, keepAliveMs);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof Error && error.name === 'AbortError' ? new Error('no answer in time') : error;
  }
}

/** Silence on the connection before the system asks whether the other machine is still there, in milliseconds. */
const keepAliveMs = 10_000;

function tlsOptions({ url, authority }: LdapServer): ConnectionOptions {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(isIP(host) === 0 && { servername: host }),
    ...(authority !== undefined && { ca: authority }),
  };
}
