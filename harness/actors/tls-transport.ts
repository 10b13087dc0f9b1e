import { EventEmitter } from 'node:events';
import type { TLSSocket } from 'node:tls';
import { type ClientEndpoint, openSecureSocket } from './secure-socket.ts';

/**
 * A socket for @xmpp/client that is under verified TLS before the library writes its first byte: the library itself has
 * no way to be given a certificate authority.
 */
export function secureSocketClass(endpoint: ClientEndpoint, signal: AbortSignal): new () => EventEmitter {
  return class extends EventEmitter {
    readonly secure = true;
    #socket: TLSSocket | undefined;

    connect(): void {
      openSecureSocket(endpoint, signal).then(
        (socket) => {
          this.#socket = socket;
          socket.on('data', (bytes) => this.emit('data', bytes));
          socket.on('error', (error) => this.emit('error', error));
          socket.on('close', () => this.emit('close'));
          this.emit('connect');
        },
        (error: unknown) => this.emit('error', error),
      );
    }

    write(text: string, written: (error?: Error | null) => void): void {
      if (this.#socket) this.#socket.write(text, written);
      else written(new Error('the connection is not open'));
    }

    end(): void {
      if (this.#socket) this.#socket.end();
      else this.emit('close');
    }

    destroy(): void {
      this.#socket?.destroy();
    }
  };
}
