import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../../fixtures/index.ts';
import { judge } from '../../judge/index.ts';
import { readTranscript } from '../../observe/read-transcript.ts';
import type { RunRecord } from '../../record/index.ts';
import { runSuite } from '../../run.ts';
import { readScenario, renameBase, renameScenario, type Scenario } from '../../scenario/index.ts';
import { driverOf, loadDescription } from '../description/index.ts';
import {
  newStandingServer,
  type StandingServer,
  standingDomains,
  standingPassword,
} from '../standing-server.fixture.ts';
import { EnvironmentFault } from '../target.ts';
import { targets } from '../targets.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../../fixtures', import.meta.url)));
const known = { domains: [...fixtures.vocabulary().domains], profiles: ['lenient'] };
const reference = targets.get('reference');

function scenarioOf(id: string, yaml: string): Scenario {
  const head = `title: ${id} is true of a conforming server\nrequirements: [LBL-01]\n`;
  return readScenario(head + yaml, { file: `${id}.yaml`, id }, fixtures.vocabulary());
}

const scenarios = [
  scenarioOf(
    'exit/withheld',
    `actors: {tess: u-ts, rita: u-r}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: refused}
twin:
  title: Whoever is cleared gets it
  provision: {'U(u-r)': [U, R, S]}
`,
  ),
  scenarioOf(
    'rooms/made',
    `actors: {tess: u-ts, rita: u-r}
steps:
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-S, at: [tess], notAt: [rita], expect: delivered}
twin:
  title: What both may have, both get
  steps:
    - room: {name: ops, owner: tess}
    - enter: {actor: rita, room: ops, expect: entered}
    - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess, rita], expect: delivered}
`,
  ),
];

