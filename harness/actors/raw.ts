import type { TLSSocket } from 'node:tls';
import { serialize } from '#xml';
import { type Account, type Actor, type Observer, SessionError } from './actor.ts';
import { Dialogue } from './dialogue.ts';
import { ns } from './namespaces.ts';
import { negotiateSession } from './negotiate.ts';
import { replyToIq } from './reply-to-iq.ts';
import { type ClientEndpoint, openSecureSocket } from './secure-socket.ts';
import { Wire } from './wire.ts';

/** Longest wait for the server's end of the stream when ours has ended, in milliseconds. */
const closeTimeoutMs = 500;

/**
 * A session on our own few lines of client: it can send what no library would. It answers pings like any client.
 *
 * @throws SessionError when the server refuses it.
 */
export async function openRawSession(
  name: string,
  account: Account,
  endpoint: ClientEndpoint,
  observer: Observer,
  signal: AbortSignal,
): Promise<Actor> {
  const socket = await openSecureSocket(endpoint, signal);
  const wire = new Wire(observer);
  const dialogue = new Dialogue(socket, endpoint.domain, signal, account.lang);
  try {
    observer.stream('open', endpoint.domain);
    const jid = await negotiateSession(dialogue, account, (features) => {
      observer.stream('features', serialize(features, ns.client));
    });
    wire.bound(jid);
    return session(name, jid, { socket, wire, dialogue });
  } catch (error) {
    if (error instanceof SessionError && error.answer !== undefined)
      observer.stanza('received', error.answer);
    socket.destroy();
    throw error;
  }
}

function session(
  name: string,
  jid: string,
  { socket, wire, dialogue }: { socket: TLSSocket; wire: Wire; dialogue: Dialogue },
): Actor {
  const send = (text: string): void => {
    wire.sent(text);
    if (socket.writable) socket.write(text);
  };
  const closed = new Promise<void>((resolve) => {
    dialogue.handOver({
      arrived: (arrival) => {
        wire.arrived(arrival);
        const reply = replyToIq(arrival);
        if (reply !== undefined) send(reply);
      },
      ended: (reason) => {
        wire.closed(reason);
        socket.end();
        resolve();
      },
    });
  });
  const close = async (): Promise<void> => {
    if (socket.writable) socket.end('</stream:stream>');
    const bound = setTimeout(() => socket.destroy(), closeTimeoutMs);
    await closed;
    clearTimeout(bound);
    socket.destroy();
  };
  return { name, jid, send, closed, close, onArrival: (listener) => wire.onArrival(listener) };
}
