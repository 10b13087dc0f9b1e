import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Client } from 'ldapts';
import { EnvironmentFault } from '../target.ts';
import type { Admin } from './admin.ts';
import { changeWith, type DirectoryPlan, planDirectory, resetWith } from './directory.ts';
import { whyNoSlapd } from './slapd.ts';

/** Live tests need slapd: `describe` where it is installed; otherwise skipped, with a title that says so. */
function describeWithSlapd(title: string, body: () => void): void {
  if (whyNoSlapd === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: ${whyNoSlapd})`, body);
}

describeWithSlapd('the directory of the reference target', () => {
  let folder: string;
  let plan: DirectoryPlan | undefined;
  let done: unknown[];
  let why: string | undefined;

  const admin: Admin = {
    replace: (provision) => Promise.resolve(void done.push(['replace', provision])),
    change: (provision) => Promise.resolve(void done.push(['change', provision])),
    refreshDirectory: () => Promise.resolve((done.push('refresh'), why)),
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-directory-'));
    plan = await planDirectory(folder);
  });
  after(async () => {
    await plan?.slapd.down();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    done = [];
    why = undefined;
  });

  const isUp = (): boolean => plan?.slapd.isUp === true;

  it('is not started for a scenario that does not speak of it', async () => {
    await resetWith({ 'Srv.clr': 'none' }, admin, plan?.slapd);
    await changeWith({ 'Srv.clr': 'none' }, admin, plan?.slapd);
    expect([isUp(), done]).to.deep.equal([
      false,
      [
        ['replace', { 'Srv.clr': 'none', 'Dir.use': 'off' }],
        ['change', { 'Srv.clr': 'none' }],
      ],
    ]);
  });

  it('holds what a scenario says and nothing of the one before, and is read before the scenario goes on', async () => {
    await resetWith({ 'Dir(before)': [{ stanag4774: '<x/>' }] }, admin, plan?.slapd);
    await resetWith({ 'Dir(sam)': [{ x501: 'AAA=' }, { stanag4774: '<y/>' }] }, admin, plan?.slapd);
    await changeWith({ 'Dir(rita)': [{ x501: 'AAA=' }] }, admin, plan?.slapd);
    expect(await users()).to.have.members(['sam', 'rita']);
    await changeWith({ 'Dir(rita)': 'none' }, admin, plan?.slapd);
    expect(await users()).to.deep.equal(['sam']);
    expect(done.slice(0, 3)).to.deep.equal([
      ['replace', { 'Dir.use': 'on' }],
      'refresh',
      ['replace', { 'Dir.use': 'on' }],
    ]);
  });

  it('is stopped and started as a scenario asks, and a server that misses it then is no fault', async () => {
    why = 'the connection ended';
    await changeWith({ 'Dir.server': 'down' }, admin, plan?.slapd);
    expect(isUp()).to.equal(false);
    why = undefined;
    await changeWith({ 'Dir.server': 'up' }, admin, plan?.slapd);
    expect([isUp(), await users()]).to.deep.equal([true, ['sam']]);
  });

  it('is a fault of the harness where the server cannot read it, or it is not there', async () => {
    why = 'no';
    const faults = [
      await changeWith({ 'Dir(sam)': 'none' }, admin, plan?.slapd).catch((error: unknown) => error),
      await resetWith({ 'Dir.server': 'down' }, admin, undefined).catch((error: unknown) => error),
    ];
    expect(faults.map((fault) => (fault instanceof EnvironmentFault ? fault.message : fault))).to.deep.equal([
      'the reference server cannot read the directory: no',
      'slapd is not installed: apt-get install slapd',
    ]);
  });

  /** The names in it. */
  async function users(): Promise<unknown[]> {
    const { url, bindDn, base } = { url: '', bindDn: '', base: '', ...plan?.config };
    const client = new Client({ url });
    await client.bind(bindDn, plan?.password ?? '');
    const { searchEntries } = await client.search(base, { filter: '(uid=*)', attributes: ['uid'] });
    await client.unbind();
    return searchEntries.map(({ uid }) => uid);
  }
});
