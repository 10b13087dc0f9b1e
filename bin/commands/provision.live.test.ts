import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  type Lab,
  labDomains,
  newLab,
  startByHand,
  startProsodyByHand,
} from '../../harness/provisioning/by-hand.fixture.ts';
import { type readCsv, typedIn } from '../../harness/provisioning/typed-in.fixture.ts';
import { prosodyBinary } from '../../harness/targets/prosody/driver.ts';
import { describeWithProsody } from '../../harness/targets/prosody.fixture.ts';
import { readRun } from './saved-run.ts';
import { cmbac, sheetOf, verdictsOf } from './sheets.fixture.ts';

/** Refusals and twins; what wants an access label of the server, a clearance of it, and one of a room. */
const patterns = [
  'exit/recipient-not-cleared',
  'access/user-not-cleared-for-the-server',
  'internal/server-not-cleared',
  'rooms/admission/label-outside-the-clearance-of-the-room',
];

describe('a server that a person provisions from the worksheet', function () {
  this.timeout(240_000);
  let folder: string;
  let lab: Lab;
  let rows: ReturnType<typeof readCsv>;
  let of: number;
  let stop: (() => Promise<void>) | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-sheet-'));
    lab = await newLab(folder, {
      verbs: ['U', 'U*', 'Pol', 'Pol.label', 'Srv.clr', 'Srv.lbl', 'Dom.clr', 'Rm.clr', 'Rm.lbl', 'Cat'],
      claims: [
        'catalog',
        'labels',
        'offline',
        'rooms',
        'room-history',
        'several-domains',
        'several-resources',
      ],
    });
    rows = await sheetOf(lab, patterns);
    of = Math.max(...rows.map((row) => Number(row['deployment'])));
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('plays what it would have played if the harness had provisioned it, deployment by deployment', async () => {
    expect(of).to.be.within(2, 6);
    const folders: string[] = [];
    for (let number = 1; number <= of; number += 1) {
      stop = await startByHand(lab, typedIn(rows, labDomains.domain, number));
      const out = join(folder, `runs/${number}`);
      const { code, said } = await cmbac(
        'run',
        '-t',
        lab.description,
        '--deployment',
        `${number}`,
        ...patterns,
        '--out',
        out,
      );
      expect(code, said).to.equal(0);
      folders.push(out);
      await stop();
      stop = undefined;
    }
    const [whole, usual] = [join(folder, 'whole'), join(folder, 'usual')];
    const merged = await cmbac('merge', ...folders, '--out', whole);
    expect(merged.code, merged.said).to.equal(0);
    const other = await cmbac('run', '--profile', 'lenient', ...patterns, '--out', usual);
    expect(other.code, other.said).to.equal(0);
    const byHand = verdictsOf(readRun(whole));
    expect(byHand).to.have.length.greaterThan(patterns.length);
    expect(byHand.filter((verdict) => !verdict.endsWith('unsupported'))).to.have.length(8);
    expect(verdictsOf(readRun(usual))).to.include.members(
      byHand.filter((one) => !one.endsWith('unsupported')),
    );
    const judged = await cmbac('judge', whole);
    expect(judged.code, judged.said).to.equal(0);
    const one = await cmbac('merge', ...folders.slice(1), '--out', join(folder, 'less'));
    expect([one.code, one.said.trim()]).to.deep.equal([
      5,
      `deployment 1 of ${of} is missing; play it with --deployment 1`,
    ]);
  });

  it('is not scored while one clearance is typed in wrong, and says which', async () => {
    const typed = typedIn(rows, labDomains.domain, 1);
    const secret = [{ x501: 'MBEGCysGAQQBgf1ZggIBAwIDeA==' }];
    stop = await startByHand(lab, { ...typed, provision: { ...typed.provision, 'U(cmbac-u-r)': secret } });
    const verified = await cmbac('provision', 'verify', lab.description, '--deployment', '1', ...patterns);
    expect(verified.code, verified.said).to.equal(1);
    const wrong = verified.said.split('\n').filter((line) => line.includes('✗'));
    expect(wrong).to.deep.equal(['✗ not done  cmbac-u-r@alpha.lab, clearance']);
    expect(verified.said).to.contain(
      'give cmbac-u-r@alpha.lab the clearance HARNESS-A: UNCLASSIFIED, RESTRICTED, `',
    );
    const out = join(folder, 'wrong');
    const run = await cmbac('run', '-t', lab.description, '--deployment', '1', ...patterns, '--out', out);
    expect(run.code, run.said).to.equal(4);
    expect(run.said).to.match(
      /^deployment 1 is not as its sheet says, so nothing is scored: give cmbac-u-r@alpha\.lab/,
    );
  });

  it('is not scored while an account is missing', async () => {
    const typed = typedIn(rows, labDomains.domain, 1);
    const { domain } = labDomains;
    const accounts = {
      ...typed.accounts,
      [domain]: (typed.accounts[domain] ?? []).filter((name) => name !== 'cmbac-u-r-2'),
    };
    const provision = Object.fromEntries(
      Object.entries(typed.provision).filter(([verb]) => verb !== 'U(cmbac-u-r-2)'),
    );
    stop = await startByHand(lab, { accounts, provision });
    const { code, said } = await cmbac(
      'provision',
      'verify',
      lab.description,
      '--deployment',
      '1',
      ...patterns,
    );
    expect(code, said).to.equal(1);
    expect(said).to.contain('make the account cmbac-u-r-2@alpha.lab, with the password that the sheet names');
  });

  it('asks which deployment it has, where nobody is there to type in the next', async () => {
    const { code, said } = await cmbac(
      'run',
      '-t',
      lab.description,
      ...patterns,
      '--out',
      join(folder, 'which'),
    );
    expect(code, said).to.equal(5);
    expect(said).to.match(
      new RegExp(`needs ${of} deployments .* say which one it has now with --deployment`),
    );
  });
});

describeWithProsody('a Prosody that a person provisions from the worksheet', function () {
  this.timeout(240_000);
  let folder: string;
  let stop: (() => Promise<void>) | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-sheet-prosody-'));
  });

  after(async () => {
    await stop?.();
    rmSync(folder, { recursive: true });
  });

  it('is one deployment of accounts alone, and is tested on it', async () => {
    const chosen = ['label/*', 'rooms/reflection*', 'exit/recipient-*'];
    const lab = await newLab(folder, {
      verbs: [],
      claims: ['labels', 'offline', 'rooms', 'room-history', 'several-resources'],
    });
    const rows = await sheetOf(lab, chosen);
    expect(new Set(rows.map(({ what, setting }) => `${what ?? ''} ${setting ?? ''}`))).to.deep.equal(
      new Set(['account password']),
    );
    stop = await startProsodyByHand(lab, prosodyBinary() ?? '', typedIn(rows, labDomains.domain, 1).accounts);
    const verified = await cmbac('provision', 'verify', lab.description, ...chosen);
    expect(verified.code, verified.said).to.equal(0);
    expect(verified.said).to.match(/0 not done, 0 cannot be seen/);
    const out = join(folder, 'run');
    const run = await cmbac('run', '-t', lab.description, ...chosen, '--out', out);
    // It enforces nothing: what must be refused is delivered
    expect(run.code, run.said).to.equal(1);
    const { scenarios } = readRun(out);
    const outcomes = new Map(scenarios.map(({ id, outcome, kind }) => [id, kind ?? outcome]));
    expect(outcomes.get('label/permitted-label-arrives-at-either-address')).to.equal('passed');
    expect(outcomes.get('exit/recipient-not-cleared')).to.equal('leak');
    expect([...outcomes.values()]).not.to.include('broken');
  });
});