describe('a remote target', () => {
  let server: StandingServer;

  before(async () => {
    if (reference === undefined) throw new Error('no reference server');
    const base = renameBase(fixtures.base, {
      domains: standingDomains,
      accounts: Object.fromEntries(
        fixtures.base.accounts.map((user) => [user, `cmbac-${user.split('@')[0] ?? ''}`]),
      ),
      rooms: {},
    });
    server = await newStandingServer(reference, base.accounts, fixtures.provisionValues(base.provision));
  });

  after(() => server.stop());

  async function run(
    file: string,
    chosen: readonly Scenario[] = scenarios,
    out?: string,
  ): Promise<RunRecord> {
    const driver = driverOf(loadDescription(file, known, targets), targets);
    const output = new PassThrough();
    output.resume();
    return runSuite({
      ...{ scenarios: chosen, driver, fixtures, suiteVersion: 'test', expectations: [], output },
      ...(out !== undefined && { out }),
    });
  }

  it('is tested under its own names, and what it cannot be told is unsupported', async () => {
    const { scenarios: found, target } = await run(server.describe());
    expect(found.map(({ id, parts }) => [id, ...parts.map(({ outcome }) => outcome)])).to.deep.equal([
      ['exit/withheld', 'passed', 'unsupported'],
      ['rooms/made', 'passed', 'passed'],
    ]);
    expect(target).to.include({ name: 'standing', product: 'A server that stands there' });
    expect(target.version).to.match(/^\d+\.\d+/);
  });

  it('keeps passwords out of all that a run writes, and what it writes is judged again the same', async () => {
    const out = mkdtempSync(join(tmpdir(), 'cmbac-remote-'));
    try {
      const record = await run(server.describe(), scenarios, out);
      const files = readdirSync(join(out, 'transcripts'));
      expect(files).to.have.lengthOf(3);
      for (const file of files) {
        const text = readFileSync(join(out, 'transcripts', file), 'utf8');
        expect(text).to.not.include(standingPassword);
        const { header, ...rest } = readTranscript(text);
        const scenario = scenarios.find(({ id }) => id === header.scenario);
        if (scenario === undefined || header.names === undefined) throw new Error('nothing was renamed');
        expect(header.names.accounts['u-r']).to.equal('cmbac-u-r');
        const again = judge(
          renameScenario(scenario, header.names, fixtures.base),
          header.part,
          { header, ...rest },
          fixtures,
        );
        const first = record.scenarios
          .find(({ id }) => id === scenario.id)
          ?.parts.find(({ name }) => name === header.part);
        expect(again.outcome).to.equal(first?.outcome);
        expect(again.findings).to.deep.equal(first?.findings);
      }
      expect(JSON.stringify(record)).to.not.include(standingPassword);
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it('wants the passwords of those alone whom it plays', async () => {
    const asked = scenarioOf(
      'catalog/asked',
      `actors: {alpha: u-alpha}
needs: [directory]
steps:
  - disco: {from: alpha, has: ['urn:xmpp:sec-label:0']}
`,
    );
    writeFileSync(
      join(server.folder, 'pool.csv'),
      `cmbac-u-ts,${standingPassword}\ncmbac-u-r,${standingPassword}\n`,
    );
    const accounts = { pattern: 'cmbac-{user}', password: { table: 'pool.csv' } };
    const { scenarios: found } = await run(server.describe({ accounts }), [asked, ...scenarios]);
    expect(found.map(({ parts }) => parts[0]?.outcome)).to.deep.equal(['unsupported', 'passed', 'passed']);
  });

  it('names the domains that the server has not', async () => {
    const elsewhere = scenarioOf(
      'rooms/elsewhere',
      `actors: {tess: u-ts}
steps:
  - disco: {from: tess, to: {jid: 'muc2.\${domain}'}, has: ['http://jabber.org/protocol/muc']}
`,
    );
    const file = server.describe({ domains: { ...standingDomains, 'muc2.a.test': 'none' } });
    const { scenarios: found } = await run(file, [elsewhere, ...scenarios.slice(0, 1)]);
    expect(found[0]).to.include({ outcome: 'unsupported' });
    expect(JSON.stringify(found[0])).to.include('domain muc2.a.test');
  });

  describe('says in one sentence why it cannot be reached', () => {
    const failures: [string, () => Record<string, unknown>, RegExp][] = [
      [
        'nothing listens',
        () => ({ reach: { client: { host: '127.0.0.1', port: 9 } } }),
        /^nothing listens at `127\.0\.0\.1:9`; start the server, or mend `reach` \(.*target-\d+\.yaml\)$/,
      ],
      [
        'the name is not known',
        () => ({ reach: { client: { host: 'nobody.invalid', port: 5222 } } }),
        /^the name `nobody\.invalid` has no address here; mend `reach`/,
      ],
      [
        'its certificate is not trusted',
        () => ({ trust: { system: true } }),
        /^the certificate at `127\.0\.0\.1:\d+` is not trusted: .+; name the authority that signed it under `trust`/,
      ],
      [
        'its certificate is for another name',
        () => ({
          domains: { ...standingDomains, 'a.test': 'gamma.lab' },
          reach: { client: { ...server.target.clientTls, tls: 'direct' } },
        }),
        /is not for `gamma\.lab`: .*alpha\.lab.*; give the server one that names its domain, or mend `domains`/,
      ],
      [
        'it does not serve the domain',
        () => ({ domains: { ...standingDomains, 'a.test': 'gamma.lab' } }),
        /^`127\.0\.0\.1:\d+` does not serve `gamma\.lab`; mend `domains`, or `reach`/,
      ],
      [
        'it refuses the account',
        () => ({ accounts: { pattern: 'other-{user}', password: { file: 'password' } } }),
        /refused the account `other-u-ts@alpha\.lab` \(authentication refused: not-authorized\); make that account, or mend `accounts`/,
      ],
      [
        'the password is not there',
        () => ({ accounts: { password: { env: 'CMBAC_NOT_SET' } } }),
        /^the environment variable `CMBAC_NOT_SET` is not set, which holds the password of the accounts; set it/,
      ],
    ];
    for (const [what, otherwise, sentence] of failures)
      it(what, async () => {
        const error: unknown = await run(server.describe(otherwise())).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(EnvironmentFault);
        if (!(error instanceof Error)) return;
        expect(error.message).to.match(sentence);
        expect(error.message).to.not.include('\n').and.not.include(standingPassword);
      });
  });
});
