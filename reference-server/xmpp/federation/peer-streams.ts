import type { Socket } from 'node:net';
import type { DomainPair, Outgoing } from './outgoing.ts';
import type { PeerStreamsListener, PeerStreamsOptions } from './peer-options.ts';

export class PeerStreams {
  constructor(options: PeerStreamsOptions, listener: PeerStreamsListener) {
    this.options = options;
    this.listener = listener;
  }
  readonly options: PeerStreamsOptions;
  readonly listener: PeerStreamsListener;
  send(pair: DomainPair, outgoing: Outgoing): void {
    throw new Error(`not yet: ${pair.to} ${outgoing.size}`);
  }
  accept(socket: Socket, tls: 'starttls' | 'direct', authenticated: () => void = () => undefined): void {
    throw new Error(`not yet: ${tls} ${socket.remotePort ?? ''} ${typeof authenticated}`);
  }
  closeAll(): void {
    throw new Error('not yet');
  }
}
