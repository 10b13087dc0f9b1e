import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { freePorts } from './ports.ts';
import { awaitStreamFeatures } from './stream-features.ts';

const header = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='a.test' id='1' version='1.0'>`;
const features = `${header}<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>`;
const unknownHost = `${header}<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`;

describe('awaitStreamFeatures', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A server that answers its connections one after the other with these; the last goes for all that follow. */
  async function listen(port: number, answers: readonly string[]): Promise<() => number> {
    let asked = 0;
    const server = createServer((socket: Socket) => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? '';
      socket.on('error', () => undefined);
      socket.once('data', () => {
        if (answer === '') socket.destroy();
        else socket.write(answer);
      });
    }).listen(port, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return () => asked;
  }

  const place = { host: '127.0.0.1', domain: 'a.test' };

  it('asks again while nobody listens, while the connection is closed, and while the domain is not there yet', async () => {
    const [port = 0] = await freePorts(1);
    const ready = awaitStreamFeatures({ ...place, port }, AbortSignal.timeout(5000));
    const asked = await listen(port, ['', unknownHost, features]);
    await ready;
    expect(asked()).to.equal(3);
  });

  it('ends when it is told to', async () => {
    const [port = 0] = await freePorts(1);
    await listen(port, [unknownHost]);
    const given: unknown = await awaitStreamFeatures({ ...place, port }, AbortSignal.timeout(300)).catch(
      (error: unknown) => error,
    );
    expect(given).to.be.instanceOf(Error);
  });
});
