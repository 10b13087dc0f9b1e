import { join } from 'node:path';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import type { ScsRecord } from '../record/index.ts';
import { driverOf } from '../targets/description/driver-of.ts';
import { loadDescription } from '../targets/description/load.ts';
import { targets } from '../targets/index.ts';
import { describeWithProsody } from '../targets/prosody.fixture.ts';
import { newStandingServer } from '../targets/standing-server.fixture.ts';
import type { TargetDriver } from '../targets/target.ts';
import { loadScripts, type MatchMode, runScripts } from './index.ts';

const folder = join(import.meta.dirname, '../../fixtures');
const fixtures = readFixtures(folder);

function targetNamed(name: string): TargetDriver {
  const driver = targets.get(name);
  if (driver === undefined) throw new Error(`no target ${name}`);
  return driver;
}

function run(path: string, target: TargetDriver | string, mode: MatchMode, times = 1): Promise<ScsRecord> {
  const driver = typeof target === 'string' ? targetNamed(target) : target;
  const scripts = loadScripts([join(folder, 'scs', path)]);
  return runScripts({ driver, scripts, fixtures, mode, times, budgetMs: 2000, races: true });
}

const open = ({ scripts }: ScsRecord): (readonly [string, string | undefined])[] =>
  scripts
    .filter(({ outcome, flips }) => outcome !== 'passed' || flips.length > 0)
    .map(({ file, reason }) => [file, reason]);

describeWithProsody('scripts on Prosody', function () {
  this.timeout(60_000);

  it('passes every construct of the language, three times, on a server that remembers nothing', async () => {
    const record = await run('.', 'prosody', 'scansion', 3);
    expect(open(record)).to.deep.equal([]);
    expect(record).to.deep.include({ match: 'scansion', plays: 3, exitCode: 0 });
    const wildcards = record.scripts.find(({ file }) => file.endsWith('wildcards.scs'));
    expect(wildcards?.captured).to.deep.equal({ answered: 'two' });
    expect(wildcards?.evidence.filter(({ kind }) => kind === 'fence').length).to.equal(4);
    const presence = record.scripts.find(({ file }) => file.endsWith('presence.scs'));
    expect(presence?.races?.map(({ first, second }) => [first, second])).to.deep.include([75, undefined]);
  });

  it('fails each script that is to fail, for the reason that it says', async () => {
    const { scripts, exitCode } = await run('failing', 'prosody', 'scansion');
    expect(exitCode).to.equal(1);
    expect(scripts).to.have.length(5);
    for (const { tags, reason, outcome, file } of scripts) {
      const [told = ''] = tags;
      expect(outcome, file).to.equal('failed');
      expect(reason, file).to.contain(told.replace('fails: ', ''));
    }
  });

  it('finds in the portable way what was passed over', async () => {
    const record = await run('failing/already-read.scs', 'prosody', 'portable');
    expect(open(record)).to.deep.equal([]);
  });
});

describeWithProsody('scripts on a server that somebody else has started', function () {
  this.timeout(60_000);

  it('are played with its names and accounts, and again', async () => {
    const server = await newStandingServer(targetNamed('prosody'), ['cmbac-romeo', 'cmbac-juliet']);
    try {
      const known = { domains: ['a.test', 'a2.test', 'muc.a.test', 'muc2.a.test'], profiles: [] };
      const described = loadDescription(server.describe(), known, targets);
      for (const path of ['groupchat.scs', 'roster.scs', 'coming-and-going.scs']) {
        const record = await run(path, driverOf(described, targets), 'portable', 2);
        expect(open(record), path).to.deep.equal([]);
        expect(JSON.stringify(record)).to.contain('alpha.lab').and.not.to.contain('localhost');
      }
    } finally {
      await server.stop();
    }
  });
});

describe('scripts on the reference server', function () {
  this.timeout(60_000);

  it('passes all but the vCard, which it does not keep', async () => {
    const record = await run('.', 'reference', 'portable');
    expect(open(record).map(([file]) => file.slice(file.lastIndexOf('/') + 1))).to.deep.equal(['vcard.scs']);
  });
});
