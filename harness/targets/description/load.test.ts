import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ScenarioError } from '../../input/index.ts';
import { EnvironmentFault, type TargetDriver } from '../target.ts';
import { targets } from '../targets.ts';
import { driverOf } from './driver-of.ts';
import { loadDescription } from './load.ts';

const known = {
  domains: [
    'a.test',
    'a2.test',
    'muc.a.test',
    'muc2.a.test',
    'b.test',
    'conf.b.test',
    'gw.a.test',
    'gw2.a.test',
  ],
  peers: ['b.test', 'conf.b.test'],
  components: ['gw.a.test', 'gw2.a.test'],
  profiles: ['strict', 'lenient'],
};

const remote = `schema: cmbac/target@1
id: alpha
product: {name: Some server, version: '1.2'}
driver: {kind: remote}
reach: {client: {host: 10.20.0.5, port: 5222}}
trust: {system: true}
accounts: {pattern: 'cmbac-{user}', password: {env: CMBAC_TEST_PASSWORD}}
`;

const remoteWithOthers = remote
  .replace('5222}}', '5222}, peer: {host: 10.20.0.5, port: 5269}, components: {host: 10.20.0.5, port: 5347}}')
  .concat(
    'federation: {listen: {host: 10.20.0.9, port: 15269}, nameServer: 15353, authority: {ca: ca.pem, key: {file: ca.key}}}\n',
  );

const asProcess = `schema: cmbac/target@1
id: mine
product: {name: Prosody}
driver: {kind: process, server: prosody}
`;

