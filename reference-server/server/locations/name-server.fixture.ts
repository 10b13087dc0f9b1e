import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readAddress } from './address.ts';

/** What a name server says: of a question `PTR name`, `A name`, `AAAA name` or `SRV name`, the names, addresses or services (`priority weight port target`). */
export type Records = Readonly<Record<string, readonly string[]>>;

/** A name server for a test. It counts what it is asked; `undefined` in place of records: it never answers. */
export class TestNameServer {
  readonly asked: string[] = [];
  readonly #socket: Socket = createSocket('udp4');

  static async start(records: Records | undefined): Promise<TestNameServer> {
    const server = new TestNameServer();
    server.#socket.on('message', (query, { port, address }) => {
      const answer = server.#answer(query, records);
      if (answer !== undefined) server.#socket.send(answer, port, address);
    });
    server.#socket.bind(0, '127.0.0.1');
    await once(server.#socket, 'listening');
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #answer(query: Buffer, records: Records | undefined): Buffer | undefined {
    const end = query.indexOf(0, 12);
    const type = types[query.readUInt16BE(end + 1)] ?? 'another';
    const question = `${type} ${nameIn(query.subarray(12, end))}`;
    this.asked.push(question);
    if (records === undefined) return undefined;
    const found = records[question] ?? [];
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(found.length === 0 ? 0x8583 : 0x8580, 2);
    head.writeUInt16BE(found.length, 6);
    head.writeUInt32BE(0, 8);
    return Buffer.concat([head, query.subarray(12, end + 5), ...found.map((each) => record(type, each))]);
  }
}

const types: Readonly<Record<number, string>> = { 1: 'A', 12: 'PTR', 28: 'AAAA', 33: 'SRV' };

function nameIn(labels: Buffer): string {
  const names: string[] = [];
  for (let at = 0; at < labels.length; at += (labels[at] ?? 0) + 1)
    names.push(labels.toString('latin1', at + 1, at + 1 + (labels[at] ?? 0)));
  return names.join('.').toLowerCase();
}

/** About the name that was asked for: a pointer to byte 12. */
function record(type: string, value: string): Buffer {
  const data = dataOf(type, value);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(typeNumbers[type] ?? 0, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const typeNumbers: Readonly<Record<string, number>> = { A: 1, PTR: 12, AAAA: 28, SRV: 33 };

function dataOf(type: string, value: string): Buffer {
  if (type === 'PTR') return nameBytes(value);
  if (type !== 'SRV') return Buffer.from(readAddress(value)?.toByteArray() ?? []);
  const [priority = '', weight = '', port = '', target = ''] = value.split(' ');
  const head = Buffer.alloc(6);
  [priority, weight, port].forEach((each, index) => head.writeUInt16BE(Number(each), index * 2));
  return Buffer.concat([head, target === '.' ? Buffer.alloc(1) : nameBytes(target)]);
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((each) => Buffer.from(`${String.fromCharCode(each.length)}${each}`));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}
