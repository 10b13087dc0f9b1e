import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSuite, scenariosOf, withoutSecondServer, withSecondServer } from './suite.ts';

describe('loadSuite', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-suite-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  function scenario(profiles: string): string {
    return `title: a scenario of somebody's own\nrequirements: [LBL-01]\nprofiles: [${profiles}]
actors: {tess: u-ts, rita: u-r}\nsteps:\n  - probe: {from: tess, to: rita, label: A-U, expect: delivered}\n`;
  }

  it('takes the profiles of this package for a folder that has none', () => {
    write('a.yaml', scenario('xep-literal'));
    const { profiles, scenarios } = loadSuite(folder);
    expect(profiles.map(({ name }) => name)).to.include.members(['strict', 'lenient', 'xep-literal']);
    const strict = profiles.filter(({ name }) => name === 'strict');
    expect(() => strict.map((profile) => scenariosOf(scenarios, [], profile))).to.throw(
      'profile `strict` does not ask for `a`; name another with --profile',
    );
  });

  it("takes a folder's own profiles, and refuses a scenario for one that nobody has", () => {
    write('profiles.yaml', 'ours:\n  says: what is ours here\n  accepts: [auth/forbidden]\n');
    write('a.yaml', scenario('ours'));
    const { profiles, scenarios } = loadSuite(folder);
    expect(
      profiles.map((profile) => scenariosOf(scenarios, ['a'], profile).map(({ id }) => id)),
    ).to.deep.equal([['a']]);
    write('b.yaml', scenario('oars'));
    expect(() => loadSuite(folder)).to.throw('b.yaml: unknown profile `oars`; did you mean `ours`?');
  });

  it('finds those that want a second server, and those that need none', () => {
    const of = (name: string, peers: string): void => {
      const actors = 'actors: {tess: u-ts, xenia: x@b.test}';
      const steps = 'steps:\n  - probe: {from: tess, to: xenia, label: A-U, expect: delivered}\n';
      write(
        `${name}.yaml`,
        `title: a scenario of ${name}\nrequirements: [LBL-01]\n${peers}${actors}\n${steps}`,
      );
    };
    of('alone', '');
    of('either', 'peers: {b.test: any}\n');
    of('server', 'peers: {b.test: server}\n');
    const { scenarios } = loadSuite(folder);
    const ids = (found: typeof scenarios): string[] => found.map(({ id }) => id);
    expect(ids(withSecondServer(scenarios))).to.deep.equal(['either', 'server']);
    expect(ids(withoutSecondServer(scenarios))).to.deep.equal(['alone', 'either']);
    expect(() => withSecondServer(scenarios.slice(0, 1))).to.throw('leave --peer out');
    expect(() => withoutSecondServer(scenarios.slice(2))).to.throw('name it with --peer');
  });
});
