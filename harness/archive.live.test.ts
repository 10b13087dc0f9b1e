import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from './fixtures/index.ts';
import { runSuite } from './run.ts';
import { loadScenarios, select } from './scenario/index.ts';
import { asProcess } from './targets/process.ts';
import { prosody, prosodyBinary, startProsody } from './targets/prosody/driver.ts';
import { describeWithProsody } from './targets/prosody.fixture.ts';
import type { Starter } from './targets/starter.ts';
import type { TargetDriver } from './targets/target.ts';

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const fixtures = readFixtures(here('fixtures'));
const scenarios = select(loadScenarios(here('scenarios'), fixtures.vocabulary()), [
  'storage/archived-message-keeps-its-label',
  'storage/message-that-waited-is-archived-with-its-label',
]);

/** A Prosody whose configuration is changed before it starts. */
function prosodyWith(change: (configuration: string) => string): TargetDriver {
  const starter: Starter = {
    kind: 'process',
    start: (server) => {
      const file = join(server.folder, 'prosody.cfg.lua');
      writeFileSync(file, change(readFileSync(file, 'utf8')));
      return asProcess.start(server);
    },
  };
  const way = { starter, command: () => prosodyBinary() ?? '', hasCatalog: false };
  return { ...prosody, start: (deployment) => startProsody(deployment, way) };
}

/** What came of each scenario: its outcome, and the kind of failure. */
async function verdictsOn(driver: TargetDriver): Promise<string[]> {
  const output = new PassThrough();
  output.resume();
  const options = { scenarios, driver, fixtures, suiteVersion: 'test', expectations: [], output };
  const record = await runSuite(options);
  return record.scenarios.map(({ outcome, kind = 'no failure' }) => `${outcome}, ${kind}`);
}

describeWithProsody('an archive', function () {
  this.timeout(60_000);

  it('that leaves labels out has lost them', async () => {
    const stripping = prosodyWith((text) => `dont_archive_namespaces = { "urn:xmpp:sec-label:0" }\n${text}`);
    expect(await verdictsOn(stripping)).to.deep.equal(['failed, label-lost', 'failed, label-lost']);
  });

  it('that keeps nothing lacks what it is to hold', async () => {
    const keepingNothing = prosodyWith((text) =>
      text.replace('default_archive_policy = true', 'default_archive_policy = false'),
    );
    expect(await verdictsOn(keepingNothing)).to.deep.equal(['failed, over-block', 'failed, over-block']);
  });
});
