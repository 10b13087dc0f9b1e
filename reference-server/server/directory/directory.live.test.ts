import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { type FaultName, readFaults } from '../../enforcement/faults/faults.ts';
import { provisioned } from '../provision/provision.fixture.ts';
import { Directory } from './directory.ts';
import { directorySchema } from './directory-schema.ts';
import type { DirectorySettings } from './directory-settings.ts';
import { adminDn, adminPassword, describeWithSlapd, Slapd, suffix } from './slapd.fixture.ts';
import { vector } from './vectors.fixture.ts';

describeWithSlapd('a directory', () => {
  let slapd: Slapd;
  let directory: Directory | undefined;
  let notices: string[];

  before(async () => {
    slapd = await Slapd.start();
  });
  after(() => slapd.stop());
  beforeEach(async () => {
    notices = [];
    await slapd.put('sam', { confidentialityClearance: [vector('A up to S').xml], userPassword: ['right'] });
    await slapd.put('rita', { clearance: [vector('A up to R').der] });
    await slapd.put('nil', { userPassword: ['right'] });
  });
  afterEach(() => directory?.stop());

  /** A directory that has been read. */
  async function opened(
    wish: Partial<DirectorySettings> = {},
    ...faults: readonly FaultName[]
  ): Promise<Directory> {
    directory = new Directory(settings(slapd, wish), {
      faults: readFaults(faults),
      notice: (line) => notices.push(line),
    });
    directory.governedBy(provisioned().policies);
    directory.use(true);
    await directory.settled();
    return directory;
  }

  /** The names of what a user is cleared for. */
  function cleared(user: string): unknown {
    const said = directory?.ofUser(`${user}@a.test`);
    if (said === undefined || 'unavailable' in said) return said;
    return said.map(({ classifications }) => [...classifications].map(({ name }) => name).join('+'));
  }

  it('says what STANAG 4774 and X.501 values clear users for, and nothing of a user without one', async () => {
    await opened();
    expect(['sam', 'rita', 'nil', 'nobody'].map(cleared)).to.deep.equal([
      ['UNCLASSIFIED+RESTRICTED+CONFIDENTIAL+SECRET'],
      ['UNCLASSIFIED+RESTRICTED'],
      undefined,
      undefined,
    ]);
  });

  it('joins the values of several policies', async () => {
    await slapd.put('ben', { clearance: [vector('A up to R').der, bUpToS] });
    await opened();
    expect(cleared('ben')).to.have.length(2);
    await slapd.drop('ben');
  });

  it('has seen at a refresh whatever was changed before, deletions too', async () => {
    const read = await opened();
    await slapd.change('sam', 'confidentialityClearance', vector('A up to R').xml);
    await slapd.drop('rita');
    expect(await read.refresh()).to.equal(undefined);
    expect([cleared('sam'), cleared('rita')]).to.deep.equal([['UNCLASSIFIED+RESTRICTED'], undefined]);
  });

  it('is down at once when the connection ends, says so, and comes back by itself', async () => {
    const read = await opened({ refreshSeconds: 0.1 });
    const lost = new Promise<void>((resolve) => {
      read.whenRead = resolve;
    });
    await lost;
    await slapd.down('SIGKILL');
    await eventually(() => cleared('sam'), { unavailable: 'the directory is down: the connection ended' });
    await slapd.up();
    await eventually(() => cleared('rita'), ['UNCLASSIFIED+RESTRICTED']);
    expect(notices[0]).to.equal('the directory is up, with 3 users');
    expect(notices.at(-1)).to.equal('the directory is up, with 3 users');
  });

  it('is down when it does not answer in time', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      await opened({ url: `ldap://127.0.0.1:${portOf(silent)}`, timeoutMs: 150 });
      expect(JSON.stringify(cleared('sam'))).to.match(/the directory is down: .*timed out/);
      expect(await directory?.logIn('sam', 'a.test', 'right')).to.equal('unavailable');
    } finally {
      directory?.stop();
      silent.close();
    }
  });

  it('gives nothing any more when what it said is too old', async () => {
    let now = 0;
    directory = new Directory(settings(slapd, { maxAgeSeconds: 400 }), {
      faults: new Set(),
      notice: () => undefined,
      clock: () => now,
    });
    directory.governedBy(provisioned().policies);
    directory.use(true);
    await directory.settled();
    now = 400_000;
    expect(cleared('rita')).to.deep.equal(['UNCLASSIFIED+RESTRICTED']);
    now = 400_001;
    expect(cleared('rita')).to.deep.equal({
      unavailable: 'the directory is down: what it said last is too old',
    });
  });

  it('clears a user whose entry cannot be read for nothing, says so once, and stays up', async () => {
    await slapd.put('bad', { confidentialityClearance: ['<no-xml'] });
    await slapd.put('two', {
      clearance: [vector('A up to R').der],
      confidentialityClearance: [vector('A up to S').xml],
    });
    await slapd.put('der', { clearance: [Buffer.from([0x30, 0x80])] });
    const read = await opened();
    await read.refresh();
    expect(['bad', 'two', 'der', 'rita'].map(cleared)).to.deep.equal([
      [],
      [],
      [],
      ['UNCLASSIFIED+RESTRICTED'],
    ]);
    const about = notices.filter((line) => line.includes('counts as one for nothing'));
    expect(about.map((line) => /of (\w+)@/.exec(line)?.[1])).to.have.members(['bad', 'two', 'der']);
    for (const uid of ['bad', 'two', 'der']) await slapd.drop(uid);
  });

  it('takes all users, page by page', async () => {
    for (let index = 0; index < 30; index += 1)
      await slapd.put(`many${index}`, { clearance: [vector('A up to R').der] });
    await opened();
    expect([cleared('many0'), cleared('many29')]).to.deep.equal([
      ['UNCLASSIFIED+RESTRICTED'],
      ['UNCLASSIFIED+RESTRICTED'],
    ]);
    for (let index = 0; index < 30; index += 1) await slapd.drop(`many${index}`);
  });

  it('is down for a wrong password, a wrong certificate and a base that is not there', async () => {
    const reasonFor = async (wish: Partial<DirectorySettings>): Promise<unknown> => {
      const read = await opened(wish);
      const said = read.ofUser('sam@a.test');
      read.stop();
      return said !== undefined && 'unavailable' in said ? said.unavailable : said;
    };
    expect(await reasonFor({ password: 'wrong' })).to.match(/result 49/);
    expect(await reasonFor({ base: 'dc=elsewhere' })).to.match(/result 32/);
    expect(await reasonFor({ url: `ldaps://localhost:${slapd.tlsPort}` })).to.match(/self-signed/);
  });

  for (const [name, wish] of [
    ['ldaps', (): Partial<DirectorySettings> => ({ url: `ldaps://localhost:${slapd.tlsPort}` })],
    [
      'StartTLS',
      (): Partial<DirectorySettings> => ({ url: `ldap://localhost:${slapd.port}`, startTls: true }),
    ],
  ] as const) {
    it(`is read over ${name} with the authority that is named, and noticed when it ends`, async () => {
      const read = await opened({ ...wish(), authority: slapd.certificate, refreshSeconds: 0.1 });
      expect(cleared('rita')).to.deep.equal(['UNCLASSIFIED+RESTRICTED']);
      expect(await read.logIn('sam', 'a.test', 'right')).to.equal('right');
      await slapd.down('SIGKILL');
      await eventually(() => cleared('rita'), { unavailable: 'the directory is down: the connection ended' });
      await slapd.up();
    });
  }

  it('lets users log in with their own password and no other', async () => {
    const read = await opened();
    const answers: [user: string, password: string, answer: string][] = [
      ['sam', 'right', 'right'],
      ['sam', 'wrong', 'wrong'],
      ['sam', '', 'wrong'],
      ['sam', '\u00AD', 'wrong'],
      ['rita', 'right', 'wrong'],
      ['nobody', 'right', 'wrong'],
      ['*', 'right', 'wrong'],
      ['sam)(cn=*', 'right', 'wrong'],
      ['s*', 'right', 'wrong'],
    ];
    for (const [user, password, answer] of answers)
      expect(await read.logIn(user, 'a.test', password), `${user} ${password}`).to.equal(answer);
    expect(await read.logIn('sam', 'a3.test', 'right')).to.equal('wrong');
    expect([read.hasAccount('sam@a.test'), read.hasAccount('nobody@a.test')]).to.deep.equal([true, false]);
  });

  it('tells users of several domains apart', async () => {
    const domains = ['a.test', 'a2.test'] as const;
    await slapd.put('sam@a2.test', { clearance: [vector('A up to R').der], userPassword: ['other'] });
    const read = await opened({ domains });
    expect(read.ofUser('sam@a2.test')).to.have.length(1);
    const answers = ['right', 'other'].map((password) => read.logIn('sam', 'a2.test', password));
    expect(await Promise.all(answers)).to.deep.equal(['wrong', 'right']);
    expect(await read.logIn('sam', 'a.test', 'other')).to.equal('wrong');
    await slapd.drop('sam@a2.test');
    // The same where the filter says the domain
    await slapd.put('another sam', { uid: ['sam'], sn: ['a2.test'], userPassword: ['third'] });
    const apart = await opened({ domains, filter: '(&(uid={user})(sn={domain}))' });
    expect(await apart.logIn('sam', 'a2.test', 'third')).to.equal('right');
    expect(await apart.logIn('sam', 'a.test', 'right')).to.equal('wrong');
    expect(['sam@a.test', 'sam@a2.test'].map((user) => apart.hasAccount(user))).to.deep.equal([false, true]);
    await slapd.drop('another sam');
    apart.stop();
    read.stop();
  });

  it('asks the directory about so many logins at a time and no more', async () => {
    const read = await opened();
    const answers = await Promise.all(Array.from({ length: 80 }, () => read.logIn('sam', 'a.test', 'right')));
    expect([
      answers.filter((one) => one === 'right').length,
      answers.filter((one) => one === 'wrong'),
    ]).to.deep.equal([64, []]);
    expect(await read.logIn('sam', 'a.test', 'right')).to.equal('right');
  });

  it('lets nobody log in as another name that the directory takes for the same', async () => {
    const read = await opened();
    expect(await read.logIn('\u017Fam', 'a.test', 'right')).to.equal('wrong');
  });

  it('knows nobody to log in while it is down', async () => {
    const read = await opened();
    await slapd.down();
    expect(await read.logIn('sam', 'a.test', 'right')).to.equal('unavailable');
    expect(read.hasAccount('sam@a.test')).to.equal(true);
    await slapd.up();
  });

  it('that is broken on purpose keeps who is deleted, and lets a default stand in for what cannot be read', async () => {
    await slapd.put('bad', { confidentialityClearance: ['<no-xml'] });
    const read = await opened({}, 'dir.kept', 'dir.unreadable');
    await slapd.drop('rita');
    await read.refresh();
    expect([cleared('rita'), cleared('bad')]).to.deep.equal([['UNCLASSIFIED+RESTRICTED'], undefined]);
    await slapd.drop('bad');
  });
});

/** SEQUENCE { policy HARNESS-B, class list 1 to 4 } */
const bUpToS = Buffer.from('MBEGCysGAQQBgf1ZggICAwIDeA==', 'base64');

function settings(slapd: Slapd, wish: Partial<DirectorySettings>): DirectorySettings {
  const file = directorySchema.parse({
    url: slapd.url,
    bindDn: adminDn,
    passwordEnv: 'IN_THE_TEST',
    base: suffix,
    timeoutMs: 5000,
    login: true,
  });
  return { ...file, domains: ['a.test'], password: adminPassword, authority: undefined, ...wish };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Asks again until the answer is there: what happens by itself has no call to wait for. */
async function eventually(ask: () => unknown, wanted: unknown): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (JSON.stringify(ask()) !== JSON.stringify(wanted)) {
    if (performance.now() > deadline) expect(ask()).to.deep.equal(wanted);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
