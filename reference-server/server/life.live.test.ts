import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { RawClient } from '../xmpp/stream/raw-client.fixture.ts';
import { WebSocketClient } from '../xmpp/stream/web-socket-client.fixture.ts';
import { EndpointError } from './endpoint.ts';
import { upTo } from './provision/provision.fixture.ts';
import { portOf, Stage } from './server.fixture.ts';

const labelled = (to: string, name: string): string =>
  `<message to='${to}' type='chat' id='m'>${securityLabel(name)}<body>hi</body></message>`;

describe('the server', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  describe('while it runs', () => {
    beforeEach(async () => {
      stage = await Stage.start();
    });

    it('lets nobody in with a wrong password or none', async () => {
      for (const user of ['sam', 'nobody']) {
        const raw = await RawClient.connect(stage.port);
        await raw.open();
        expect(await raw.logIn(user, 'wrong')).to.include('<not-authorized/>');
      }
    });

    it('takes a client that speaks TLS from the first byte', async () => {
      const raw = await RawClient.connectTls(portOf(stage.running.clientTls), stage.certificate);
      await raw.open();
      expect(await raw.logIn('sam', 'sam')).to.equal('success');
      expect(await raw.bind('desk')).to.include('<jid>sam@a.test/desk</jid>');
    });

    it('outlives a handshake that is none, and a client that breaks off', async () => {
      const socket = connect(portOf(stage.running.clientTls), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write('GET / HTTP/1.1\r\n\r\n');
      await once(socket, 'close');
      const sam = await stage.connect('sam', 'desk');
      await sam.raw.reset();
      const again = await stage.connect('sam', 'desk');
      expect(await again.heard()).to.equal('');
      expect(stage.mistakes).to.deep.equal([]);
    });

    it('ends a session whose address another one takes', async () => {
      const first = await stage.connect('sam', 'desk');
      const second = await stage.connect('sam', 'desk');
      expect(await first.ended()).to.include('<conflict ');
      expect(await second.heard()).to.equal('');
    });

    it('refuses an account more sessions than it may have, and lets a new one take the place of an old one', async () => {
      const bounded = await Stage.start({ config: { limits: { sessionsPerAccount: 2 } } });
      await bounded.connect('sam', 'desk');
      await bounded.connect('sam', 'sofa');
      const third = await RawClient.connect(bounded.port);
      await third.open();
      await third.logIn('sam', 'sam');
      expect(await third.bind('bed')).to.include('<resource-constraint ');
      await bounded.connect('sam', 'sofa');
      await bounded.connect('rita', 'desk');
      await bounded.stop();
    });

    it('is reached over WebSocket like over TCP', async () => {
      const open = await Stage.start({
        config: { listen: { client: '127.0.0.1:0', webSocket: '127.0.0.1:0' } },
      });
      const web = await WebSocketClient.connect(`ws://${open.running.webSocket ?? ''}/xmpp-websocket`);
      await web.session('sam', 'sam', 'web');
      const tess = await open.connect('tess', 'desk');
      web.send("<message xmlns='jabber:client' to='tess@a.test/desk' type='chat'><body>hi</body></message>");
      web.send("<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
      expect(await web.next()).to.match(/^<iq xmlns='jabber:client' .* type='result'\/>$/);
      expect(await tess.heard()).to.include('<body>hi</body>');
      const ended = web.untilEnd();
      await open.stop();
      expect((await ended).messages.at(-2)).to.include('<system-shutdown ');
    });

    it('believes no from but the own', async () => {
      const una = await stage.connect('una', 'desk');
      una.raw.send(labelled('tess@a.test', 'A-S').replace("to='", "from='tess@a.test' to='"));
      expect(await una.ended()).to.include('<invalid-from ');
    });

    it('goes by a change of provisioning from the next stanza on, on live sessions', async () => {
      const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
      const secretTo = async (): Promise<readonly boolean[]> => [
        (await sam.says(labelled('rita@a.test', 'A-S'))).includes('<forbidden'),
        (await rita.heard()).includes('<body>hi</body>'),
      ];
      expect(await secretTo()).to.deep.equal([true, false]);
      expect(await stage.provision('PATCH', { 'U(rita)': upTo('S') })).to.equal(204);
      expect(await secretTo()).to.deep.equal([false, true]);
      expect(await stage.provision('PATCH', { 'Srv.clr': upTo('U') })).to.equal(204);
      expect(await secretTo()).to.deep.equal([true, false]);
      expect(await stage.provision('PATCH', { 'Srv.clr': 'none', 'U(sam)': 'none' })).to.equal(204);
      expect(await secretTo()).to.deep.equal([true, false]);
      expect(stage.audit.map(({ check }) => check)).to.deep.equal(['exit', 'server', 'entry']);
    });

    it('changes nothing where one verb of a change is wrong', async () => {
      const [sam, rita] = [await stage.connect('sam', 'desk'), await stage.connect('rita', 'desk')];
      expect(await stage.provision('PATCH', { 'U(rita)': upTo('S'), mark: 'keep' })).to.equal(422);
      expect(await stage.provision('PUT', { 'U(rita)': upTo('S'), mark: 'keep' })).to.equal(422);
      expect(await sam.says(labelled('rita@a.test', 'A-S'))).to.include('<forbidden');
      expect(await rita.heard()).to.equal('');
    });

    it('begins anew at a reset: sessions end, and what was kept is forgotten', async () => {
      const sam = await stage.connect('sam', 'desk');
      await sam.says(labelled('rita@a.test', 'A-R'));
      await sam.says("<presence type='subscribe' to='rita@a.test'/>");
      expect(await stage.provision('PUT', {})).to.equal(204);
      expect(await sam.ended()).to.include('<reset ');
      const rita = await stage.connect('rita', 'desk', '');
      expect(await rita.says('<presence/>')).to.equal(
        "<presence from='rita@a.test/desk' to='rita@a.test/desk'/>",
      );
    });

    it('says who has gone when a session ends in whatever way', async () => {
      const rita = await stage.connect('rita', 'desk');
      for (const end of ['</stream:stream>', '<message']) {
        const sam = await stage.connect('sam', 'desk');
        await sam.says("<presence to='rita@a.test/desk'/>");
        await rita.heard();
        sam.raw.send(end);
        if (end === '<message') await sam.raw.reset();
        expect(await rita.raw.until("type='unavailable'/>")).to.include("from='sam@a.test/desk'");
      }
    });
  });

  it('wants TLS before it lets anybody log in, where it is configured to', async () => {
    stage = await Stage.start({ config: { starttls: 'required' } });
    const raw = await RawClient.connect(stage.port);
    expect(await raw.open())
      .to.include('<required/>')
      .and.not.include('<mechanism>');
    raw.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256'>biws</auth>");
    expect(await raw.until('>')).to.match(/failure|stream:error/);
    const secured = await RawClient.connect(stage.port);
    await secured.startTls(stage.certificate);
    await secured.open();
    expect(await secured.logIn('sam', 'sam')).to.equal('success');
  });

  describe('when it stops', () => {
    it('leaves nothing: sessions are told, and connections that say nothing are closed', async () => {
      const stopping = await Stage.start();
      stage = await Stage.start();
      const sam = await stopping.connect('sam', 'desk');
      const idle = await RawClient.connect(stopping.port);
      await idle.open();
      const silent = await RawClient.connect(stopping.port);
      const noHandshake = connect(portOf(stopping.running.clientTls), '127.0.0.1').resume();
      noHandshake.on('error', () => undefined);
      await once(noHandshake, 'connect');
      await stopping.provision('PATCH', {});
      const stopped = stopping.stop();
      expect(await sam.ended()).to.include('<system-shutdown ');
      expect(await idle.untilEnd()).to.include('<system-shutdown ');
      await silent.untilEnd();
      await stopped;
      for (const address of [stopping.running.client, stopping.running.clientTls, stopping.running.admin]) {
        const refusal = await once(connect(portOf(address), '127.0.0.1'), 'error');
        expect(refusal).to.have.nested.property('[0].code', 'ECONNREFUSED');
      }
    }).timeout(6000);
  });

  it('that cannot have one of its addresses leaves the others free', async () => {
    stage = await Stage.start();
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const free = portOf(stage.running.client);
    await stage.stop();
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const listen = { client: `127.0.0.1:${free}`, admin: `127.0.0.1:${port ?? 0}` };
    const refusal = await Stage.start({ config: { listen } }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(EndpointError);
    expect(String(refusal)).to.include(
      'is in use; stop what listens there, or choose another port under `listen`',
    );
    taken.close();
    stage = await Stage.start({ config: { listen: { ...listen, admin: '127.0.0.1:0' } } });
    expect(stage.running.client).to.equal(`127.0.0.1:${free}`);
  });
});
