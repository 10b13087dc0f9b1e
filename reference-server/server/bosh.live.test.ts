import { request } from 'node:https';
import { expect } from 'chai';
import { upTo } from './provision/provision.fixture.ts';
import { portOf, Stage, type StageWish } from './server.fixture.ts';

/** How one request is sent, where it is not as usual. */
interface Wish {
  readonly from?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const secretLabel =
  "<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>" +
  'MRACAQQGCysGAQQBgf1ZggIB</esssecuritylabel></label></securitylabel>';

function secret(to: string): string {
  return `<message xmlns='jabber:client' to='${to}' type='chat'><body>secret</body>${secretLabel}</message>`;
}

describe('a session over HTTP', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function start(wish: StageWish = {}): Promise<void> {
    const { config, verbs, ...others } = wish;
    const entrances = { client: '127.0.0.1:0', webSocketTls: '127.0.0.1:0', admin: '127.0.0.1:0' };
    const range = { 'Loc(127.0.0.2)': upTo('U', 'R'), 'Loc*': upTo('U', 'R', 'C', 'S', 'TS') };
    stage = await Stage.start({
      ...others,
      config: { listen: entrances, trustedProxies: ['127.0.0.8'], ...config },
      verbs: { ...range, ...verbs },
    });
  }

  /** One exchange: the status, and the answer with single quotes. */
  function exchange(text: string, { from, method = 'POST', headers = {} }: Wish = {}): Promise<string> {
    const options = {
      port: portOf(stage.running.webSocketTls),
      host: '127.0.0.1',
      path: '/http-bind',
      ca: stage.certificate,
      servername: 'a.test',
      agent: false,
      method,
      headers,
      ...(from !== undefined && { localAddress: from }),
    };
    return new Promise((resolve, reject) => {
      const posted = request(options, (response) => {
        let read = '';
        response.on('data', (chunk: Buffer) => (read += chunk.toString()));
        response.on('end', () => {
          resolve(`${response.statusCode ?? 0} ${read.replaceAll('"', "'")}`);
        });
      });
      posted.on('error', reject);
      posted.end(text);
    });
  }

  function body(attributes: string, content = ''): string {
    return `<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh' ${attributes}>${content}</body>`;
  }

  /** Sam is logged in and available, and no request is held. */
  async function logIn(wish: Wish = {}): Promise<(content: string, other?: Wish) => Promise<string>> {
    const opened = await exchange(body("rid='1' to='a.test' xmpp:version='1.0' wait='5' hold='1'"), wish);
    const [, sid = ''] = /sid='([^']+)'/.exec(opened) ?? [];
    let rid = 1;
    const say = (content: string, other: Wish = wish, attributes = ''): Promise<string> => {
      rid += 1;
      return exchange(body(`rid='${rid}' sid='${sid}' ${attributes}`, content), other);
    };
    const plain = Buffer.from('\0sam\0sam').toString('base64');
    await say(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`);
    const features = await say('', wish, "xmpp:restart='true'");
    expect(features).to.contain('xmpp-bind').and.not.contain('urn:xmpp:sm:3');
    const bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>http</resource></bind>";
    await say(`<iq xmlns='jabber:client' type='set' id='b'>${bind}</iq>`);
    await say("<presence xmlns='jabber:client'/>");
    return say;
  }

  const ping = "<iq xmlns='jabber:client' type='get' id='p' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>";

  it('refuses what is no request of a session that there is', async () => {
    await start();
    const statuses = await Promise.all([
      exchange('', { method: 'GET' }),
      exchange('<body'),
      exchange("<body xmlns='jabber:client' rid='1'/>"),
      exchange(body("to='a.test'")),
      exchange(body("rid='1'", 'x'.repeat(300_000))),
      exchange(body("rid='1' sid='x'")),
      exchange(body("rid='1' to='b.test' xmpp:version='1.0'")),
    ]);
    expect(statuses.slice(0, 5)).to.deep.equal(['405 ', '400 ', '400 ', '400 ', '413 ']);
    expect(statuses[5]).to.contain("condition='item-not-found'");
    expect(statuses[6]).to.contain("condition='host-unknown'");
  });

  it('has as many beginnings as other connections may have', async () => {
    await start({ config: { limits: { pendingPerAddress: 2 } } });
    const opening = body("rid='1' to='a.test' xmpp:version='1.0'");
    expect(await exchange(opening)).to.contain('<stream:features');
    expect(await exchange(opening)).to.contain("condition='policy-violation'");
  });

  it('gets what waited for it, where it asks from a place that may have it', async () => {
    await start();
    const say = await logIn();
    const tess = await stage.connect('tess', 'work');
    await tess.says(secret('sam@a.test/http'));
    expect(await say(ping)).to.contain('<body>secret</body>');
  });

  it('is where each of its requests comes from, also when a trusted proxy says so', async () => {
    await start();
    const high = { from: '127.0.0.8', headers: { 'x-forwarded-for': '127.0.0.3' } };
    const low = { from: '127.0.0.8', headers: { 'x-forwarded-for': '127.0.0.2' } };
    const say = await logIn(high);
    const tess = await stage.connect('tess', 'work');
    await tess.says(secret('sam@a.test/http'));
    expect(await say(ping, low))
      .to.contain("id='p'")
      .and.not.contain('secret');
    expect(await say(ping, high)).to.contain('<body>secret</body>');
    expect(await say(ping, { from: '127.0.0.8' })).to.contain("id='p'");
    await tess.says(secret('sam@a.test/http'));
    expect(await say(ping, high)).to.contain('<body>secret</body>');
  });

  it('leaves what its client has not asked for to the next session', async () => {
    await start();
    const say = await logIn();
    const tess = await stage.connect('tess', 'work');
    await tess.says(secret('sam@a.test/http'));
    await stage.connectFrom('127.0.0.2', 'sam', 'low');
    const next = await stage.connect('sam', 'http', '');
    expect(await next.says('<presence/>')).to.contain('<body>secret</body>');
    expect(await say(ping))
      .to.contain('<conflict ')
      .and.not.contain('secret');
    expect(stage.mistakes).to.deep.equal([]);
  });
});