describe('loadDescription', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-description-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function driver(text: string): TargetDriver {
    const file = join(folder, 'target.yaml');
    writeFileSync(file, text);
    return driverOf(loadDescription(file, known, targets), targets);
  }

  /** What is wrong with a description, line by line, without the path of the file. */
  function problems(text: string): string[] {
    try {
      driver(text);
      return [];
    } catch (error) {
      if (error instanceof ScenarioError)
        return error.message.replaceAll(join(folder, 'target.yaml'), 'f').split('\n');
      throw error;
    }
  }

  it('makes a driver of a server that somebody has started', () => {
    const { name, kind, profile, verbs, features, worksheet, budgetMs } = driver(
      `${remote}profile: strict
provisioning: {verbs: [U, Dom.clr], clearances: ldif, attribute: nATOClearance, instructions: By the directory.}
claims: {labels: yes, rooms: yes, catalog: no, carbons: unknown}
facts: {budgetMs: 5000}
`,
    );
    expect({ name, kind, profile, budgetMs, verbs: [...verbs], features: [...features] }).to.deep.equal({
      name: 'alpha',
      kind: 'remote',
      profile: 'strict',
      budgetMs: 5000,
      verbs: ['U', 'Dom.clr'],
      features: ['labels', 'rooms'],
    });
    expect(worksheet).to.deep.equal({
      clearances: 'ldif',
      attribute: 'nATOClearance',
      passwords: 'what the environment variable `CMBAC_TEST_PASSWORD` holds',
      instructions: 'By the directory.',
    });
  });

  it('makes a driver of a server that the harness configures: the same one under another name, without what is denied', () => {
    const { name, kind, sameAs, features, expectations, naming, worksheet } = driver(
      `${asProcess}claims: {carbons: no}\ndomains: {a.test: alpha.lab, muc2.a.test: none}\n`,
    );
    expect({ name, kind, sameAs, worksheet }).to.deep.equal({
      name: 'mine',
      kind: 'process',
      sameAs: 'prosody',
      worksheet: undefined,
    });
    expect(features.has('rooms')).to.equal(true);
    expect(features.has('carbons')).to.equal(false);
    expect(expectations).to.match(/prosody\/expected-failures\.yaml$/);
    expect(naming).to.deep.include({ domains: { 'a.test': 'alpha.lab' }, without: ['muc2.a.test'] });
  });

  it('knows where the other servers of a run are, and where the secrets of components', () => {
    const target = driver(
      `${remoteWithOthers}claims: {peers: yes, components: yes, dialback: yes}
domains: {gw.a.test: gw.alpha.lab, gw2.a.test: none}
components: {gw.a.test: {env: CMBAC_TEST_SECRET}}
`,
    );
    const { features, outside, worksheet } = target;
    expect([...features]).to.deep.equal(['peers', 'components', 'dialback']);
    expect(outside).to.deep.include({ listen: { host: '10.20.0.9', port: 15269 }, nameServerPort: 15353 });
    expect(worksheet?.others?.ca).to.equal(join(folder, 'ca.pem'));
    expect(worksheet?.components).to.deep.equal({
      place: { host: '10.20.0.5', port: 5347 },
      secrets: { 'gw.a.test': 'what the environment variable `CMBAC_TEST_SECRET` holds' },
    });
    process.env['CMBAC_TEST_SECRET'] = 'between us';
    expect(target.componentSecrets?.()).to.deep.equal({ 'gw.alpha.lab': 'between us' });
    delete process.env['CMBAC_TEST_SECRET'];
    expect(() => target.componentSecrets?.()).to.throw(EnvironmentFault, /`CMBAC_TEST_SECRET` is not set/);
  });

  it('wants to be told where other servers and components are before either is claimed', () => {
    expect(problems(`${remote}claims: {peers: yes, components: yes, bidi: yes}\n`)).to.have.length(4);
    const [first] = problems(`${remote}claims: {peers: yes}\n`);
    expect(first).to.equal(
      'f:8:10: `peers` needs `reach.peer`, which says where it takes streams of other servers: `peer: {host: 10.20.0.5, port: 5269}`; add it, or leave the claim out',
    );
    expect(problems(`${remoteWithOthers}claims: {dialback: yes}\n`)).to.deep.equal([
      'f:9:10: `dialback` needs the claim `peers: yes`; add it, or leave the claim out',
    ]);
    expect(
      problems(`${remoteWithOthers}claims: {components: yes}\ncomponents: {gw.a.tset: {env: X}}\n`),
    ).to.deep.equal([
      'f:10:14: no component of scenarios has the domain `gw.a.tset`; did you mean `gw.a.test` or `gw2.a.test`?',
      'f:10:1: nothing says where the secret of `gw.a.test` is; add `gw.a.test: {env: …}`, or `gw.a.test: none` under `domains`',
      'f:10:1: nothing says where the secret of `gw2.a.test` is; add `gw2.a.test: {env: …}`, or `gw2.a.test: none` under `domains`',
    ]);
    expect(problems(`${remoteWithOthers}domains: {b.test: bravo.lab}\n`)).to.deep.equal([
      'f:9:11: `conf.b.test` is below `b.test` in scenarios; call it something below `bravo.lab`, or `none`',
    ]);
    expect(problems(`${asProcess}components: {gw.a.test: {env: X}}\n`)).to.deep.equal([
      'f:5:1: the harness configures a process of `prosody` itself; leave `components` out',
    ]);
  });

  it('says of every mistake where it is and how to mend it', () => {
    expect(problems(`${remote}claims: {romms: yes, labels: maybe}\n`)).to.deep.equal([
      'f:8:22: `labels` must be one of yes, no, unknown; pick one',
    ]);
    expect(
      problems(`${remote}claims: {romms: yes, bosh: yes}\nprovisioning: {verbs: [Dom.clear]}\n`),
    ).to.deep.equal([
      'f:8:10: unknown feature `romms`; did you mean `rooms`?',
      'f:9:24: unknown verb `Dom.clear`; did you mean `Dom.clr`?',
      'f:8:22: `bosh` rests on what the harness starts in each run, and only a server that it configures is told of that; leave it out',
    ]);
    expect(problems(`${remote}profile: strickt\ndomains: {a.tets: alpha.lab}\n`)).to.deep.equal([
      'f:9:11: no scenario names the domain `a.tets`; did you mean `a.test` or `a2.test` or `b.test`?',
      'f:8:1: unknown profile `strickt`; did you mean `strict`?',
    ]);
    expect(problems(`${remote}domains: {a.test: none, a2.test: x.lab, muc.a.test: x.lab}\n`)).to.deep.equal([
      "f:8:11: `a.test` is the domain under test; name the server's own",
      'f:8:41: `x.lab` is both `a2.test` and `muc.a.test`; give one of them a name of its own, or `none`',
    ]);
    expect(problems(`${remote}domains: {a.test: a2.test}\n`)).to.deep.equal([
      'f:8:11: `a2.test` is both `a2.test` and `a.test`; give one of them a name of its own, or `none`',
    ]);
    const kind = 'driver: {kind: remote}';
    expect(problems(remote.replace(kind, 'driver: {kind: remot}'))).to.deep.equal([
      'f:4:10: `kind` must be one of process, container, remote; pick one',
    ]);
    expect(problems(remote.replace(kind, 'driver: {kind: remote, server: prosody}'))).to.deep.equal([
      'f:4:24: `server` does not belong here; take it out, or put it where it does',
    ]);
    expect(problems(remote.replace(kind, 'driver: {kind: container, image: My Server}'))).to.deep.equal([
      'f:4:27: `image` is malformed: the name of an image, as in vendor/server:1.2; rewrite it',
    ]);
    expect(problems(remote.replace('cmbac-{user}', 'Cmbac-{user}')).join()).to.include('in lower case');
    expect(problems(`${remote}---\n${remote}`)).to.deep.equal([
      'f:8:1: a second document begins here; keep one in the file',
    ]);
    expect(problems(`${remote}claims: {websocket: yes}\n`)).to.deep.equal([
      'f:8:10: `reach` does not say where WebSockets connect; add `websocket` to it',
    ]);
  });

  it('says what a server that somebody else configures needs, and what one that the harness configures does not', () => {
    const [head] = remote.split('reach');
    expect(problems(head ?? '')).to.deep.equal([
      'f:4:1: a remote server that the harness does not configure needs `reach`, which says where its clients connect: `reach: {client: {host: 10.20.0.5, port: 5222}}`; add it',
      'f:4:1: a remote server that the harness does not configure needs `trust`, which says whose certificate is believed: `trust: {ca: lab-ca.pem}` or `trust: {system: true}`; add it',
      'f:4:1: a remote server that the harness does not configure needs `accounts.password`, which says where the passwords are: `accounts: {password: {env: LAB_PASSWORD}}`; add it',
    ]);
    expect(
      problems(
        `${asProcess}trust: {system: true}\naccounts: {password: {env: X}}\nclaims: {directory: yes}\n`,
      ),
    ).to.deep.equal([
      'f:5:1: the harness configures a process of `prosody` itself; leave `trust` out',
      'f:6:12: the harness makes the accounts of `prosody` itself; leave `password` out',
      'f:7:10: `prosody` as the harness configures it has no `directory`; leave it out',
    ]);
  });

  it('names a file that is not there', () => {
    expect(() => loadDescription(join(folder, 'none.yaml'), known, targets)).to.throw(
      ScenarioError,
      /none\.yaml` cannot be read; name a file that describes a target, as docs\/targets\.md says$/,
    );
  });
});

describe('the names of a described target', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-description-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** The password of a user, by a description with these accounts. */
  function passwordOf(user: string, accounts: string, table = ''): string | undefined {
    const file = join(folder, 'target.yaml');
    writeFileSync(join(folder, 'pool.csv'), table);
    writeFileSync(
      file,
      `${remote.replace(/accounts:.*/, `accounts: ${accounts}`)}domains: {muc.a.test: rooms.lab, a.test: alpha.lab, a2.test: beta.lab}\n`,
    );
    const { naming } = driverOf(loadDescription(file, known, targets), targets);
    return naming?.password?.(user);
  }

  it('read a password when it is asked for, from the environment or a file beside the description', () => {
    const accounts = "{pattern: 'x-{user}', password: {env: CMBAC_TEST_PASSWORD}}";
    expect(() => passwordOf('u-r', accounts)).to.throw(
      EnvironmentFault,
      'the environment variable `CMBAC_TEST_PASSWORD` is not set, which holds the password of the accounts; set it, or name another place in the description',
    );
    process.env['CMBAC_TEST_PASSWORD'] = 'of the environment';
    try {
      expect(passwordOf('u-r', accounts)).to.equal('of the environment');
    } finally {
      delete process.env['CMBAC_TEST_PASSWORD'];
    }
    writeFileSync(join(folder, 'secret'), 'of the file\n');
    expect(passwordOf('u-r@a2.test', '{password: {file: secret}}')).to.equal('of the file');
    writeFileSync(join(folder, 'secret'), '\n');
    expect(() => passwordOf('u-r', '{password: {file: secret}}')).to.throw(
      EnvironmentFault,
      /secret` is empty/,
    );
  });

  it('look a password up in a table by the account, of other domains in full', () => {
    const accounts = "{pattern: 'x-{user}', password: {table: pool.csv}}";
    const table =
      '# account,password\n\nx-u-r,one,and a comma\nx-u-s@alpha.lab,two\r\nx-u-r@beta.lab,three\n';
    expect(['u-r', 'u-s', 'u-r@a2.test'].map((user) => passwordOf(user, accounts, table))).to.deep.equal([
      'one,and a comma',
      'two',
      'three',
    ]);
    expect(() => passwordOf('u-s@a2.test', accounts, table)).to.throw(
      EnvironmentFault,
      /pool\.csv` has no password for `x-u-s@beta\.lab`; add a line `x-u-s@beta\.lab,…`$/,
    );
    expect(() => passwordOf('u-r', accounts, 'x-u-r one\n')).to.throw(
      EnvironmentFault,
      /pool\.csv:1: not a line/,
    );
    expect(() => passwordOf('u-r', accounts, 'x-u-r,1\nx-u-r,2\n')).to.throw(
      EnvironmentFault,
      /pool\.csv:2: `x-u-r` is there twice; keep one of them$/,
    );
  });
});
