import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from './fixtures/index.ts';
import { judge } from './judge/index.ts';
import { readTranscript } from './observe/read-transcript.ts';
import type { RunRecord } from './record/index.ts';
import { runSuite } from './run.ts';
import {
  loadProfiles,
  loadScenarios,
  profileNamed,
  renameScenario,
  select,
  underProfile,
} from './scenario/index.ts';
import { driverOf, loadDescription, type TargetDriver, targets } from './targets/index.ts';

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const fixtures = readFixtures(here('fixtures'));
const all = loadScenarios(here('scenarios'), fixtures.vocabulary());
const profile = profileNamed(loadProfiles(here('scenarios/profiles.yaml')), undefined, 'reference');

/** Something of each kind: every way in, rooms in both domains, peers, components, catalogs, raw text and forwarded messages. */
const chosen = select(all, [
  'access/*',
  'catalog/*',
  'discovery/*',
  'entry/for*',
  'federation/components/*',
  'federation/mapping/label-*',
  'internal/domain*',
  'rooms/access/*',
]);

const refusing = select(all, ['exit/*', 'internal/*']);

const description = `schema: cmbac/target@1
id: renamed
product: {name: The reference server under other names}
driver: {kind: process, server: reference}
domains:
  a.test: alpha.lab
  a2.test: beta.lab
  muc.a.test: rooms.alpha.lab
  muc2.a.test: halls.example
  gw.a.test: gateway.alpha.lab
  b.test: bravo.lab
  conf.b.test: talks.bravo.lab
  muc.b.test: rooms.bravo.lab
accounts: {pattern: 'cmbac-{user}'}
`;

describe('a target with names of its own', function () {
  this.timeout(180_000);
  let folder: string;
  let renamed: TargetDriver;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-renaming-'));
    const file = join(folder, 'renamed.yaml');
    writeFileSync(file, description);
    const { domains, peers, components } = fixtures.vocabulary();
    const known = { domains: [...domains, ...peers, ...components], profiles: [] };
    renamed = driverOf(loadDescription(file, known, targets), targets);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(
    driver: TargetDriver | undefined,
    scenarios = chosen,
    {
      faults = [],
      ...more
    }: {
      readonly faults?: readonly string[];
      readonly out?: string;
      readonly peer?: TargetDriver;
    } = {},
  ): Promise<RunRecord> {
    if (driver === undefined) throw new Error('no reference server');
    const output = new PassThrough();
    output.resume();
    return runSuite({
      ...{
        scenarios,
        driver,
        fixtures,
        profile,
        faults,
        suiteVersion: 'test',
        expectations: [],
        output,
      },
      ...more,
    });
  }

  const outcomes = ({ scenarios }: RunRecord): string[] =>
    scenarios.flatMap(({ id, parts }) => parts.map(({ name, outcome }) => `${id} ${name} ${outcome}`));

  it('is judged as under the names of scenarios, and so are its transcripts again', async () => {
    const own = await run(targets.get('reference'));
    const record = await run(renamed, chosen, { out: folder });
    expect(chosen).to.have.length.greaterThan(80);
    expect(outcomes(record)).to.deep.equal(outcomes(own));
    const again = readdirSync(join(folder, 'transcripts')).map((file) => {
      const transcript = readTranscript(readFileSync(join(folder, 'transcripts', file), 'utf8'));
      const { scenario: id, part, names, domain } = transcript.header;
      const scenario = chosen.find((one) => one.id === id);
      if (scenario === undefined || names === undefined) throw new Error('nothing was renamed');
      expect(domain).to.equal('alpha.lab');
      const asked = renameScenario(underProfile(scenario, profile), names, fixtures.base);
      return `${id} ${part} ${judge(asked, part, transcript, fixtures).outcome}`;
    });
    const played = outcomes(record).filter((one) => !one.endsWith('unsupported'));
    expect(again.sort()).to.deep.equal(played.sort());
  });

  it('is seen to fail where the same server under the names of scenarios is', async () => {
    const faults = ['exit.user', 'int.node'];
    const own = await run(targets.get('reference'), refusing, { faults });
    const record = await run(renamed, refusing, { faults });
    expect(outcomes(own).filter((one) => one.endsWith('failed'))).to.have.length.greaterThan(10);
    expect(outcomes(record)).to.deep.equal(outcomes(own));
  });

  it('talks to a second real server, which has the new names too', async () => {
    const reference = targets.get('reference');
    const crossing = select(all, ['federation/interop/*']);
    const record = await run(renamed, crossing, { ...(reference && { peer: reference }) });
    expect(record.scenarios.map(({ outcome }) => outcome)).to.deep.equal(crossing.map(() => 'passed'));
    expect(record.scenarios).to.have.length.greaterThan(5);
  });
});
