import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { type Chatter, portOf, Stage, type StageWish } from '../server.fixture.ts';

const secret = 'sixteen characters';

const gateway = {
  listen: {
    client: '127.0.0.1:0',
    component: '127.0.0.1:0',
    admin: '127.0.0.1:0',
  },
  components: { 'gw.a.test': { secret } },
};

describe('a component', () => {
  let stage: Stage;
  let sam: Chatter;
  let gale: Gateway;

  const start = async (wish: StageWish = {}): Promise<void> => {
    stage = await Stage.start({ ...wish, config: { ...gateway, ...wish.config } });
    sam = await stage.connect('sam', 'desk');
    gale = await Gateway.connect(stage);
  };

  afterEach(() => stage.stop());

  it('gets what is sent to addresses of its domain, and writes from them', async () => {
    await start();
    sam.raw.send(`<message to='juliet@gw.a.test/x' type='chat' id='m1'><body>hi</body></message>`);
    expect(await gale.raw.until('</message>')).to.equal(
      "<message from='sam@a.test/desk' to='juliet@gw.a.test/x' id='m1' type='chat'><body>hi</body></message>",
    );
    gale.raw.send(
      `<message from='juliet@gw.a.test/x' to='sam@a.test/desk' type='chat' id='m2'><body>ho</body></message>`,
    );
    expect(await sam.raw.until('</message>')).to.equal(
      "<message from='juliet@gw.a.test/x' to='sam@a.test/desk' id='m2' type='chat'><body>ho</body></message>",
    );
  });

  it('sees and sends labels as they were written', async () => {
    await start();
    const label = securityLabel('A-S');
    sam.raw.send(`<message to='gw.a.test' type='chat' id='m1'>${label}<body>hi</body></message>`);
    expect(await gale.raw.until('</message>')).to.include('MRACAQQGCysGAQQBgf1ZggIB');
    gale.raw.send(
      `<message from='gw.a.test' to='sam@a.test' type='chat' id='m2'>${label}<body>ho</body></message>`,
    );
    expect(await sam.raw.until('</message>')).to.include('MRACAQQGCysGAQQBgf1ZggIB');
  });

  it('is cleared in both directions for what its clearance covers', async () => {
    await start({ verbs: { 'Cmp(gw.a.test).clr': upTo('U', 'R') } });
    const secretTo = (to: string, from = ''): string =>
      `<message to='${to}'${from} type='chat' id='m'>${securityLabel('A-S')}<body>hi</body></message>`;
    expect(await sam.says(secretTo('juliet@gw.a.test'))).to.include('<forbidden ');
    const answer = await gale.says(secretTo('sam@a.test', " from='juliet@gw.a.test'"));
    expect(answer).to.include("to='juliet@gw.a.test'").and.include('<forbidden ');
    expect(await sam.heard()).to.equal('');
  });

  it('has the label that is provisioned for what it sends without one', async () => {
    await start({
      verbs: { 'Cmp(gw.a.test).dfl': { policy: 'HARNESS-A', classification: 'SECRET' } },
    });
    const rita = await stage.connect('rita', 'desk');
    const to = (user: string): string =>
      `<message from='x@gw.a.test' to='${user}@a.test/desk' type='chat' id='m'><body>hi</body></message>`;
    expect(await gale.says(to('rita'))).to.include('<forbidden ');
    expect(await gale.says(to('sam'))).to.equal('');
    expect(await sam.heard())
      .to.include('<body>hi</body>')
      .and.include('<securitylabel ');
    expect(await rita.heard()).to.equal('');
  });

  it('is told why what it sent goes nowhere, and not what that was', async () => {
    await start({ verbs: { 'U*': upTo('U') } });
    const answer = await gale.says(
      `<message from='x@gw.a.test' to='nobody@a.test' type='chat' id='m'><body>hi</body></message>`,
    );
    expect(answer).to.include('<service-unavailable ').and.not.include('hi');
    await gale.says("<message from='x@gw.a.test' to='x@b.test' type='chat' id='n'><body>hi</body></message>");
    expect(await gale.says('')).to.include('<remote-server-not-found ');
  });

  it('asks the server and its users what others may ask, and is asked by them', async () => {
    await start();
    sam.raw.send("<iq to='x@gw.a.test' type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>");
    expect(await gale.raw.until('</iq>')).to.include("from='sam@a.test/desk' to='x@gw.a.test' id='p1'");
    gale.raw.send("<iq from='x@gw.a.test' to='sam@a.test/desk' type='result' id='p1'/>");
    expect(await sam.raw.until("id='p1' type='result'/>")).to.include("from='x@gw.a.test'");
    gale.raw.send(
      "<iq from='gw.a.test' to='sam@a.test/desk' type='get' id='p2'><ping xmlns='urn:xmpp:ping'/></iq>",
    );
    expect(await sam.raw.until('</iq>')).to.include("from='gw.a.test'");
    sam.raw.send("<iq to='gw.a.test' type='result' id='p2'/>");
    expect(await gale.raw.until("id='p2' type='result'/>")).to.include("from='sam@a.test/desk'");
  });

  it('that is not connected is not there', async () => {
    await start();
    await gale.leave();
    expect(await sam.says("<message to='x@gw.a.test' type='chat' id='m'><body>hi</body></message>")).to.equal(
      '',
    );
    expect(await sam.heard())
      .to.include("from='x@gw.a.test'")
      .and.include('<service-unavailable ')
      .and.not.include('hi');
    const again = await Gateway.connect(stage);
    expect(await again.says('')).to.equal('');
  });

  it('may be another stream once the first has broken, and what went out just before is told as lost', async () => {
    await start();
    await sam.says("<message to='x@gw.a.test' type='chat' id='m'><body>hi</body></message>");
    gale.raw.drop();
    expect(await sam.raw.until('</message>')).to.include('<remote-server-timeout ');
    expect(await (await Gateway.connect(stage)).says('')).to.equal('');
  });

  it('is one stream at a time', async () => {
    await start();
    const second = await Gateway.open(stage);
    expect(await second.untilEnd()).to.include('<conflict ');
    expect(await gale.says('')).to.equal('');
  });

  it('does not learn without the secret whether it is connected', async () => {
    await start();
    const wrong = await Gateway.open(stage, 'gw.a.test', 'another secret of that');
    expect(await wrong.untilEnd())
      .to.include('<not-authorized ')
      .and.not.include('conflict');
  });

  for (const [what, stanza, condition] of [
    ['from another domain', "<message from='x@b.test' to='sam@a.test'/>", 'invalid-from'],
    ['from a user of this server', "<message from='sam@a.test' to='sam@a.test'/>", 'invalid-from'],
    ['from a subdomain of its own', "<message from='x@x.gw.a.test' to='sam@a.test'/>", 'invalid-from'],
    ['from nobody', "<message to='sam@a.test'/>", 'improper-addressing'],
    ['to nobody', "<message from='x@gw.a.test'/>", 'improper-addressing'],
    ['to what is no address', "<message from='x@gw.a.test' to='@'/>", 'improper-addressing'],
    [
      'in another namespace',
      "<message xmlns='jabber:client' from='gw.a.test' to='a.test'/>",
      'invalid-namespace',
    ],
    ['that is none', '<features/>', 'unsupported-stanza-type'],
  ] as const) {
    it(`ends its stream with a stanza ${what}`, async () => {
      await start();
      gale.raw.send(stanza);
      expect(await gale.raw.untilEnd()).to.include(`<${condition} `);
      expect(await sam.heard()).to.equal('');
    });
  }

  it('may send from anywhere where the server is broken so', async () => {
    await start({ faults: ['component.from'] });
    await gale.says(
      `<message from='rita@a.test' to='sam@a.test' type='chat' id='m'><body>hi</body></message>`,
    );
    expect(await sam.heard()).to.include("from='rita@a.test'");
  });

  it('of another name is none of this server', async () => {
    await start();
    for (const name of ['a.test', 'gw2.a.test', 'x@gw.a.test']) {
      const raw = await RawClient.connect(portOf(stage.running.component));
      raw.send(header(name));
      expect(await raw.untilEnd()).to.include('<host-unknown ');
    }
  });

  it('that opens a stream of a client is told the namespace', async () => {
    await start();
    const raw = await RawClient.connect(portOf(stage.running.component));
    raw.send(header('gw.a.test').replace('jabber:component:accept', 'jabber:client'));
    expect(await raw.untilEnd()).to.include('<invalid-namespace ');
  });

  it('leaves when everything is provisioned anew', async () => {
    await start();
    expect(await stage.provision('PUT', {})).to.equal(204);
    expect(await gale.raw.untilEnd()).to.include('</stream:stream>');
  });

  it('is named by the configuration, or its clearance is a mistake', async () => {
    await start();
    expect(await stage.provision('PATCH', { 'Cmp(gw2.a.test).clr': 'none' })).to.equal(422);
    expect(await stage.provision('PATCH', { 'Peer(gw.a.test).in': 'none' })).to.equal(422);
  });
});

