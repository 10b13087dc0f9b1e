import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { directorySchema } from './directory-schema.ts';
import { readDirectorySettings } from './directory-settings.ts';

const least = {
  url: 'ldaps://ldap.a.test',
  bindDn: 'cn=x',
  passwordEnv: 'CMBAC_TEST_PASSWORD',
  base: 'dc=a',
};

describe('directorySchema', () => {
  const refusals: [title: string, wish: object, sentence: RegExp][] = [
    ['a password in clear to another machine', { url: 'ldap://ldap.a.test' }, /would go in clear/],
    ['TLS twice', { startTls: true }, /leave out one of the two/],
    ['two places for the password', { passwordFile: 'f' }, /name the file/],
    ['no place for the password', { passwordEnv: undefined }, /name the file/],
    ['a filter without the user', { filter: '(uid=*)' }, /name of the user/],
    ['a name that is not distinguished', { bindDn: 'PLAIN' }, /distinguished name/],
    ['another scheme', { url: 'http://ldap.a.test' }, /write it as in/],
    ['an attribute with options', { attributes: { user: 'uid;binary' } }, /without options/],
    ['an age below the interval', { refreshSeconds: 60, maxAgeSeconds: 60 }, /write more than/],
  ];
  for (const [title, wish, sentence] of refusals) {
    it(`refuses ${title}`, () => {
      const { error } = directorySchema.safeParse({ ...least, ...wish });
      expect(error?.issues.map(({ message }) => message).join()).to.match(sentence);
    });
  }

  it('takes a connection in clear to this machine, or with StartTLS to another', () => {
    for (const url of ['ldap://127.0.0.1:389', 'ldap://[::1]', 'ldap://localhost/'])
      expect(directorySchema.safeParse({ ...least, url }).success, url).to.equal(true);
    const remote = { ...least, url: 'ldap://ldap.a.test', startTls: true };
    expect(directorySchema.safeParse(remote).success).to.equal(true);
    expect(directorySchema.safeParse({ ...least, url: 'ldap://localhost.evil.test' }).success).to.equal(
      false,
    );
  });
});

describe('readDirectorySettings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'directory-'));
    writeFileSync(join(folder, 'password'), 'secret\n');
    writeFileSync(join(folder, 'empty'), '\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function read(wish: object): unknown {
    const directory = directorySchema.parse({ ...least, passwordEnv: undefined, passwordFile: 'x', ...wish });
    const placeOf = (path: readonly PropertyKey[]): string => path.join('.');
    return readDirectorySettings({ directory, placeOf }, ['a.test']);
  }

  it('reads the password without the end of its line, and the authority', () => {
    const file = join(folder, 'password');
    expect(read({ passwordFile: file, ca: file })).to.include({ password: 'secret', authority: 'secret\n' });
  });

  it('says where a file, a password or a filter is wrong', () => {
    const passwordFile = join(folder, 'password');
    expect(() => read({ passwordFile: '/nowhere' })).to.throw(
      'directory.passwordFile: `/nowhere` cannot be read',
    );
    expect(() => read({ passwordFile: join(folder, 'empty') })).to.throw(
      'directory.passwordFile: there is no password',
    );
    expect(() => read({ passwordFile: undefined, passwordEnv: 'CMBAC_NOT_SET' })).to.throw(
      'directory.passwordEnv: there',
    );
    expect(() => read({ passwordFile, filter: '(uid={user}' })).to.throw(
      'directory.filter: this is no filter',
    );
    expect(() => read({ passwordFile, ca: '/nowhere' })).to.throw('directory.ca: `/nowhere` cannot be read');
  });

  it('is nothing where no directory is configured', () => {
    expect(readDirectorySettings({ directory: undefined, placeOf: () => '' }, ['a.test'])).to.equal(
      undefined,
    );
  });
});
