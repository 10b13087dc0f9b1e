import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { BoshChannel, type BoshConnection } from './bosh-channel.ts';
import type { Channel, ChannelListener, ChannelOptions } from './channel.ts';
import { TcpChannel } from './tcp-channel.ts';
import { WebSocketChannel } from './web-socket-channel.ts';

/** Makes the channel on a connection just accepted, which is the channel's from then on. */
export type Transport = (options: ChannelOptions, listener: ChannelListener) => Channel;

/** A stream over TCP, in clear or with TLS. Source: RFC 6120 §3. */
export function overTcp(socket: Socket): Transport {
  return (options, listener) => new TcpChannel(socket, options, listener);
}

/** A stream over a WebSocket whose handshake is done, perhaps paused, and `socket` under it. Source: RFC 7395. */
export function overWebSocket(webSocket: WebSocket, socket: Socket): Transport {
  return ({ limits }, listener) => new WebSocketChannel({ webSocket, socket }, limits, listener);
}

/** A stream over HTTP, and where its channel is told of further requests. Source: XEP-0206. */
export function overBosh(connection: BoshConnection, opened: (channel: BoshChannel) => void): Transport {
  return ({ limits }, listener) => {
    const channel = new BoshChannel(connection, limits, listener);
    opened(channel);
    return channel;
  };
}
