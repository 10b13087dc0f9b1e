import type { TLSSocket } from 'node:tls';
import { serialize } from '#xml';
import { type Account, type Actor, type Arrival, type Observer, SessionError } from './actor.ts';
import { Dialogue } from './dialogue.ts';
import { CountedStream } from './managed-stream.ts';
import { ns } from './namespaces.ts';
import { negotiateResumption, negotiateSession } from './negotiate.ts';
import { replyToIq } from './reply-to-iq.ts';
import { type ClientEndpoint, openSecureSocket } from './secure-socket.ts';
import { Wire } from './wire.ts';

/** Longest wait for the server's end of the stream when ours has ended, in milliseconds. */
const closeTimeoutMs = 500;

/**
 * A session on our own few lines of client: it can send what no library would. It says by itself what `replies` gives: left out, it
 * answers pings like any client.
 *
 * @throws SessionError when the server refuses it.
 */
export async function openRawSession(
  name: string,
  account: Account,
  endpoint: ClientEndpoint,
  observer: Observer,
  signal: AbortSignal,
  replies: Replies = replyToIq,
): Promise<Actor> {
  const socket = await openSecureSocket(endpoint, signal);
  const wire = new Wire(observer);
  const dialogue = new Dialogue(socket, endpoint.domain, signal, account.lang);
  try {
    observer.stream('open', endpoint.domain);
    const jid = await negotiated(dialogue, account, observer);
    wire.bound(jid);
    return session(name, jid, {
      socket,
      wire,
      dialogue,
      counts: new CountedStream(jid, account.resumes),
      replies,
    });
  } catch (error) {
    if (error instanceof SessionError && error.answer !== undefined)
      observer.stanza('received', error.answer);
    socket.destroy();
    throw error;
  }
}

async function negotiated(dialogue: Dialogue, account: Account, observer: Observer): Promise<string> {
  if (account.resumes === undefined) {
    return negotiateSession(dialogue, account, (features) => {
      observer.stream('features', serialize(features, ns.client));
    });
  }
  const answer = await negotiateResumption(dialogue, account, account.resumes);
  observer.stanza('received', serialize(answer, ns.client));
  return account.resumes.jid;
}

/** What a client says to what comes; nothing, to most. */
export type Replies = (arrival: Arrival) => string | undefined;

interface RawParts {
  readonly socket: TLSSocket;
  readonly wire: Wire;
  readonly dialogue: Dialogue;
  readonly counts: CountedStream;
  readonly replies: Replies;
}

function session(name: string, jid: string, { socket, wire, dialogue, counts, replies }: RawParts): Actor {
  const send = (text: string): void => {
    wire.sent(text);
    if (socket.writable) socket.write(text);
  };
  const closed = new Promise<void>((resolve) => {
    dialogue.handOver({
      arrived: (arrival) => {
        counts.arrived(arrival);
        wire.arrived(arrival);
        const reply = replies(arrival);
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
  const drop = async (): Promise<void> => {
    socket.destroy();
    await closed;
  };
  const onArrival: Actor['onArrival'] = (listener) => wire.onArrival(listener);
  return { name, jid, send, closed, close, drop, management: counts, onArrival };
}
