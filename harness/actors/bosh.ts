import { serialize } from '#xml';
import { type Account, type Actor, type Observer, SessionError } from './actor.ts';
import { BoshLink } from './bosh-link.ts';
import { BoshRequests } from './bosh-requests.ts';
import { ns } from './namespaces.ts';
import { negotiateSession } from './negotiate.ts';
import { replyToIq } from './reply-to-iq.ts';
import type { ClientEndpoint } from './secure-socket.ts';
import { Wire } from './wire.ts';

/** Longest wait for the server's end of the session when ours has ended, in milliseconds. */
const closeTimeoutMs = 500;

/**
 * A session over HTTP, on our own few lines of client: it can pause, and come from another address with its next request. It
 * answers pings like any client.
 *
 * @throws SessionError when the server refuses it.
 */
export async function openBoshSession(
  name: string,
  account: Account,
  endpoint: ClientEndpoint,
  observer: Observer,
  signal: AbortSignal,
): Promise<Actor> {
  const { domain } = endpoint;
  const link = new BoshLink(new BoshRequests(endpoint), { domain, lang: account.lang }, signal);
  const wire = new Wire(observer);
  try {
    observer.stream('open', domain);
    const jid = await negotiateSession(link, account, (features) => {
      observer.stream('features', serialize(features, ns.client));
    });
    wire.bound(jid);
    return session(name, jid, wire, link);
  } catch (error) {
    if (error instanceof SessionError && error.answer !== undefined)
      observer.stanza('received', error.answer);
    link.abandon('the session was not opened');
    throw error;
  }
}

function session(name: string, jid: string, wire: Wire, link: BoshLink): Actor {
  const send = (text: string): void => {
    wire.sent(text);
    link.send(text);
  };
  const closed = new Promise<void>((resolve) => {
    link.handOver({
      arrived: (arrival) => {
        wire.arrived(arrival);
        const reply = replyToIq(arrival);
        if (reply !== undefined) send(reply);
      },
      ended: (reason) => {
        wire.closed(reason);
        resolve();
      },
    });
  });
  const close = async (): Promise<void> => {
    const bound = setTimeout(() => {
      link.abandon('the server did not end the session');
    }, closeTimeoutMs);
    await link.terminate();
    await closed;
    clearTimeout(bound);
    link.abandon('the session has ended');
  };
  const roaming = {
    pause: () => link.pause(),
    moveTo: (address: string) => {
      link.moveTo(address);
    },
  };
  return { name, jid, send, closed, close, roaming, onArrival: (listener) => wire.onArrival(listener) };
}
