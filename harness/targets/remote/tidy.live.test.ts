import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Actor, ClientEndpoint } from '../../actors/index.ts';
import { readFixtures } from '../../fixtures/index.ts';
import { asProcess } from '../process.ts';
import { prosodyBinary, prosodyIn } from '../prosody/driver.ts';
import { writeModule } from '../prosody/modules.ts';
import { describeWithProsody } from '../prosody.fixture.ts';
import {
  newStandingServer,
  type StandingServer,
  standingDomains,
  standingPassword,
} from '../standing-server.fixture.ts';
import type { Starter } from '../starter.ts';
import { type AccountAt, EnvironmentFault } from '../target.ts';
import { targets } from '../targets.ts';
import { askIq, openQuietSession } from './session.ts';
import { destroyRoom, endSession, tidyAccount } from './tidy.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url)));
const provision = fixtures.provisionValues({ Pol: ['harness-a'], 'U*': ['U', 'R', 'C', 'S'] });
const domain = standingDomains['a.test'];
const room = `ops@${standingDomains['muc.a.test']}`;
const tess: AccountAt = { user: 'tess', domain, password: standingPassword };
const rita: AccountAt = { user: 'rita', domain, password: standingPassword };

for (const name of ['reference', 'prosody'])
  describe(`tidying accounts of ${name} as their users can${name === 'prosody' ? ' (needs prosody)' : ''}`, () => {
    let server: StandingServer | undefined;
    let endpoint: ClientEndpoint;
    /** RFC 6121 does not ask a server to tell a new session of the account's others. */
    const tellsOfOthers = name === 'prosody';
    const sessions: Actor[] = [];

    before(async function () {
      const driver = targets.get(name);
      if (driver === undefined) throw new Error(`no driver ${name}`);
      if (name === 'prosody' && prosodyBinary() === undefined) this.skip();
      server = await newStandingServer(driver, ['tess', 'rita'], provision);
      endpoint = { ...server.target.client, tls: 'starttls' };
    });

    afterEach(async () => {
      await Promise.all(sessions.splice(0).map((one) => one.close()));
    });

    after(() => server?.stop());

    async function open(account: AccountAt, resource: string): Promise<Actor> {
      const session = await openQuietSession(account, endpoint, resource);
      sessions.push(session);
      return session;
    }

    /** All that a session is told between its first presence and the answer to a ping after it. */
    async function toldAtFirst(account: AccountAt): Promise<string[]> {
      const session = await open(account, 'looks');
      const told: string[] = [];
      session.onArrival(({ text }) => told.push(text));
      session.send('<presence/>');
      await askIq(session, 'get', domain, "<ping xmlns='urn:xmpp:ping'/>");
      await askIq(session, 'get', session.jid, "<ping xmlns='urn:xmpp:ping'/>");
      return told;
    }

    it('takes what waits for them, empties rosters and answers whoever asks for their presence', async () => {
      const session = await open(tess, 'desk');
      session.send(`<presence type='subscribe' to='rita@${domain}'/>`);
      session.send(`<message to='rita@${domain}' type='chat'><body>left behind</body></message>`);
      await askIq(session, 'get', domain, "<ping xmlns='urn:xmpp:ping'/>");
      await Promise.all([tidyAccount(rita, endpoint), session.close()]);
      await tidyAccount(tess, endpoint);
      const told = (await toldAtFirst(rita)).join('\n');
      expect(told).to.not.include('left behind').and.not.include('subscribe');
      const roster = await askIq(
        await open(tess, 'reads'),
        'get',
        undefined,
        "<query xmlns='jabber:iq:roster'/>",
      );
      expect(JSON.stringify(roster)).to.not.include('rita');
    });

    it('ends sessions that were left open', async () => {
      const left = await open(rita, 'left');
      left.send('<presence/>');
      await askIq(left, 'get', domain, "<ping xmlns='urn:xmpp:ping'/>");
      await (tellsOfOthers
        ? tidyAccount(rita, endpoint)
        : endSession({ ...rita, resource: 'left' }, endpoint));
      await left.closed;
      expect((await toldAtFirst(rita)).join('\n')).to.not.include('/left');
    });

    it('destroys a room of ours, and takes one that is not there for destroyed', async () => {
      const session = await open(tess, 'desk');
      session.send(`<presence to='${room}/tess'><x xmlns='http://jabber.org/protocol/muc'/></presence>`);
      await askIq(
        session,
        'set',
        room,
        "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>",
      );
      const stranger = await destroyRoom(room, rita, endpoint);
      expect(stranger).to.match(/^the room ops@rooms\.alpha\.lab was not destroyed: /);
      expect(await destroyRoom(room, tess, endpoint)).to.equal(undefined);
      expect(await destroyRoom(`nobody-made-this@${standingDomains['muc.a.test']}`, tess, endpoint)).to.equal(
        undefined,
      );
    });
  });

describeWithProsody('a server that ends sessions that ask for a roster', () => {
  let server: StandingServer | undefined;
  before(async () => {
    server = await newStandingServer(prosodyIn(withoutRosters), ['tess'], provision);
  });
  after(() => server?.stop());

  it('leaves nobody to think that an account is as if it were new', async () => {
    if (server === undefined) throw new Error('there is no server');
    const tidied: unknown = await tidyAccount(tess, { ...server.target.client, tls: 'starttls' }).catch(
      (error: unknown) => error,
    );
    expect(tidied).to.be.instanceOf(EnvironmentFault);
    expect(tidied)
      .to.have.property('message')
      .that.matches(/^the server does not answer tess@alpha\.lab\//);
  });
});

const withoutRosters: Starter = {
  kind: 'process',
  start: (server) => {
    const config = join(server.folder, 'prosody.cfg.lua');
    const end = 'function (event) event.origin:close("policy-violation"); return true end';
    writeModule(server.folder, 'no_rosters', `module:hook("iq/self/jabber:iq:roster:query", ${end}, 1000)\n`);
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace('modules_enabled = { ', 'modules_enabled = { "no_rosters"; '));
    return asProcess.start(server);
  },
};
