import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { noFaults } from '../enforcement/faults/faults.ts';
import type { AuditRecord, Rules } from '../enforcement/index.ts';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { Rooms } from '../services/index.ts';
import { type ClientStream, credentialsFrom, overTcp } from '../xmpp/index.ts';
import { listen, stopListening } from './endpoint.ts';
import { ImDomain } from './im-domain.ts';
import { ImServer } from './im-server.ts';
import { accept } from './listen-client.ts';
import { provisioned, upTo } from './provision/provision.fixture.ts';
import { Chatter, portOf } from './server.fixture.ts';
import { Store } from './store.ts';

/** A domain whose clearances can be made to fail, as a mistake of ours would. */
class MistakenDomain extends ImDomain {
  mistake: Error | undefined;

  override get rules(): Rules {
    const rules = super.rules;
    const { mistake } = this;
    if (mistake === undefined) return rules;
    const ofUser = (): never => {
      throw mistake;
    };
    return { ...rules, clearances: { ...rules.clearances, ofUser } };
  }
}

describe('a mistake inside a check', () => {
  const accounts = ['sam', 'rita'];
  let domain: MistakenDomain;
  let whole: ImServer;
  let server: Server;
  let port: number;
  let store: Store;
  let reported: unknown[];
  let audit: AuditRecord[];
  const streams = new Set<ClientStream>();

  beforeEach(async () => {
    reported = [];
    audit = [];
    store = new Store(':memory:');
    whole = new ImServer(
      {
        domains: new Set(['a.test']),
        namesOf: () => Promise.resolve([]),
        product: { name: 'test', version: '1' },
        accounts: new Set(accounts.map((user) => `${user}@a.test`)),
        rooms: new Rooms(),
        store,
        bindingVersions: ['1:0'],
        faults: noFaults,
        writeAudit: (record) => audit.push(record),
        report: (mistake) => reported.push(mistake),
        now: () => new Date(),
      },
      provisioned({ 'U*': upTo('U', 'R', 'C', 'S') }),
    );
    domain = new MistakenDomain('a.test', whole);
    const credentials = new Map(accounts.map((user) => [user, credentialsFrom(user)]));
    server = createServer((socket) => {
      const pending = { comesFrom: () => true, leave: () => undefined };
      const connection = {
        transport: overTcp(socket),
        socket,
        address: '127.0.0.1',
        canStartTls: true,
        pending,
      };
      void accept(connection, domain, {
        domains: new Set(['a.test']),
        starttls: 'none',
        decoySecret: Buffer.alloc(32),
        credentialsOf: (user) => credentials.get(user),
        streams,
        resumeSeconds: 0,
        sessionsPerAccount: 9,
      });
    });
    port = portOf(await listen(server, { host: '127.0.0.1', port: 0 }));
  });

  afterEach(async () => {
    for (const stream of streams) stream.close();
    await stopListening(server, 1);
    store.close();
  });

  const secret = `<message to='rita@a.test' type='chat' id='m'>${securityLabel('A-S')}<body>hi</body></message>`;

  it('refuses the stanza like any denial, delivers nothing, and the stream goes on', async () => {
    const [sam, rita] = [
      await Chatter.connect(port, 'sam', 'desk'),
      await Chatter.connect(port, 'rita', 'desk'),
    ];
    domain.mistake = new Error('the directory does not answer');
    const refusal = await sam.says(secret);
    expect(refusal).to.include('<forbidden ').and.include('<denied ').and.not.include('directory');
    expect(await rita.heard()).to.equal('');
    expect(reported).to.deep.equal([domain.mistake]);
    expect(audit.map(({ reasons }) => reasons)).to.deep.equal([
      ['rule `the server made a mistake` refuses it'],
    ]);
    domain.mistake = undefined;
    expect(await sam.says(secret)).to.equal('');
    expect(await rita.heard()).to.include('<body>hi</body>');
  });

  it('answers a request that it breaks', async () => {
    const sam = await Chatter.connect(port, 'sam', 'desk');
    domain.mistake = new Error('the directory does not answer');
    whole.provision(
      provisioned({
        'Cat(a.test)': { items: [{ label: { policy: 'HARNESS-A', classification: 'SECRET' } }] },
      }),
    );
    const answer = await sam.says(
      "<iq type='get' id='c'><catalog xmlns='urn:xmpp:sec-label:catalog:2'/></iq>",
    );
    expect(answer).to.match(/^<iq .*id='c' type='error'>.*<forbidden /);
  });

  it('at the release of what was kept hands none of it over, loses none, and the session goes on', async () => {
    const sam = await Chatter.connect(port, 'sam', 'desk');
    await sam.says(secret);
    store.addOffline('rita@a.test', 'what no server wrote');
    domain.mistake = new Error('the directory does not answer');
    const rita = await Chatter.connect(port, 'rita', 'desk', '');
    expect(await rita.says('<presence/>')).to.not.include('<body>');
    expect(reported).to.have.length(2);
    expect(store.offlineOf('rita@a.test')).to.have.length(2);
  });

  it('at the end of a session is reported, and ends nothing else', async () => {
    const [sam, rita] = [
      await Chatter.connect(port, 'sam', 'desk'),
      await Chatter.connect(port, 'rita', 'desk'),
    ];
    const full = new Error('the disk is full');
    store.contactsOf = () => {
      throw full;
    };
    sam.raw.send('</stream:stream>');
    await sam.ended();
    expect(await rita.heard()).to.equal('');
    expect(reported).to.deep.equal([full]);
  });
});
