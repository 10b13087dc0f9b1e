import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect } from 'chai';
import { EndpointError, endpointOf, listen, stopListening } from './endpoint.ts';

describe('an endpoint', () => {
  it('is read from address and port, of either family', () => {
    expect(['127.0.0.1:5222', '[::1]:0', 'localhost:80'].map(endpointOf)).to.deep.equal([
      { host: '127.0.0.1', port: 5222 },
      { host: '::1', port: 0 },
      { host: 'localhost', port: 80 },
    ]);
  });

  it('says in a sentence why it cannot be listened on', async () => {
    const taken = createServer();
    const address = await listen(taken, { host: '127.0.0.1', port: 0 });
    const refusal = async (host: string, port: number): Promise<unknown> =>
      listen(createServer(), { host, port }).catch((error: unknown) => error);
    for (const [host, port, sentence] of [
      [
        '127.0.0.1',
        endpointOf(address).port,
        `${address} is in use; stop what listens there, or choose another port`,
      ],
      ['192.0.2.1', 0, '192.0.2.1:0 is no address of this machine; correct it'],
      ['a name.invalid', 0, 'a name.invalid:0 '],
    ] as const) {
      const error = await refusal(host, port);
      expect(error).to.be.instanceOf(EndpointError);
      expect(error).to.have.property('message').that.includes(sentence);
    }
    await stopListening(taken, 1);
  });

  it('outlives connections that cannot be accepted', async () => {
    const server = createServer((socket) => socket.end('here'));
    const address = await listen(server, { host: '127.0.0.1', port: 0 });
    for (let times = 0; times < 3; times += 1) server.emit('error', new Error('accept EMFILE'));
    const socket = connect(endpointOf(address).port, '127.0.0.1');
    expect(String(await once(socket, 'data'))).to.equal('here');
    await stopListening(server, 1);
  });

  it('is free again when it was stopped, though a connection stays open, and can be stopped twice', async () => {
    const server = createServer();
    const address = await listen(server, { host: '127.0.0.1', port: 0 });
    const socket = connect(endpointOf(address).port, '127.0.0.1').resume();
    await once(server, 'connection');
    const closed = once(socket, 'close');
    await stopListening(server, 1);
    await closed;
    await stopListening(server, 1);
    expect(await listen(createServer().unref(), endpointOf(address))).to.equal(address);
  });
});
