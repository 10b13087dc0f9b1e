import { expect } from 'chai';
import { type FaultName, readFaults } from '../../enforcement/faults/faults.ts';
import { provisioned } from '../provision/provision.fixture.ts';
import { readEntries } from './directory-entries.ts';
import { DirectoryMirror } from './directory-mirror.ts';
import { directorySchema } from './directory-schema.ts';
import { vector } from './vectors.fixture.ts';

const { attributes, filter } = directorySchema.parse({
  url: 'ldaps://x',
  bindDn: 'cn=x',
  passwordEnv: 'X',
  base: 'dc=a',
});
const sam = { dn: 'cn=sam', uid: 'Sam', 'CLEARANCE;binary': [vector('A up to S').der] };
const rita = {
  dn: 'cn=rita',
  uid: ['rita', 'rita.long@a.test', 'rita@a2.test', 'rita@b.test'],
  clearance: vector('A up to R').der,
};

class Setting {
  now = 0;
  readonly notices: string[] = [];
  readonly mirror: DirectoryMirror;

  constructor(...faults: readonly FaultName[]) {
    this.mirror = new DirectoryMirror({
      maxAgeMs: 1000,
      faults: readFaults(faults),
      notice: (line) => this.notices.push(line),
      clock: () => this.now,
    });
    this.mirror.governedBy(provisioned().policies);
  }

  take(...entries: Parameters<typeof readEntries>[0]): void {
    this.mirror.take(
      readEntries(entries, 'a.test', { attributes, filter, domains: ['a.test', 'a2.test'] }),
      this.now,
    );
  }

  names(user: string): unknown {
    const said = this.mirror.ofUser(user);
    if (said === undefined || 'unavailable' in said) return said;
    return said.flatMap(({ classifications }) => [...classifications].map(({ name }) => name));
  }
}

describe('readEntries', () => {
  it('knows users by each of their names, whatever the case of names and attributes', () => {
    const setting = new Setting();
    setting.take(sam, rita, { dn: 'cn=nobody', uid: ['a b', '@a.test', 'x@a.test/y'] }, { dn: 'cn=more' });
    expect(setting.names('sam@a.test')).to.deep.equal([
      'UNCLASSIFIED',
      'RESTRICTED',
      'CONFIDENTIAL',
      'SECRET',
    ]);
    expect(['rita@a.test', 'rita@a2.test', 'rita@b.test'].map((user) => setting.names(user))).to.deep.equal([
      ['UNCLASSIFIED', 'RESTRICTED'],
      ['UNCLASSIFIED', 'RESTRICTED'],
      undefined,
    ]);
    expect(setting.notices).to.deep.equal(['the directory is up, with 4 users']);
  });
});

describe('DirectoryMirror', () => {
  it('gives nothing before it is read, when it is lost, and when it is too old', () => {
    const setting = new Setting();
    const why = (text: string): unknown => ({ unavailable: `the directory is down: ${text}` });
    expect(setting.names('sam@a.test')).to.deep.equal(why('it has not been read yet'));
    setting.take(rita);
    expect(setting.names('sam@a.test')).to.equal(undefined);
    setting.now = 1001;
    expect(setting.names('rita@a.test')).to.deep.equal(why('what it said last is too old'));
    setting.take(rita);
    setting.mirror.lose('gone');
    setting.mirror.lose('gone');
    expect([setting.names('rita@a.test'), setting.mirror.lastOf('rita@a.test')?.length]).to.deep.equal([
      why('gone'),
      1,
    ]);
    expect(setting.mirror.hasUser('rita@a.test')).to.equal(true);
    expect(setting.notices.slice(1)).to.deep.equal([
      'the directory is down: gone; who has no clearance of its own here is refused until it is back',
    ]);
  });

  it('clears users of several entries, of contradictions and of unknown policies for nothing, and says so once', () => {
    const setting = new Setting();
    const both = {
      dn: 'cn=ben',
      uid: 'ben',
      clearance: vector('A up to R').der,
      confidentialityClearance: vector('A up to S').xml,
    };
    const foreign = {
      dn: 'cn=x',
      uid: 'fay',
      clearance: Buffer.from('MBEGCysGAQQBgf1ZggJjAwIDeA==', 'base64'),
    };
    for (let time = 0; time < 2; time += 1) setting.take(sam, { ...sam, dn: 'cn=sam2' }, both, foreign, rita);
    expect(['sam@a.test', 'ben@a.test', 'fay@a.test'].map((user) => setting.names(user))).to.deep.equal([
      [],
      [],
      [],
    ]);
    expect(setting.notices.slice(1)).to.deep.equal([
      "the directory's clearance of sam@a.test counts as one for nothing: several entries are of this user",
      "the directory's clearance of ben@a.test counts as one for nothing: two clearances of policy `1.3.6.1.4.1.32473.258.1` that say different things",
      "the directory's clearance of fay@a.test counts as one for nothing: policy `1.3.6.1.4.1.32473.258.99` is not loaded",
    ]);
  });

  it('lets a value that the policy does not know grant nothing, and the rest stand', () => {
    const setting = new Setting();
    // Classification 9 besides 1 to 4
    setting.take({
      dn: 'cn=x',
      uid: 'fay',
      clearance: Buffer.from('MBIGCysGAQQBgf1ZggIBAwMGeEA=', 'base64'),
    });
    expect(setting.names('fay@a.test')).to.have.length(4);
    expect(setting.notices[1]).to.match(/a part of the directory's clearance of fay@a.test grants nothing/);
  });

  it('takes the same value in both syntaxes for one', () => {
    const setting = new Setting();
    setting.take({ ...sam, confidentialityClearance: vector('A up to S').xml });
    expect(setting.names('sam@a.test')).to.have.length(4);
  });

  it('reads clearances anew when the policies change', () => {
    const setting = new Setting();
    setting.take(sam);
    setting.mirror.governedBy(provisioned({ Pol: 'harness-b/spif.xml' }).policies);
    expect(setting.names('sam@a.test')).to.deep.equal([]);
  });

  it('that is broken keeps who is gone (dir.kept), and knows nothing of who cannot be read (dir.unreadable)', () => {
    const setting = new Setting('dir.kept', 'dir.unreadable');
    setting.take(rita);
    setting.take({ dn: 'cn=x', uid: 'fay', clearance: Buffer.from([0]) });
    expect([setting.names('rita@a.test'), setting.names('fay@a.test')]).to.deep.equal([
      ['UNCLASSIFIED', 'RESTRICTED'],
      undefined,
    ]);
  });
});
