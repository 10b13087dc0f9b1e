import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { controlsSchema } from '../../harness/record/index.ts';
import { readRun } from './saved-run.ts';

const command = join(import.meta.dirname, '../cmbac.ts');

const refused = `title: A message is not delivered to a recipient whose clearance does not cover its label
requirements: [C2S-EXIT-02]
actors: {tess: u-ts, rita: u-r}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: refused}
twin:
  title: With SECRET in the clearance the recipient gets it
  provision: {U(u-r): [U, R, S]}
kills: [exit.user]
`;

/** Against the reference server: sound, and with its exit check broken. */
describe('cmbac report, diff --same and the controls of a run', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-report-'));
    mkdirSync(join(folder, 'own'));
    writeFileSync(join(folder, 'own/refused.yaml'), refused);
    const sound = cmbac('run', '--scenarios', 'own', '--out', 'sound', '--md', 'notes.md');
    expect(sound.status, sound.stderr).to.equal(0);
    const broken = cmbac('run', '--scenarios', 'own', '--faults', 'exit.user', '--out', 'broken');
    expect(broken.status, broken.stderr).to.equal(1);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function cmbac(...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }
  const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');

  it('a real run is what the published schema says, and has every usual report beside it', () => {
    const record = readRun(join(folder, 'broken'));
    expect(record).to.deep.equal(JSON.parse(text('broken/run.json')));
    expect(record.scenarios[0]?.kind).to.equal('leak');
    expect(readdirSync(join(folder, 'broken')).sort()).to.include.members([
      ...['badge.json', 'badge.svg', 'index.html', 'junit.xml', 'run.json', 'summary.md', 'transcripts'],
    ]);
  });

  it('appends a summary to the file that somebody asks for', () => {
    expect(text('notes.md')).to.match(/^## cmbac reference server \S+ passes its one scenario\.\n/);
  });

  it('writes the reports of a saved run elsewhere, the transcripts beside the page, and what regressed', () => {
    const { status, stdout } = cmbac(
      ...['report', 'broken', '-f', 'html,md,trace,badge', '--out', 'evidence', '--baseline', 'sound'],
    );
    expect(status).to.equal(0);
    expect(stdout.trim().split('\n')).to.deep.equal(
      ['index.html', 'summary.md', 'traceability.md', 'traceability.json', 'badge.svg', 'badge.json'].map(
        (name) => join('evidence', name),
      ),
    );
    expect(text('evidence/summary.md')).to.include('### 1 part regressed').and.to.include('is failed (leak)');
    expect(readdirSync(join(folder, 'evidence/transcripts'))).to.have.length(2);
    expect(existsSync(join(folder, 'evidence/junit.xml'))).to.equal(false);
  });

  it('judge tells another kind of failure from another record of it, and a run of nothing from a proof', () => {
    mkdirSync(join(folder, 'milder'));
    cpSync(join(folder, 'broken/transcripts'), join(folder, 'milder/transcripts'), { recursive: true });
    const leaking = text('broken/run.json');
    writeFileSync(
      join(folder, 'milder/run.json'),
      leaking.replaceAll('"kind": "leak"', '"kind": "wrong-error"'),
    );
    const judged = cmbac('judge', 'milder', '--scenarios', 'own');
    expect(judged.status, judged.stderr).to.equal(1);
    expect(judged.stdout).to.contain('refused: was failed (wrong-error), is failed (leak)\n');
    const unnamed = (key: string, value: unknown): unknown => (key === 'transcript' ? undefined : value);
    writeFileSync(join(folder, 'milder/run.json'), JSON.stringify(readRun(join(folder, 'broken')), unnamed));
    const unproven = cmbac('judge', 'milder', '--scenarios', 'own');
    expect(unproven.status, unproven.stderr).to.equal(3);
    expect(unproven.stdout).to.contain('the run names no transcript of it');
  });

  it('names the formats that there are', () => {
    const { status, stderr } = cmbac('report', 'broken', '-f', 'pdf');
    expect(status).to.equal(5);
    expect(stderr).to.include('html, junit, json, md, trace, badge');
  });

  it('diff --same ends with 1 at any difference, also at what was mended', () => {
    expect(cmbac('diff', 'broken', 'sound').status).to.equal(0);
    expect(cmbac('diff', 'broken', 'sound', '--same').status).to.equal(1);
    expect(cmbac('diff', 'sound', 'sound', '--same').status).to.equal(0);
  });

  it('prove --named keeps what was seen, and a run shows it as of today only while the wording stays', () => {
    const id = 'exit/recipient-not-cleared';
    const { status, stderr } = cmbac(
      'prove',
      '--named',
      id,
      '--faults',
      'exit.user',
      '--write',
      'controls.json',
    );
    expect(status, stderr).to.equal(0);
    const { controls } = controlsSchema.parse(JSON.parse(text('controls.json')));
    expect(controls.map(({ scenario, fault }) => [scenario, fault])).to.deep.equal([[id, 'exit.user']]);
    // As if it had been made with the folder's own scenario
    const hash = 'worded before';
    const own = controls.map((one) => ({ ...one, scenario: 'refused', hash }));
    writeFileSync(
      join(folder, 'own/controls.json'),
      JSON.stringify({ schema: 'cmbac/controls@1', controls: own }),
    );
    expect(cmbac('run', '--scenarios', 'own', '--out', 'again').status).to.equal(0);
    const [control] = readRun(join(folder, 'again')).scenarios[0]?.controls ?? [];
    expect(control).to.deep.equal({
      fault: 'exit.user',
      breaks: controls[0]?.breaks,
      seen: controls[0]?.seen,
      current: false,
    });
    expect(cmbac('check', 'own').stdout).to.include(
      '1 that expect a refusal were only seen to fail as worded before',
    );
  });

  it('prove --named does for a folder of its own what check names, and nothing is left to say', () => {
    rmSync(join(folder, 'own/controls.json'), { force: true });
    const named = /`npx cmbac (prove [^`]+)`/.exec(cmbac('check', 'own').stdout)?.[1] ?? '';
    expect(named).to.equal('prove --named refused --scenarios own --write own/controls.json');
    const proved = cmbac(...named.split(' '));
    expect(proved.status, proved.stderr).to.equal(0);
    expect(cmbac('check', 'own').stdout).to.match(/nothing is wrong\n$/);
  });

  it('coverage --by section gives JSON with the verdicts of a run', () => {
    const trace = z.object({
      documents: z.array(
        z.object({
          sections: z.array(
            z.object({
              requirements: z.array(
                z.object({
                  id: z.string(),
                  scenarios: z.array(z.object({ id: z.string(), verdict: z.string() })),
                }),
              ),
            }),
          ),
        }),
      ),
    });
    const { stdout } = cmbac('coverage', '--by', 'section', '--run', 'broken', '--json');
    const found = trace
      .parse(JSON.parse(stdout))
      .documents.flatMap(({ sections }) => sections.flatMap(({ requirements }) => requirements))
      .find(({ id }) => id === 'C2S-EXIT-02');
    expect(found?.scenarios).to.deep.equal([{ id: 'refused', verdict: 'failed' }]);
  });
});
