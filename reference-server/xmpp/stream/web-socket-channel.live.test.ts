import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { WebSocketServer } from 'ws';
import { type Element, serialize } from '#xml';
import { withResource } from '../jid.ts';
import { credentialsFrom } from '../sasl/credentials.ts';
import { StreamError } from '../stream-error.ts';
import { ClientStream, type ClientStreamListener, type ClientStreamOptions } from './client-stream.ts';
import { overWebSocket } from './transport.ts';
import { WebSocketClient } from './web-socket-client.fixture.ts';

const framing = 'urn:ietf:params:xml:ns:xmpp-framing';
const secret = credentialsFrom('secret');

const base: ClientStreamOptions = {
  domains: new Set(['a.test']),
  starttls: 'none',
  decoySecret: Buffer.from('decoy'),
  credentialsOf: (user) => (user === 'juliet' ? secret : undefined),
  admit: () => ({ allowed: true }),
  bind: (user, wanted = 'made') => withResource(user, wanted) ?? user,
};

describe('a client stream over WebSocket', () => {
  let server: Server;
  let told: Told;
  let client: WebSocketClient;

  async function serve(limits: ClientStreamOptions['limits'] = {}): Promise<void> {
    told = new Told();
    server = createServer();
    const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'xmpp' });
    server.on('upgrade', (request, socket, head) => {
      if (!(socket instanceof Socket)) throw new Error('no socket');
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.pause();
        told.stream = new ClientStream(overWebSocket(webSocket, socket), { ...base, limits }, told);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    client = await WebSocketClient.connect(`ws://127.0.0.1:${port}`);
  }

  afterEach(() => {
    client.drop();
    server.closeAllConnections();
    server.close();
  });

  it('opens, logs in, opens anew and binds; then stanzas pass, each a message of its own', async () => {
    await serve();
    const [open, features] = await client.open();
    expect(open).to.match(/^<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='a\.test' id='[^']{16}' /);
    expect(features)
      .to.match(/^<stream:features xmlns:stream='http:\/\/etherx\.jabber\.org\/streams'><mechanisms /)
      .and.not.contain('starttls')
      .and.not.contain('PLAIN');
    expect(await client.logIn('juliet', 'secret')).to.match(
      /^<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>/,
    );
    const [again, bind] = await client.open();
    expect([again.slice(0, 5), bind.includes('<bind ')]).to.deep.equal(['<open', true]);
    expect(await client.bind('balcony'))
      .to.match(/^<iq xmlns='jabber:client' /)
      .and.contain('<jid>juliet@a.test/balcony</jid>');
    client.send("<message xmlns='jabber:client' to='romeo@a.test'><body>hi</body></message>");
    client.send("<presence xmlns='jabber:client'/>");
    expect([await told.element(), await told.element()]).to.deep.equal([
      "<message to='romeo@a.test'><body>hi</body></message>",
      '<presence/>',
    ]);
    told.stream?.send("<message from='romeo@a.test'><body>ho</body></message>");
    told.stream?.send('<presence/>');
    expect([await client.next(), await client.next()]).to.deep.equal([
      "<message xmlns='jabber:client' from='romeo@a.test'><body>ho</body></message>",
      "<presence xmlns='jabber:client'/>",
    ]);
  });

  it('ends in good order when either side ends it', async () => {
    await serve();
    await client.session('juliet', 'secret', 'balcony');
    client.send(`<close xmlns='${framing}'/>`);
    expect(await client.untilEnd()).to.deep.equal({ messages: [`<close xmlns='${framing}'/>`], code: 1000 });
    expect(await told.reason()).to.equal(undefined);
  });

  it('ends with the error that the server gives, then the close of the framing', async () => {
    await serve();
    await client.session('juliet', 'secret', 'balcony');
    told.stream?.close(new StreamError('conflict'));
    const { messages, code } = await client.untilEnd();
    expect([messages.map((text) => text.replaceAll('"', "'")), code]).to.deep.equal([
      [
        "<stream:error xmlns:stream='http://etherx.jabber.org/streams'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
        `<close xmlns='${framing}'/>`,
      ],
      1000,
    ]);
  });

  for (const [what, condition, message, code] of [
    [
      'a message of bytes',
      'bad-format',
      Buffer.from(`<open xmlns='${framing}' to='a.test' version='1.0'/>`),
      1003,
    ],
    ['another element before the opening', 'bad-format', "<presence xmlns='jabber:client'/>", 1000],
    [
      'the header of a TCP stream',
      'not-well-formed',
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
      1000,
    ],
    ['another domain', 'host-unknown', `<open xmlns='${framing}' to='b.test' version='1.0'/>`, 1000],
    [
      'two elements in a message',
      'not-well-formed',
      `<open xmlns='${framing}' to='a.test' version='1.0'/><a xmlns='x'/>`,
      1000,
    ],
    [
      'a message that is too long before login',
      'policy-violation',
      `<open xmlns='${framing}' to='${'a'.repeat(20_000)}'/>`,
      1000,
    ],
  ] as const) {
    it(`opens its side, and ends it with ${condition}, on ${what}`, async () => {
      await serve();
      client.send(message);
      const end = await client.untilEnd();
      expect([end.messages[0]?.slice(0, 5), end.messages.at(-1), end.code]).to.deep.equal([
        '<open',
        `<close xmlns='${framing}'/>`,
        code,
      ]);
      expect(end.messages.at(-2)).to.contain(`<${condition} `);
      expect(await told.reason()).to.have.property('condition', condition);
    });
  }

  for (const [what, condition, message] of [
    ['STARTTLS', 'unsupported-feature', "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ['a stanza before the login', 'not-authorized', "<presence xmlns='jabber:client'/>"],
    ['a second opening', 'unsupported-stanza-type', `<open xmlns='${framing}' to='a.test' version='1.0'/>`],
  ] as const) {
    it(`ends with ${condition} on ${what}`, async () => {
      await serve();
      await client.open();
      client.send(message);
      expect((await client.untilEnd()).messages.at(-2)).to.contain(`<${condition} `);
    });
  }

  it('ends with invalid-namespace on a stanza that names no namespace, and with invalid-from on a forged one', async () => {
    for (const [message, condition] of [
      ["<message to='romeo@a.test'/>", 'invalid-namespace'],
      ["<message xmlns='jabber:client' from='romeo@a.test'/>", 'invalid-from'],
    ] as const) {
      await serve();
      await client.session('juliet', 'secret', 'balcony');
      client.send(message);
      expect((await client.untilEnd()).messages.at(-2)).to.contain(`<${condition} `);
      server.close();
    }
  });

  it('ends without a word in time, and is kept alive by pings', async () => {
    await serve({ negotiationTimeoutMs: 20 });
    expect((await client.untilEnd()).messages.at(-2)).to.contain('<connection-timeout ');
    server.close();
    await serve({ silenceTimeoutMs: 1000 });
    await client.session('juliet', 'secret', 'balcony');
    const began = performance.now();
    // More of them than there is time without
    while (performance.now() - began < 1300) await client.ping();
    client.send("<presence xmlns='jabber:client'/>");
    expect(await told.element()).to.equal('<presence/>');
    expect((await client.untilEnd()).messages.at(-2)).to.contain('<connection-timeout ');
  });

  it('does not wait for the rest of a message that is too long before login, and takes it after', async () => {
    await serve({ maxBytesBeforeLogin: 10_000 });
    for (let part = 0; part < 3; part += 1) client.sendPart('x'.repeat(8000));
    expect(await told.reason()).to.have.property('message', 'the connection ended before the stream');
    server.close();
    await serve({ maxBytesBeforeLogin: 10_000 });
    await client.session('juliet', 'secret', 'balcony');
    client.sendPart("<message xmlns='jabber:client'><body>");
    for (let part = 0; part < 3; part += 1) client.sendPart('x'.repeat(8000));
    client.send('</body></message>');
    expect((await told.element()).length).to.be.greaterThan(24_000);
  });

  it('cuts off a client that does not read', async () => {
    await serve({ maxUnread: 1_000_000 });
    await client.session('juliet', 'secret', 'balcony');
    client.pause();
    const text = `<message><body>${'x'.repeat(500_000)}</body></message>`;
    const sending = setInterval(() => told.stream?.send(text), 1);
    expect(await told.reason()).to.be.instanceOf(Error);
    clearInterval(sending);
  });

  it('says that the connection was lost', async () => {
    await serve();
    await client.session('juliet', 'secret', 'balcony');
    client.drop();
    expect(await told.reason()).to.have.property('message', 'the connection ended before the stream');
  });
});

/** What the one stream of a server told. */
class Told extends EventEmitter implements ClientStreamListener {
  stream: ClientStream | undefined;
  readonly #elements: string[] = [];
  #closed: { readonly reason: Error | undefined } | undefined;

  onBound(): void {
    this.emit('told');
  }

  onElement(element: Element): void {
    this.#elements.push(serialize(element, 'jabber:client').replaceAll('"', "'"));
    this.emit('told');
  }

  onClosed(reason?: Error): void {
    if (this.#closed !== undefined) throw new Error('closed twice');
    this.#closed = { reason };
    this.emit('told');
  }

  async element(): Promise<string> {
    for (;;) {
      const next = this.#elements.shift();
      if (next !== undefined) return next;
      await once(this, 'told');
    }
  }

  async reason(): Promise<Error | undefined> {
    while (this.#closed === undefined) await once(this, 'told');
    return this.#closed.reason;
  }
}
