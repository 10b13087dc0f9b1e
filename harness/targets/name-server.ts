import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Names } from './target.ts';

/** A name server on a port of its own. */
export interface NameServer {
  /** `127.0.0.1:40053`. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Answers which name an address claims to have (PTR) and which addresses a name has (A); all else does not exist. What it
 * is told, it says at once: a server that does not confirm what it hears is deceived as it would be by anybody's.
 *
 * Source: RFC 1035 §4.
 */
export async function startNameServer(names: Names): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const answer = answerTo(query, names);
    if (answer !== undefined) socket.send(answer, port, address);
  });
  // A client that went away before its answer came ends nothing
  socket.on('error', () => undefined);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}

const headerBytes = 12;
const recordTypes = { a: 1, ptr: 12 } as const;
const internet = 1;
/** A response that is authoritative, to a query that may ask for recursion. */
const answered = 0x8580;
const noSuchName = 3;

/** `undefined`: no query of one question. */
function answerTo(query: Buffer, names: Names): Buffer | undefined {
  if (query.length < headerBytes || query.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
    if (at + 5 > query.length) return undefined;
  }
  const question = query.subarray(headerBytes, at + 5);
  const type = query.readUInt16BE(at + 1);
  const records = recordsOf(labels.join('.').toLowerCase(), type, names);
  const header = Buffer.alloc(headerBytes);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(records === undefined ? answered | noSuchName : answered, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records?.length ?? 0, 6);
  return Buffer.concat([header, question, ...(records ?? []).map((data) => recordOf(type, data))]);
}

/** The data of the records of that type; `undefined`: there is no such name. */
function recordsOf(name: string, type: number, { claims, hosts }: Names): Buffer[] | undefined {
  const address = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name);
  const claimed = address === null ? undefined : claims[address.slice(1).toReversed().join('.')];
  if (claimed !== undefined) return type === recordTypes.ptr ? [nameData(claimed)] : [];
  if (!Object.hasOwn(hosts, name)) return undefined;
  return type === recordTypes.a
    ? (hosts[name] ?? []).map((each) => Buffer.from(each.split('.').map(Number)))
    : [];
}

function nameData(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}

/** A record about the name that was asked for (a pointer to the question), not to be kept. */
function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(headerBytes);
  head.writeUInt16BE(0xc000 | headerBytes, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(internet, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
