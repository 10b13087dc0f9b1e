import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { type TestAuthority, testAuthority } from './authority.fixture.ts';
import { acceptTls, connectTls, isTrustedFor } from './peer-tls.ts';
import { TestRealm } from './peers.fixture.ts';

describe('TLS between servers', () => {
  let authority: TestAuthority;
  let realm: TestRealm;
  const accepted = Promise.withResolvers<TLSSocket>();

  before(async () => {
    authority = await testAuthority();
    realm = new TestRealm();
  });

  after(() => realm.close());

  /** In a second handshake of TLS 1.2 one could show another certificate than in the first, which was believed. */
  it('has one handshake, for whoever connects', async () => {
    const ours = await authority.issue(['a.test']);
    const { cert, key } = await authority.issue(['b.test']);
    const { port } = await realm.listen(['a.test'], (socket: Socket) => {
      accepted.resolve(acceptTls(socket, ours, { timeoutMs: 1000 }));
    });
    const theirs = connect({ port, cert, key, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
    await once(theirs, 'secureConnect');
    const secured = await accepted.promise;
    secured.on('error', () => undefined);
    expect(isTrustedFor(secured, 'b.test')).to.equal(true);
    expect(await refusalOfAnother(theirs)).to.contain('renegotiation');
  });

  it('has one handshake, for whoever is connected to', async () => {
    const ours = await authority.issue(['a.test']);
    const { cert, key } = await authority.issue(['b.test']);
    const server = createServer({ cert, key, maxVersion: 'TLSv1.2' });
    const theirs = new Promise<TLSSocket>((resolve) => server.once('secureConnection', resolve));
    const { port } = await realm.listen(['b.test'], (socket) => server.emit('connection', socket));
    const socket = await new Promise<Socket>((resolve) => {
      const plain = connectPlain(port, '127.0.0.1', () => {
        resolve(plain);
      });
    });
    const secured = await connectTls(socket, 'b.test', ours);
    secured.on('error', () => undefined);
    expect(isTrustedFor(secured, 'b.test')).to.equal(true);
    expect(await refusalOfAnother(await theirs)).to.contain('renegotiation');
  });

  /** Why a second handshake did not come about, in TLS's own words. */
  function refusalOfAnother(socket: TLSSocket): Promise<string> {
    return new Promise((resolve) => {
      socket.on('error', ({ message }: Error) => {
        resolve(message);
      });
      socket.renegotiate({ rejectUnauthorized: false }, (error: Error | null) => {
        resolve(error === null ? 'there was another' : error.message);
      });
    });
  }
});
