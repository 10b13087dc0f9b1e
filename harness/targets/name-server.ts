import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
} from 'dns-packet';
import type { Names, Place } from './target.ts';

/** A name server on a port of its own. */
export interface NameServer {
  /** `127.0.0.1:40053`. */
  readonly address: string;
  /** Tells of every question from now on. Gives the way to be told no more. */
  onQuestion(listener: (name: string, type: string) => void): () => void;
  /** From now on there is no such domain, nor anything below it; or there is again. */
  hide(domain: string, hidden: boolean): void;
  stop(): Promise<void>;
}

/**
 * Answers which name an address claims to have (PTR), which addresses a name has (A), and where the server of a domain takes
 * streams of others (SRV, whose target is an address, so that nobody has to look that up); all else does not exist. What it is told,
 * it says at once: a server that does not confirm what it hears is deceived as it would be by anybody's.
 *
 * Source: RFC 1035 §4; RFC 6120 §3.2.1.
 */
export async function startNameServer(
  names: Names,
  routes: Readonly<Record<string, Place>> = {},
): Promise<NameServer> {
  const zone: Zone = { ...names, routes, hidden: new Set() };
  const listeners = new Set<(name: string, type: string) => void>();
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const asked = questionIn(query);
    if (asked === undefined) return;
    for (const { name, type } of asked.questions ?? []) for (const tell of listeners) tell(name, type);
    socket.send(encode(answerTo(asked, zone)), port, address);
  });
  // A client that went away before its answer came ends nothing
  socket.on('error', () => undefined);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    onQuestion: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hide: (domain, hidden) => {
      if (hidden) zone.hidden.add(domain);
      else zone.hidden.delete(domain);
    },
    stop: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}

/** What it knows. */
interface Zone extends Names {
  readonly routes: Readonly<Record<string, Place>>;
  readonly hidden: Set<string>;
}

/** `undefined`: no query of one question. */
function questionIn(bytes: Buffer): Packet | undefined {
  try {
    const packet = decode(bytes);
    return packet.type === 'query' && packet.questions?.length === 1 ? packet : undefined;
  } catch {
    return undefined;
  }
}

const noSuchName = 3;

function answerTo({ id, questions = [] }: Packet, zone: Zone): Packet {
  const found = questions.map((question) => answersTo(question, zone));
  const isUnknown = found.includes(undefined);
  return {
    type: 'response',
    ...(id !== undefined && { id }),
    flags: AUTHORITATIVE_ANSWER | RECURSION_DESIRED | RECURSION_AVAILABLE | (isUnknown ? noSuchName : 0),
    questions,
    answers: found.flatMap((answers) => answers ?? []),
  };
}

/** `undefined`: there is no such name. Nothing may be kept: what is said next may differ. */
function answersTo({ name, type }: Question, { claims, hosts, routes, hidden }: Zone): Answer[] | undefined {
  const asked = name.toLowerCase();
  if ([...hidden].some((domain) => asked === domain || asked.endsWith(`.${domain}`))) return undefined;
  const address = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(asked);
  const claimed = address === null ? undefined : claims[address.slice(1).toReversed().join('.')];
  if (claimed !== undefined) return type === 'PTR' ? [{ name, type, ttl: 0, data: claimed }] : [];
  const [, domain = ''] = /^_xmpp-server\._tcp\.(.+)$/.exec(asked) ?? [];
  const route = Object.hasOwn(routes, domain) ? routes[domain] : undefined;
  if (route !== undefined) {
    const data = { priority: 1, weight: 1, port: route.port, target: route.host };
    return type === 'SRV' ? [{ name, type, ttl: 0, data }] : [];
  }
  if (!Object.hasOwn(hosts, asked)) return undefined;
  return type === 'A' ? (hosts[asked] ?? []).map((data) => ({ name, type, ttl: 0, data })) : [];
}
