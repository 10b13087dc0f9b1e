import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { type Element, parseDocument } from '#xml';
import { SessionError } from './actor.ts';
import type { ClientEndpoint } from './secure-socket.ts';

/** Where servers take requests: the path that they agree on. */
const boshPath = '/http-bind';

/** Longest response, in bytes. */
const maxBytes = 16_777_216;

/** Requests of one BOSH client, from one address at a time. */
export class BoshRequests {
  readonly #endpoint: ClientEndpoint;
  #address: string | undefined;
  #agent = new Agent({ keepAlive: true });
  /** Those of the addresses before: a request may still be held there. */
  readonly #former: Agent[] = [];

  constructor(endpoint: ClientEndpoint) {
    this.#endpoint = endpoint;
    this.#address = endpoint.localAddress;
  }

  /** The requests after this one come from there, on new connections. */
  comeFrom(address: string): void {
    this.#former.push(this.#agent);
    this.#agent = new Agent({ keepAlive: true });
    this.#address = address;
  }

  end(): void {
    for (const agent of [this.#agent, ...this.#former]) agent.destroy();
  }

  /** Posts a wrapper and gives the one that answers it. @throws SessionError when there is none. */
  async post(text: string, signal: AbortSignal): Promise<Element> {
    try {
      return parseDocument(await this.#exchange(text, signal), { maxBytes });
    } catch (error) {
      if (error instanceof SessionError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new SessionError(`the request failed: ${reason}`, { cause: error });
    }
  }

  async #exchange(text: string, signal: AbortSignal): Promise<Buffer> {
    const options = { ...this.#options(Buffer.byteLength(text)), signal };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(options, resolve).on('error', reject).end(text);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    if (response.statusCode !== 200)
      throw new SessionError(`the server answered with HTTP status ${response.statusCode ?? 0}`);
    return Buffer.concat(chunks);
  }

  #options(length: number): RequestOptions {
    const { host, port, domain, ca, bosh } = this.#endpoint;
    return {
      host,
      port,
      path: boshPath,
      method: 'POST',
      ca,
      servername: domain,
      minVersion: 'TLSv1.2',
      agent: this.#agent,
      headers: { ...bosh?.headers, 'content-type': 'text/xml; charset=utf-8', 'content-length': length },
      ...(this.#address !== undefined && { localAddress: this.#address }),
    };
  }
}
