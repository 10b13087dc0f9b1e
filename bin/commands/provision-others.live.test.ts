import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  type Lab,
  labDomains,
  labOthers,
  newLab,
  startByHand,
  startProsodyByHand,
} from '../../harness/provisioning/by-hand.fixture.ts';
import { typedIn, typedOutside } from '../../harness/provisioning/typed-in.fixture.ts';
import { prosodyBinary } from '../../harness/targets/prosody/driver.ts';
import { describeWithProsody } from '../../harness/targets/prosody.fixture.ts';
import { readRun } from './saved-run.ts';
import { cmbac, sheetOf, verdictsOf } from './sheets.fixture.ts';

const claims = ['labels', 'offline', 'rooms', 'room-history', 'several-resources', 'peers', 'components'];

describe('a server that a person tells of other servers', function () {
  this.timeout(240_000);
  /** What may go where, and to what label; servers that cannot be reached, and what comes after; a component. */
  const patterns = [
    'federation/exit/label-outside-the-clearance-of-its-peer-never-leaves',
    'federation/errors/peer-that-cannot-be-reached',
    'federation/errors/peer-with-an-expired-certificate',
    'federation/mapping/label-leaves-in-the-format-of-its-peer',
    'federation/components/recipient-not-cleared',
  ];
  let folder: string;
  let lab: Lab;
  let stop: (() => Promise<void>) | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-others-'));
    const verbs = ['U', 'U*', 'Pol', 'Pol.label', 'Peer.in', 'Peer.out', 'Peer.dfl', 'Peer.map', 'Cmp.clr'];
    lab = await newLab(folder, { verbs, claims });
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('has an authority made for them once, which nothing overwrites', async () => {
    const file = join(folder, 'others-ca.pem');
    expect(existsSync(file)).to.equal(false);
    const early = await cmbac(
      'provision',
      'plan',
      lab.description,
      ...patterns,
      '--out',
      join(folder, 'early'),
    );
    expect(early.code, early.said).to.equal(5);
    expect(early.said).to.match(
      /others-ca\.pem` is not there, .* make it with `npx cmbac provision authority /,
    );
    expect((await cmbac('provision', 'authority', lab.description)).code).to.equal(0);
    const made = readFileSync(file, 'utf8');
    const again = await cmbac('provision', 'authority', lab.description);
    expect(again.code, again.said).to.equal(4);
    expect(again.said).to.match(
      /others-ca\.pem` is there already, and servers may believe it; nothing was written/,
    );
    expect(readFileSync(file, 'utf8')).to.equal(made);
  });

  it('plays with them what it would have played if the harness had told it, deployment by deployment', async () => {
    const rows = await sheetOf(lab, patterns);
    const outside = typedOutside(rows);
    expect(Object.keys(outside.routes)).to.deep.equal(['bravo.lab', 'charlie.lab', 'conf.bravo.lab']);
    const of = Math.max(...rows.map((row) => Number(row['deployment'])));
    expect(of).to.be.within(2, 6);
    const folders: string[] = [];
    for (let number = 1; number <= of; number += 1) {
      stop = await startByHand(lab, typedIn(rows, labDomains.domain, number), outside);
      const out = join(folder, `runs/${number}`);
      const run = await cmbac(
        'run',
        '-t',
        lab.description,
        '--deployment',
        `${number}`,
        ...patterns,
        '--out',
        out,
      );
      expect(run.code, run.said).to.equal(0);
      folders.push(out);
      await stop();
      stop = undefined;
    }
    const [whole, usual] = [join(folder, 'whole'), join(folder, 'usual')];
    const merged = await cmbac('merge', ...folders, '--out', whole);
    expect(merged.code, merged.said).to.equal(0);
    const other = await cmbac('run', '--profile', 'lenient', ...patterns, '--out', usual);
    expect(other.code, other.said).to.equal(0);
    expect(verdictsOf(readRun(whole))).to.deep.equal(verdictsOf(readRun(usual)));
    const judged = await cmbac('judge', whole);
    expect(judged.code, judged.said).to.equal(0);
  });

  it('is not scored where it does not believe their authority', async () => {
    const rows = await sheetOf(lab, patterns);
    const outside = { ...typedOutside(rows), authority: lab.files.caFile };
    stop = await startByHand(lab, typedIn(rows, labDomains.domain, 1), outside);
    const { code, said } = await cmbac(
      'provision',
      'verify',
      lab.description,
      '--deployment',
      '1',
      ...patterns,
    );
    expect(code, said).to.equal(1);
    expect(said).to.contain(`✗ not done  ${labOthers['b.test']}, can be reached`);
    expect(said).to.contain('see that the server knows where bravo.lab is, and believes its authority (');
  });
});

describeWithProsody('a Prosody that a person tells of other servers', function () {
  this.timeout(240_000);
  let folder: string;
  let stop: (() => Promise<void>) | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-others-prosody-'));
  });

  after(async () => {
    await stop?.();
    rmSync(folder, { recursive: true });
  });

  it('carries labels as it does when the harness starts it, found by the name server of the run, and logins by PLAIN alone', async () => {
    const patterns = [
      'federation/entry/permitted-label-arrives-with-every-type',
      'federation/entry/every-check-applies-again',
      'federation/errors/*',
      'federation/components/*',
      'federation/rooms/denial-of-an-occupants-server-goes-no-further',
    ];
    const lab = await newLab(folder, { verbs: [], claims });
    expect((await cmbac('provision', 'authority', lab.description)).code).to.equal(0);
    const rows = await sheetOf(lab, patterns);
    const typed = typedIn(rows, labDomains.domain, 1);
    stop = await startProsodyByHand(lab, prosodyBinary() ?? '', typed.accounts, typedOutside(rows));
    const verified = await cmbac('provision', 'verify', lab.description, ...patterns);
    expect(verified.code, verified.said).to.equal(0);
    const [byHand, usual] = [join(folder, 'by-hand'), join(folder, 'usual')];
    const run = await cmbac('run', '-t', lab.description, ...patterns, '--out', byHand);
    // It enforces nothing: what must be refused is delivered
    expect(run.code, run.said).to.equal(1);
    await cmbac('run', '-t', 'prosody', '--profile', 'lenient', ...patterns, '--out', usual);
    const asked = verdictsOf(readRun(byHand)).filter((verdict) => !verdict.endsWith('unsupported'));
    expect(asked.length).to.be.greaterThan(10);
    expect(verdictsOf(readRun(usual))).to.include.members(asked);
    expect(asked.filter((verdict) => /(broken|inconclusive)$/.test(verdict))).to.deep.equal([]);
  });
});
