import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect } from 'chai';
import { type Element, serialize } from '#xml';
import { withResource } from '../jid.ts';
import { credentialsFrom } from '../sasl/credentials.ts';
import { StreamError } from '../stream-error.ts';
import { ClientStream, type ClientStreamOptions } from './client-stream.ts';
import { makeIdentity } from './identity.fixture.ts';
import { RawClient } from './raw-client.fixture.ts';
import type { TlsIdentity } from './starttls.ts';
import { overTcp } from './transport.ts';

describe('ClientStream', () => {
  let tls: { identity: TlsIdentity; cert: string; key: string };
  let servers: Server[] = [];
  let clients: RawClient[] = [];

  before(async () => {
    tls = await makeIdentity('a.test');
  });

  afterEach(() => {
    for (const client of clients) client.drop();
    for (const server of servers) server.close();
    [clients, servers] = [[], []];
  });

  /** A client that is gone when the test is over; with `ca`, over TLS from the first byte. */
  async function visit(port: number, ca?: string): Promise<RawClient> {
    const client = await (ca === undefined ? RawClient.connect(port) : RawClient.connectTls(port, ca));
    clients.push(client);
    return client;
  }

  async function serve(options: Partial<ClientStreamOptions> = {}): Promise<Stage> {
    const stage = new Stage();
    const server = createServer((socket) => {
      stage.take(new ClientStream(overTcp(socket), { ...base, tls: tls.identity, ...options }, stage));
    });
    servers.push(server);
    await stage.listen(server);
    return stage;
  }

  describe('on the way to a session', () => {
    it('leads by STARTTLS and SCRAM-SHA-256 to an address, and passes stanzas on', async () => {
      const stage = await serve({ starttls: 'required' });
      const client = await visit(stage.port);
      await client.startTls(tls.cert);
      await client.open();
      expect(await client.logIn('juliet', 'secret')).to.equal('success');
      expect(await client.bind('balcony')).to.include('<jid>juliet@a.test/balcony</jid>');
      expect([stage.stream.jid?.full, stage.stream.encrypted]).to.deep.equal(['juliet@a.test/balcony', true]);
      client.send("<message to='romeo@a.test'><body>hi</body></message>");
      expect(await stage.element()).to.equal("<message to='romeo@a.test'><body>hi</body></message>");
      stage.stream.send("<message from='romeo@a.test'><body>ho</body></message>");
      expect(await client.until('</message>')).to.equal(
        "<message from='romeo@a.test'><body>ho</body></message>",
      );
    });

    it('takes a connection that was TLS from the first byte', async () => {
      const stage = new Stage();
      const server = createTlsServer({ cert: tls.cert, key: tls.key }, (socket) => {
        stage.take(new ClientStream(overTcp(socket), base, stage));
      });
      servers.push(server);
      await stage.listen(server);
      const client = await visit(stage.port, tls.cert);
      expect(await client.open())
        .to.include('<mechanism>PLAIN</mechanism>')
        .and.not.include('starttls');
      expect(await client.logIn('juliet', 'secret')).to.equal('success');
      expect(await client.bind('balcony')).to.include('<jid>juliet@a.test/balcony</jid>');
    });

    it('offers no PLAIN in clear, and refuses it', async () => {
      const client = await visit((await serve({ starttls: 'optional' })).port);
      expect(await client.open())
        .to.include('<starttls')
        .and.not.include('PLAIN');
      client.send(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1bGlldABzZWNyZXQ=</auth>",
      );
      expect(await client.until('</failure>')).to.include('<encryption-required/>');
    });

    it('refuses a wrong password, and ends the stream at the third', async () => {
      const stage = await serve();
      const client = await visit(stage.port);
      await client.open();
      for (let tries = 0; tries < 3; tries += 1) {
        expect(await client.logIn('juliet', 'wrong')).to.include('<not-authorized/>');
      }
      expect(await client.untilEnd()).to.match(/^<stream:error><policy-violation .*<\/stream:stream>$/);
      expect(await stage.reason()).to.deep.include({ condition: 'policy-violation' });
    });

    it('takes nothing that was sent in clear behind the request for TLS', async () => {
      const stage = await serve({ starttls: 'required' });
      const client = await visit(stage.port);
      await client.open();
      client.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><auth mechanism='PLAIN'/>");
      const answer = await client.untilEnd();
      expect(answer).to.include('<policy-violation').and.not.include('<proceed');
    });

    it('ends a connection that does not talk TLS after it asked to', async () => {
      const stage = await serve({ starttls: 'required' });
      const client = await visit(stage.port);
      await client.open();
      client.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
      await client.until("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
      client.send('<iq/>');
      client.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n');
      await client.untilEnd();
      expect(await stage.reason()).to.be.instanceOf(Error);
    });

    it('ends a connection on which TLS breaks', async () => {
      const stage = await serve({ starttls: 'required' });
      const client = await visit(stage.port);
      await client.startTls(tls.cert);
      await client.open();
      client.sendPastTls('this is no TLS record');
      expect(await stage.reason()).to.be.instanceOf(Error);
      await stage.disconnected();
    });

    it('refuses a stanza before the login', async () => {
      const client = await visit((await serve()).port);
      await client.open();
      client.send("<message to='romeo@a.test'/>");
      expect(await client.untilEnd()).to.match(/^<stream:error><not-authorized .*<\/stream:stream>$/);
    });

    it('opens its side of a stream before it refuses the header', async () => {
      const client = await visit((await serve()).port);
      client.send(
        "<stream:stream to='b.test' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
      );
      expect(await client.untilEnd()).to.match(
        /^<\?xml version='1.0'\?><stream:stream .*<host-unknown .*<\/stream:stream>$/,
      );
    });

    it('ends a negotiation that takes too long', async () => {
      const client = await visit((await serve({ limits: { negotiationTimeoutMs: 20 } })).port);
      await client.open();
      expect(await client.untilEnd()).to.match(/^<stream:error><connection-timeout .*<\/stream:stream>$/);
    });

    it('lets go of a client that does not let go of an ended stream', async () => {
      const stage = await serve({ limits: { negotiationTimeoutMs: 20, closeTimeoutMs: 20 } });
      const client = await visit(stage.port);
      client.pause();
      expect(await stage.reason()).to.deep.include({ condition: 'connection-timeout' });
      await stage.disconnected();
    });
  });

  describe('in a session', () => {
    async function session(
      options: Partial<ClientStreamOptions> = {},
    ): Promise<{ client: RawClient; stage: Stage }> {
      const stage = await serve(options);
      const client = await visit(stage.port);
      await client.open();
      await client.logIn('juliet', 'secret');
      await client.bind('balcony');
      return { client, stage };
    }

    it('lets a client write its own addresses as `from`, and no other', async () => {
      const { client, stage } = await session();
      for (const from of ['juliet@a.test', 'juliet@a.test/balcony', 'Juliet@A.test/balcony']) {
        client.send(`<message from='${from}'/>`);
        expect(await stage.element()).to.equal(`<message from='${from}'/>`);
      }
      client.send("<message from='romeo@a.test'/>");
      expect(await client.untilEnd()).to.match(/^<stream:error><invalid-from /);
      expect(stage.waiting).to.equal(0);
    });

    it("refuses another resource's `from`", async () => {
      const { client } = await session();
      client.send("<message from='juliet@a.test/tomb'/>");
      expect(await client.untilEnd()).to.match(/^<stream:error><invalid-from /);
    });

    const endings: [title: string, bytes: string | Buffer, condition: string][] = [
      ['what is not well-formed', '<message></presence>', 'not-well-formed'],
      ['an undeclared prefix', '<message><x:y/></message>', 'not-well-formed'],
      ['a comment', '<message><!-- x --></message>', 'restricted-xml'],
      ['a processing instruction', '<message><?x y?></message>', 'restricted-xml'],
      ['a document type', "<!DOCTYPE x [<!ENTITY a 'b'>]>", 'restricted-xml'],
      ['an entity that is not predefined', '<message>&lol;</message>', 'not-well-formed'],
      [
        'bytes that are not UTF-8',
        Buffer.from('<message>\u00e9</message>', 'latin1'),
        'unsupported-encoding',
      ],
      ['too long a stanza', `<message><body>${'x'.repeat(20_000)}</body></message>`, 'policy-violation'],
      ['too long a stanza that has not ended', `<message><body>${'x'.repeat(20_000)}`, 'policy-violation'],
      ['too deep a stanza', `<message>${'<a>'.repeat(10_000)}`, 'policy-violation'],
      ['a stanza of streams between servers', "<message xmlns='jabber:server'/>", 'invalid-namespace'],
      ['an element that is no stanza', "<enable xmlns='urn:xmpp:sm:3'/>", 'unsupported-stanza-type'],
    ];
    for (const [title, bytes, condition] of endings) {
      it(`ends the stream with ${condition} at ${title}, and tells nothing of it`, async () => {
        const { client, stage } = await session({ limits: { maxStanzaBytes: 10_000 } });
        client.send(bytes);
        expect(await client.untilEnd()).to.match(
          new RegExp(`^<stream:error><${condition} [^>]*/></stream:error></stream:stream>$`),
        );
        expect(await stage.reason()).to.deep.include({ condition });
        expect(stage.waiting).to.equal(0);
      });
    }

    it('hears nothing of what follows the end in the same piece', async () => {
      const { client, stage } = await session();
      client.send("<message id='1'/></stream:stream><message id='2'/>");
      expect(await stage.element()).to.equal("<message id='1'/>");
      expect(await client.untilEnd()).to.equal('</stream:stream>');
      expect([await stage.reason(), stage.waiting]).to.deep.equal([undefined, 0]);
    });

    it('answers the end of the stream with its own', async () => {
      const { client, stage } = await session();
      client.send('</stream:stream>');
      expect(await client.untilEnd()).to.equal('</stream:stream>');
      expect(await stage.reason()).to.equal(undefined);
    });

    it('ends in good order from its own side, after all that was sent', async () => {
      const { client, stage } = await session();
      stage.stream.send('<presence/>');
      stage.stream.close();
      stage.stream.send("<presence type='late'/>");
      expect(await client.untilEnd()).to.equal('<presence/></stream:stream>');
    });

    it('tells of a connection that breaks off', async () => {
      const { client, stage } = await session();
      await client.reset();
      expect(await stage.reason()).to.be.instanceOf(Error);
    });

    it('ends the stream of a client that is silent', async () => {
      const { client } = await session({ limits: { silenceTimeoutMs: 20 } });
      expect(await client.untilEnd()).to.match(/^<stream:error><connection-timeout /);
    });

    it('gives up on a client that does not read', async () => {
      const { client, stage } = await session({ limits: { maxUnread: 100_000, closeTimeoutMs: 20 } });
      client.pause();
      const body = 'x'.repeat(50_000);
      stage.stream.send(`<message><body>${body}</body></message>`);
      stage.stream.send(`<message><body>${body}</body></message>`);
      stage.stream.send(`<message><body>${body}</body></message>`);
      expect(await stage.reason()).to.deep.include({ condition: 'resource-constraint' });
      await stage.disconnected();
    });

    it('answers a client that asks for a session as RFC 3921 has it', async () => {
      const { client, stage } = await session();
      client.send("<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
      expect(await client.until('>')).to.equal(
        "<iq from='juliet@a.test' to='juliet@a.test/balcony' id='s' type='result'/>",
      );
      expect(stage.waiting).to.equal(0);
    });

    it('ends the stream, and keeps the mistake as its cause, when a stanza meets one of ours', async () => {
      const { client, stage } = await session();
      stage.mistake = new Error('ours');
      client.send('<presence/>');
      expect(await client.untilEnd()).to.match(
        /^<stream:error><internal-server-error [^>]*\/><\/stream:error>/,
      );
      expect(await stage.reason()).to.deep.include({
        condition: 'internal-server-error',
        cause: stage.mistake,
      });
    });

    it('reads stanzas wherever their bytes are cut', async () => {
      const { client, stage } = await session();
      const bytes = Buffer.from('<message><body>\u00e9\u{1f600}</body></message>');
      for (let at = 0; at < bytes.length; at += 1) client.send(bytes.subarray(at, at + 1));
      expect(await stage.element()).to.equal('<message><body>\u00e9\u{1f600}</body></message>');
    });

    it('closes with an error that the server gives', async () => {
      const { client, stage } = await session();
      stage.stream.close(new StreamError('conflict', 'replaced'));
      expect(await client.untilEnd()).to.match(/^<stream:error><conflict .*replaced.*<\/stream:stream>$/);
    });
  });
});

const secret = credentialsFrom('secret');

const base: ClientStreamOptions = {
  domains: new Set(['a.test']),
  starttls: 'none',
  decoySecret: Buffer.from('decoy'),
  credentialsOf: (user) => (user === 'juliet' ? secret : undefined),
  admit: () => ({ allowed: true }),
  bind: (user, wanted = 'made') => withResource(user, wanted) ?? user,
};

/** The server's side: what its one stream told. */
class Stage extends EventEmitter {
  mistake: Error | undefined;
  #port = 0;
  #server: Server | undefined;
  #stream: ClientStream | undefined;
  readonly #elements: string[] = [];
  #closed: { readonly reason: Error | undefined } | undefined;

  async listen(server: Server): Promise<void> {
    this.#server = server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  get port(): number {
    return this.#port;
  }

  take(stream: ClientStream): void {
    this.#stream = stream;
  }

  get stream(): ClientStream {
    if (this.#stream === undefined) throw new Error('nobody came');
    return this.#stream;
  }

  onBound(): void {
    this.emit('told');
  }

  onElement(element: Element): void {
    if (this.mistake !== undefined) throw this.mistake;
    this.#elements.push(serialize(element, 'jabber:client'));
    this.emit('told');
  }

  onClosed(reason?: Error): void {
    if (this.#closed !== undefined) throw new Error('closed twice');
    this.#closed = { reason };
    this.emit('told');
  }

  /** Stanzas that nobody asked for yet. */
  get waiting(): number {
    return this.#elements.length;
  }

  /** The next stanza that the client sends. */
  async element(): Promise<string> {
    for (;;) {
      const next = this.#elements.shift();
      if (next !== undefined) return next;
      await once(this, 'told');
    }
  }

  /** Why the stream ended, when it has. */
  async reason(): Promise<Error | undefined> {
    while (this.#closed === undefined) await once(this, 'told');
    return this.#closed.reason;
  }

  /** When the server has no connection left. */
  async disconnected(): Promise<void> {
    if (this.#server === undefined) throw new Error('no server');
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}
