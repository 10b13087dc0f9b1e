import { expect } from 'chai';
import { RawClient } from '../../xmpp/stream/raw-client.fixture.ts';
import { policies } from '../provision/provision.fixture.ts';
import { Chatter, portOf, Stage } from '../server.fixture.ts';
import { adminDn, adminPassword, describeWithSlapd, Slapd, suffix } from './slapd.fixture.ts';
import { vector } from './vectors.fixture.ts';

describeWithSlapd('a server with a directory', () => {
  let slapd: Slapd;
  let stage: Stage;

  before(async () => {
    slapd = await Slapd.start();
    process.env['CMBAC_TEST_PASSWORD'] = adminPassword;
    await slapd.put('dora', { clearance: [vector('A up to S').der], userPassword: ['word'] });
    await slapd.put('emil', { confidentialityClearance: [vector('A up to S').xml], userPassword: ['word'] });
    stage = await Stage.start({
      config: {
        directory: {
          url: slapd.url,
          bindDn: adminDn,
          passwordEnv: 'CMBAC_TEST_PASSWORD',
          base: suffix,
          login: true,
          timeoutMs: 2000,
        },
        provision: { Pol: policies },
      },
    });
  });
  after(async () => {
    await stage.stop();
    await slapd.stop();
    delete process.env['CMBAC_TEST_PASSWORD'];
  });

  /** Logs in by PLAIN under TLS, up to the server's last word. */
  async function plain(
    user: string,
    password: string,
    more = '',
  ): Promise<{ raw: RawClient; answer: string }> {
    const raw = await RawClient.connectTls(portOf(stage.running.clientTls), stage.certificate);
    await raw.open();
    const response = Buffer.from(`\0${user}\0${password}`).toString('base64');
    raw.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${response}</auth>${more}`);
    const begin = await raw.until('>');
    if (begin.startsWith('<success')) return { raw, answer: 'success' };
    return { raw, answer: begin + (await raw.until('>')) };
  }

  async function answerTo(...[user, password]: [string, string]): Promise<string> {
    const { raw, answer } = await plain(user, password);
    raw.drop();
    return /<([\w-]+)\/>/.exec(answer)?.[1] ?? answer;
  }

  async function online(user: string): Promise<{ raw: RawClient; says: (xml: string) => Promise<string> }> {
    const { raw } = await plain(user, 'word');
    await raw.bind('here');
    let fences = 0;
    const says = async (xml: string): Promise<string> => {
      fences += 1;
      raw.send(`${xml}<iq type='get' id='f${fences}'><ping xmlns='urn:xmpp:ping'/></iq>`);
      return (await raw.until(`id='f${fences}' type='result'/>`)).replaceAll('"', "'");
    };
    await says('<presence/>');
    return { raw, says };
  }

  it('lets users of the directory log in with their passwords there, and users of its own with theirs', async () => {
    expect(await answerTo('dora', 'word')).to.equal('success');
    expect(await answerTo('dora', 'other')).to.equal('not-authorized');
    expect(await answerTo('dora', '')).to.equal('not-authorized');
    expect(await answerTo('nobody', 'word')).to.equal('not-authorized');
    expect(await answerTo('sam', 'sam')).to.equal('success');
    expect(await answerTo('sam', 'word')).to.equal('not-authorized');
    const sam = await Chatter.connect(stage.port, 'sam', 'by-scram');
    sam.raw.drop();
  });

  it('takes nothing more from a client whose password is being asked about', async () => {
    const { raw, answer } = await plain('dora', 'word', "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    expect(answer + (await raw.untilEnd())).to.match(/<policy-violation/);
  });

  it('delivers by the clearances of the directory, and refuses for now while it is down', async () => {
    const [dora, emil] = [await online('dora'), await online('emil')];
    const message = "<message to='emil@a.test' id='m' type='chat'><body>hi</body></message>";
    expect(await dora.says(message)).not.to.include('error');
    expect(await emil.says('')).to.include('<body>hi</body>');
    await slapd.down();
    await refresh();
    expect(await dora.says(message)).to.match(/<error type='wait'><resource-constraint /);
    expect(await emil.says('')).not.to.include('<body>');
    expect(await answerTo('dora', 'word')).to.equal('temporary-auth-failure');
    expect(await answerTo('sam', 'sam')).to.equal('success');
    expect(stage.audit.at(-1)).to.deep.include({ check: 'entry', kind: 'unavailable' });
    expect(stage.audit.at(-1)?.reasons[0]).to.match(/the directory is down/);
    await slapd.up();
    await refresh();
    expect(await dora.says(message)).not.to.include('error');
    expect(await emil.says('')).to.include('<body>hi</body>');
    for (const { raw } of [dora, emil]) raw.drop();
  });

  it('gives no session to whom it has not read yet, and ends that of who is gone: no default stands in', async () => {
    await slapd.put('newt', { clearance: [vector('A nothing').der], userPassword: ['word'] });
    const early = await plain('newt', 'word');
    expect(early.answer).to.equal('success');
    expect(await early.raw.bind('here')).to.include('resource-constraint');
    expect(await early.raw.untilEnd()).to.include('policy-violation');
    await refresh();
    const { raw } = await online('newt');
    await slapd.drop('newt');
    await refresh();
    expect(await raw.untilEnd()).to.include('policy-violation');
  });

  it('keeps what is stored for a user until the directory says again what the user may have', async () => {
    await slapd.put('nil', { clearance: [vector('A up to S').der] });
    await refresh();
    const dora = await online('dora');
    await dora.says("<message to='nil@a.test' type='chat'><body>for later</body></message>");
    await slapd.down();
    await refresh();
    const early = await Chatter.connect(stage.port, 'nil', 'early', '');
    expect(await early.says('<presence/>')).not.to.include('for later');
    early.raw.drop();
    await slapd.up();
    await refresh();
    const later = await Chatter.connect(stage.port, 'nil', 'later', '');
    expect(await later.says('<presence/>')).to.include('for later');
    for (const { raw } of [dora, later]) raw.drop();
  });

  async function refresh(): Promise<number> {
    const url = `http://${stage.running.admin ?? ''}/directory/refresh`;
    const headers = { authorization: 'Bearer a token for tests alone' };
    const response = await fetch(url, { method: 'POST', headers });
    await response.text();
    return response.status;
  }
});