/** A component of the server that a test plays: `gw.a.test`. */
class Gateway {
  readonly raw: RawClient;
  #fences = 0;

  private constructor(raw: RawClient) {
    this.raw = raw;
  }

  static async connect(stage: Stage): Promise<Gateway> {
    const raw = await Gateway.open(stage);
    await raw.until('<handshake/>');
    return new Gateway(raw);
  }

  /** Up to its handshake, whatever the server says to that. */
  static async open(stage: Stage, domain = 'gw.a.test', known = secret): Promise<RawClient> {
    const raw = await RawClient.connect(portOf(stage.running.component));
    raw.send(header(domain));
    const answer = await raw.until('>');
    const opened = answer.includes('<stream:stream') ? answer : await raw.until('>');
    const [, id = ''] = / id='([^']*)'/.exec(opened) ?? [];
    raw.send(
      `<handshake>${createHash('sha1')
        .update(id + known)
        .digest('hex')}</handshake>`,
    );
    return raw;
  }

  /** Sends, waits until the server is through with it, and gives what came meanwhile. */
  async says(xml: string): Promise<string> {
    this.#fences += 1;
    const id = `fence-${this.#fences}`;
    const ping = `<iq from='gw.a.test' to='a.test' type='get' id='${id}'><ping xmlns='urn:xmpp:ping'/></iq>`;
    this.raw.send(xml + ping);
    const read = await this.raw.until(`id='${id}' type='result'/>`);
    return read.slice(0, read.lastIndexOf('<iq ')).replaceAll('"', "'");
  }

  /** Ends its stream in good order. */
  async leave(): Promise<void> {
    this.raw.send('</stream:stream>');
    await this.raw.untilEnd();
  }
}

function header(to: string): string {
  return (
    `<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' ` +
    `xmlns:stream='http://etherx.jabber.org/streams' to='${to}'>`
  );
}
