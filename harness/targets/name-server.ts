import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
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
 * streams of others (SRV); all else does not exist. What it is told, it says at once: a server that does not confirm what it hears is
 * deceived as it would be by anybody's. The target of an SRV record is an address, so that nobody has to look that up; `place`: where it is to
 * listen, for strangers, who get the domain itself for a target, and its address.
 *
 * Source: RFC 1035 §4; RFC 2782; RFC 6120 §3.2.1.
 *
 * @throws Error when nothing can listen there.
 */
export async function startNameServer(
  names: Names,
  routes: Readonly<Record<string, Place>> = {},
  place?: Place,
): Promise<NameServer> {
  const zone: Zone = { ...names, routes, isForStrangers: place !== undefined, hidden: new Set() };
  const listeners = new Set<(name: string, type: string) => void>();
  const { host, port } = place ?? { host: '127.0.0.1', port: 0 };
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('message', (query, { port, address }) => {
    const asked = questionIn(query);
    if (asked === undefined) return;
    for (const { name, type } of asked.questions ?? []) for (const tell of listeners) tell(name, type);
    socket.send(encode(answerTo(asked, zone)), port, address);
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  // A client that went away before its answer came ends nothing
  socket.on('error', () => undefined);
  return {
    address: `${host}:${socket.address().port}`,
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
  readonly isForStrangers: boolean;
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
function answersTo({ name, type }: Question, zone: Zone): Answer[] | undefined {
  const { claims, hosts, routes, isForStrangers, hidden } = zone;
  const asked = name.toLowerCase();
  if ([...hidden].some((domain) => asked === domain || asked.endsWith(`.${domain}`))) return undefined;
  const address = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(asked);
  const claimed = address === null ? undefined : claims[address.slice(1).toReversed().join('.')];
  if (claimed !== undefined) return type === 'PTR' ? [{ name, type, ttl: 0, data: claimed }] : [];
  const [, domain = ''] = /^_xmpp-server\._tcp\.(.+)$/.exec(asked) ?? [];
  const route = Object.hasOwn(routes, domain) ? routes[domain] : undefined;
  if (route !== undefined) {
    const target = isForStrangers ? domain : route.host;
    const data = { priority: 1, weight: 1, port: route.port, target };
    return type === 'SRV' ? [{ name, type, ttl: 0, data }] : [];
  }
  const own = isForStrangers && Object.hasOwn(routes, asked) ? routes[asked] : undefined;
  if (own !== undefined) {
    const kind = isIPv6(own.host) ? 'AAAA' : 'A';
    return type === kind ? [{ name, type: kind, ttl: 0, data: own.host }] : [];
  }
  if (!Object.hasOwn(hosts, asked)) return undefined;
  return type === 'A' ? (hosts[asked] ?? []).map((data) => ({ name, type, ttl: 0, data })) : [];
}
