import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Actor, openSession } from '../actors/index.ts';
import { ejabberdInstallation } from '../targets/ejabberd/vm.ts';
import { type Federation, newAuthority, type RunningTarget, targets } from '../targets/index.ts';
import { prosodyBinary } from '../targets/prosody/driver.ts';
import { type Union, unite } from './unite.ts';

const hasBoth = prosodyBinary() !== undefined && ejabberdInstallation() !== undefined;
const silent = { stanza: () => undefined, stream: () => undefined };
const label = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>MQYCAQQGASk=</esssecuritylabel></label></securitylabel>`;
const domains = ['a.test', 'b.test'] as const;

const title = hasBoth
  ? 'two real servers'
  : 'two real servers (skipped: needs prosody and ejabberd installed)';
(hasBoth ? describe : describe.skip)(title, () => {
  const folders: string[] = [];
  let union: Union;
  let running: RunningTarget[] = [];

  beforeEach(async () => {
    union = await unite(
      new Map(domains.map((domain) => [domain, [domain, `muc.${domain}`, `muc2.${domain}`]])),
    );
  });
  afterEach(async () => {
    await Promise.all(running.map((target) => target.stop()));
    await union.dissolve();
    running = [];
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  async function start(
    kind: string,
    domain: string,
    change: Partial<Federation> = {},
  ): Promise<RunningTarget> {
    const folder = mkdtempSync(join(tmpdir(), 'cmbac-pair-'));
    folders.push(folder);
    const [driver, federation] = [targets.get(kind), union.federations.get(domain)];
    if (!driver || !federation) throw new Error(`${kind} at ${domain}`);
    const deployment = { folder, domain, accounts: { juliet: 'secret' }, provision: {}, faults: [] };
    const target = await driver.start({ ...deployment, federation: { ...federation, ...change } });
    running.push(target);
    return target;
  }

  async function login(target: RunningTarget): Promise<Actor> {
    const account = { user: 'juliet', password: 'secret', resource: 'desk' };
    const endpoint = { ...target.client, tls: 'starttls' as const };
    const actor = await openSession.raw('juliet', account, endpoint, silent, AbortSignal.timeout(5000));
    actor.send('<presence/>');
    return actor;
  }

  /** What comes of a labelled message: the copy at its recipient, or the error at its sender. */
  function exchange(from: Actor, to: Actor): Promise<string> {
    return new Promise((resolve, reject) => {
      AbortSignal.timeout(5000).addEventListener('abort', () => {
        reject(new Error(`nothing came of a message to ${to.jid}`));
      });
      for (const actor of [from, to])
        actor.onArrival(({ text }) => {
          if (text.startsWith('<message')) resolve(text);
        });
      from.send(`<message to='${to.jid}' type='chat' id='m1'><body>x</body>${label}</message>`);
    });
  }

  for (const [near, far] of [
    ['prosody', 'ejabberd'],
    ['ejabberd', 'prosody'],
    ['prosody', 'prosody'],
    ['ejabberd', 'ejabberd'],
  ] as const) {
    it(`${near} and ${far} exchange labelled messages in both directions, and again after a reset`, async () => {
      const servers = await Promise.all([start(near, 'a.test'), start(far, 'b.test')]);
      for (let round = 1; round <= 2; round++) {
        const [one, other] = await Promise.all(servers.map(login));
        if (!one || !other) throw new Error('nobody logged in');
        for (const [from, to] of [
          [one, other],
          [other, one],
        ] as const)
          expect(await exchange(from, to))
            .to.contain(`from='${from.jid}'`)
            .and.to.contain('>MQYCAQQGASk=<');
        await Promise.all([one.close(), other.close()]);
        await Promise.all(servers.map((server) => server.reset({})));
      }
    });
  }

  for (const kind of ['prosody', 'ejabberd'])
    it(`${kind} believes no server whose certificate another authority has signed`, async () => {
      const other = kind === 'prosody' ? 'ejabberd' : 'prosody';
      const authority = await newAuthority();
      const servers = await Promise.all([start(kind, 'a.test'), start(other, 'b.test', { authority })]);
      const [one, stranger] = await Promise.all(servers.map(login));
      if (!one || !stranger) throw new Error('nobody logged in');
      expect(await exchange(stranger, one)).to.contain(`type='error'`);
      expect(await exchange(one, stranger)).to.contain(`type='error'`);
      await Promise.all([one.close(), stranger.close()]);
    });
});
