import { expect } from 'chai';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Chatter, Stage } from '../server.fixture.ts';

const sm = "xmlns='urn:xmpp:sm:3'";

function message(to: string, body: string, attributes = "type='chat'"): string {
  return `<message to='${to}' ${attributes}><body>${body}</body></message>`;
}

const secretLabel =
  "<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>" +
  'MRACAQQGCysGAQQBgf1ZggIB</esssecuritylabel></label></securitylabel>';

describe('stream management', () => {
  let stage: Stage;
  let una: Chatter;

  beforeEach(async () => {
    stage = await Stage.start();
    una = await stage.connect('una', 'desk');
  });

  afterEach(async () => {
    await stage.stop();
  });

  /** Enables it, and gives the id that the session is resumed by. */
  async function enable(chatter: Chatter, attributes = " resume='true'"): Promise<string> {
    chatter.raw.send(`<enable ${sm}${attributes}/>`);
    const enabled = await chatter.raw.until('/>');
    return / id='([^']+)'/.exec(enabled)?.[1] ?? '';
  }

  /** A new connection, logged in, and the answer to its request to resume. */
  async function resume(
    user: string,
    previd: string,
    h: number,
    end = '/>',
    localAddress?: string,
  ): Promise<{ raw: RawClient; answer: string }> {
    const raw = await RawClient.connect(stage.port, localAddress);
    await raw.open();
    await raw.logIn(user, user);
    expect(await raw.open()).to.contain(`<sm ${sm}/>`);
    raw.send(`<resume ${sm} previd='${previd}' h='${h}'/>`);
    return { raw, answer: await raw.until(end) };
  }

  async function ping(raw: RawClient): Promise<string> {
    raw.send("<iq type='get' id='after'><ping xmlns='urn:xmpp:ping'/></iq>");
    return raw.until("id='after' type='result'/>");
  }

  it('counts what came since it was enabled', async () => {
    await enable(una);
    await una.says(message('rita@a.test', 'one'));
    una.raw.send(`<r ${sm}/>`);
    expect(await una.raw.until("h='2'/>")).to.contain(`<a ${sm} h='2'/>`);
  });

  it('sends again what was not acknowledged, with the time when it came, and no more', async () => {
    const rita = await stage.connect('rita', 'phone');
    const id = await enable(rita);
    await una.says(message('rita@a.test/phone', 'first') + message('rita@a.test/phone', 'second'));
    await rita.raw.until('second');
    rita.raw.drop();
    await una.says(message('rita@a.test/phone', 'third'));
    const { raw, answer } = await resume('rita', id, 1);
    expect(answer).to.equal(`<resumed ${sm} previd='${id}' h='0'/>`);
    const read = await ping(raw);
    expect(read).to.not.contain('first');
    expect(read.indexOf('second')).to.be.within(0, read.indexOf('third'));
    expect(read.match(/urn:xmpp:delay/g)).to.have.length(2);
    raw.send(`<a ${sm} h='4'/>`);
    await ping(raw);
  });

  it('ends the stream over a count that is too high, and keeps what the session had', async () => {
    const rita = await stage.connect('rita', 'phone');
    await enable(rita);
    await una.says(message('rita@a.test/phone', 'first'));
    await rita.raw.until('first');
    rita.raw.send(`<a ${sm} h='7'/>`);
    const end = await rita.ended();
    expect(end).to.contain('<undefined-condition');
    expect(end).to.contain("<handled-count-too-high xmlns='urn:xmpp:sm:3' h='7' send-count='1'/>");
    const again = await stage.connect('rita', 'phone', '');
    expect(await again.says('<presence/>')).to.contain('first');
  });

  it('does not resume the session of another, nor one that nobody knows', async () => {
    const rita = await stage.connect('rita', 'phone');
    const id = await enable(rita);
    rita.raw.drop();
    const other = await resume('sam', id, 0, '</failed>');
    expect(other.answer).to.contain('item-not-found');
    // It may bind one of its own then
    await other.raw.bind('desk').catch(() => undefined);
    const { answer } = await resume('rita', 'another', 0, '</failed>');
    expect(answer).to.contain('item-not-found');
  });

  it('takes a session away from a connection that is still there', async () => {
    const rita = await stage.connect('rita', 'phone');
    const id = await enable(rita);
    const { raw, answer } = await resume('rita', id, 0);
    expect(answer).to.contain('<resumed');
    expect(await rita.ended()).to.contain('<conflict');
    await una.says(message('rita@a.test/phone', 'still there'));
    await raw.until('still there');
  });

  it('shows nobody that a session has lost its connection', async () => {
    const watching = await stage.connect('rita', 'desk');
    const lost = await stage.connect('rita', 'phone');
    await watching.heard();
    const id = await enable(lost);
    lost.raw.drop();
    await resume('rita', id, 0);
    expect(await watching.heard()).to.not.contain('unavailable');
  });

  it('puts an error in place of an answer that waited, and answers who asked the session itself', async () => {
    const rita = await stage.connect('rita', 'phone');
    const id = await enable(rita);
    rita.raw.send("<iq type='get' id='mine' to='a.test'><query xmlns='jabber:iq:version'/></iq>");
    await rita.raw.until("id='mine'");
    rita.raw.drop();
    una.raw.send("<iq type='get' id='hers' to='rita@a.test/phone'><ping xmlns='urn:xmpp:ping'/></iq>");
    await una.heard();
    const { raw } = await resume('rita', id, 0);
    const read = await ping(raw);
    expect(read).to.match(/<iq [^>]*id='mine' type='error'/);
    expect(read).to.not.contain('reference server');
    expect(read).to.not.contain("id='hers'");
    await una.raw.until("id='hers' type='error'");
  });

  it('keeps what a session was sent when it ends, whichever way', async () => {
    const rita = await stage.connect('rita', 'phone');
    await enable(rita, '');
    await una.says(
      message('rita@a.test/phone', 'kept') + message('rita@a.test/phone', 'for now', "type='headline'"),
    );
    await rita.raw.until('for now');
    rita.raw.send('</stream:stream>');
    await rita.ended();
    const again = await stage.connect('rita', 'phone', '');
    const heard = await again.says('<presence/>');
    expect(heard).to.contain('kept');
    expect(heard).to.not.contain('for now');
  });

  it('gives what waited to another session when the time of the first is up', async () => {
    const rita = await stage.connect('rita', 'phone');
    const other = await stage.connect('rita', 'desk');
    await enable(rita, " resume='true' max='1'");
    rita.raw.drop();
    await una.says(message('rita@a.test/phone', 'late'));
    await other.raw.until('late');
  });

  it('ends a lost session whose user may have none any longer', async () => {
    const rita = await stage.connect('rita', 'phone');
    const id = await enable(rita);
    rita.raw.drop();
    const server = { policy: 'HARNESS-A', classification: 'CONFIDENTIAL' };
    expect(await stage.provision('PATCH', { 'Srv.lbl': server })).to.equal(204);
    expect(await stage.provision('PATCH', { 'Srv.lbl': 'none', 'U(rita)': upTo('U') })).to.equal(204);
    const { answer } = await resume('rita', id, 0, '</failed>');
    expect(answer).to.contain('item-not-found');
  });

  it('judges what waits for where the session resumes, keeps the rest, and brings it where it may be', async () => {
    const low = '127.0.0.2';
    await stage.provision('PATCH', {
      [`Loc(${low})`]: upTo('U', 'R'),
      'Loc*': upTo('U', 'R', 'C', 'S', 'TS'),
    });
    const tess = await stage.connect('tess', 'desk');
    const sam = await stage.connect('sam', 'phone');
    const id = await enable(sam);
    sam.raw.drop();
    const secret = `<message to='sam@a.test/phone' type='chat'><body>secret</body>${secretLabel}</message>`;
    await tess.says(secret + message('sam@a.test/phone', 'open'));
    const there = await resume('sam', id, 0, '/>', low);
    const read = await ping(there.raw);
    expect(read).to.contain('open');
    expect(read).to.not.contain('secret');
    there.raw.drop();
    const back = await resume('sam', id, 2);
    expect(back.answer).to.contain('<resumed');
    expect(await ping(back.raw)).to.match(/secret/);
    expect(stage.audit.map(({ check }) => check)).to.include('exit');
  });

  /** What a session of rita's is sent again, of sam's presence that waited while it was lost. */
  async function presenceThatWaited(change: ProvisionVerbs): Promise<string> {
    const sam = await stage.connect('sam', 'phone');
    const rita = await stage.connect('rita', 'phone');
    await rita.says("<presence to='sam@a.test' type='subscribe'/>");
    await sam.says("<presence to='rita@a.test' type='subscribed'/>");
    await rita.heard();
    const id = await enable(rita);
    rita.raw.drop();
    await sam.says('<presence><status>at sea</status></presence>');
    expect(await stage.provision('PATCH', change)).to.equal(204);
    const { raw } = await resume('rita', id, 0);
    return ping(raw);
  }

  it('sends presence that waited again, where it may still be seen', async () => {
    expect(await presenceThatWaited({ 'Pres(sam).lbl': labelled('R') })).to.contain('at sea');
  });

  it('sends no presence that may not be seen any longer', async () => {
    const read = await presenceThatWaited({ 'Pres(sam).lbl': labelled('S') });
    expect(read).to.not.contain('at sea');
    expect(read).to.contain("type='unsubscribed'");
  });

  it('sends a copy that waited again, or not at all where it may not be had any longer', async () => {
    const id = await (async (): Promise<string> => {
      const rita = await stage.connect('rita', 'phone');
      await rita.says("<iq type='set' id='copies'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
      const enabled = await enable(rita);
      rita.raw.drop();
      return enabled;
    })();
    await stage.connect('rita', 'desk');
    await una.says(message('rita@a.test/desk', 'copied'));
    const first = await resume('rita', id, 0);
    const read = await ping(first.raw);
    expect(read).to.contain('copied').and.to.contain('urn:xmpp:carbons:2');
    first.raw.drop();
    expect(await stage.provision('PATCH', { 'U(rita)': upTo('R') })).to.equal(204);
    expect(await ping((await resume('rita', id, 0)).raw)).to.not.contain('copied');
    const last = await stage.connect('rita', 'last', '');
    expect(await last.says('<presence/>')).to.not.contain('copied');
  });

  it('cuts off a client that never acknowledges anything', async () => {
    const rita = await stage.connect('rita', 'phone');
    await enable(rita);
    const long = 'x'.repeat(250_000);
    for (let index = 0; index < 17; index += 1) await una.says(message('rita@a.test/phone', long));
    expect(await rita.ended()).to.contain('resource-constraint');
  });

  it('refuses what comes at the wrong time, and goes on', async () => {
    await enable(una);
    una.raw.send(`<enable ${sm}/>`);
    await una.raw.until('unexpected-request');
    una.raw.send(`<resume ${sm} previd='x' h='0'/>`);
    await una.raw.until('unexpected-request');
    const raw = await RawClient.connect(stage.port);
    await raw.open();
    await raw.logIn('rita', 'rita');
    await raw.open();
    raw.send(`<enable ${sm}/>`);
    await raw.until('unexpected-request');
    raw.send("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    await raw.until('</iq>');
  });

  it('ends the stream over a count where nothing is managed', async () => {
    una.raw.send(`<r ${sm}/>`);
    expect(await una.ended()).to.contain('unsupported-stanza-type');
  });
});
