import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';
import { ns } from './namespaces.ts';
import type { ClientEndpoint } from './secure-socket.ts';

/** Where servers are asked for a WebSocket: the path that they agree on. */
export const webSocketPath = '/xmpp-websocket';

/**
 * A WebSocket for @xmpp/client under verified TLS, from an address of our choice and with headers of our own: the library
 * itself can be given none of these.
 */
export function webSocketClass(
  service: string,
  endpoint: ClientEndpoint,
  signal: AbortSignal,
): new () => EventEmitter {
  return class extends EventEmitter {
    readonly secure = true;
    #webSocket: WebSocket | undefined;

    connect(): void {
      const { ca, domain, localAddress, webSocket } = endpoint;
      // A variable, since the types do not know all that TLS takes
      const options = {
        ca,
        servername: domain,
        minVersion: 'TLSv1.2',
        headers: { ...webSocket?.headers },
        perMessageDeflate: false,
        ...(localAddress !== undefined && { localAddress }),
      } as const;
      const opened = new WebSocket(service, 'xmpp', options);
      this.#webSocket = opened;
      opened.on('open', () => this.emit('connect'));
      opened.on('message', (data) => this.emit('data', data));
      opened.on('error', (error) => this.emit('error', error));
      opened.on('close', () => this.emit('close'));
      signal.addEventListener('abort', () => {
        if (opened.readyState === WebSocket.CONNECTING) opened.terminate();
      });
    }

    write(text: string, written: (error?: Error) => void): void {
      if (this.#webSocket) this.#webSocket.send(standingAlone(text), written);
      else written(new Error('the connection is not open'));
    }

    end(): void {
      if (this.#webSocket) this.#webSocket.close();
      else this.emit('close');
    }

    destroy(): void {
      this.#webSocket?.terminate();
    }
  };
}

/** A stanza in a message of its own names its namespace. Source: RFC 7395 §3.3.3. */
function standingAlone(text: string): string {
  return text.replace(/^<(message|presence|iq)(?=[\s/>])(?![^>]*\sxmlns=)/, `$& xmlns='${ns.client}'`);
}
