import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';
import { dyingProsody } from './dying-server.fixture.ts';
import type { Expectation } from './expected/index.ts';
import { readFixtures } from './fixtures/index.ts';
import { readTranscript } from './observe/read-transcript.ts';
import type { RunRecord } from './record/index.ts';
import { runSuite } from './run.ts';
import { readScenario, type Scenario } from './scenario/index.ts';
import { targets } from './targets/index.ts';
import { describeWithProsody } from './targets/prosody.fixture.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../fixtures', import.meta.url)));
const prosody = targets.get('prosody');

function scenarioOf(id: string, yaml: string): Scenario {
  const head = `title: ${id} is true of a conforming server\nrequirements: [LBL-01]\n`;
  return readScenario(head + yaml, { file: `${id}.yaml`, id }, fixtures.vocabulary());
}

const scenarios = [
  scenarioOf(
    'carry/labelled',
    `actors: {tess: u-ts, rita: u-r}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: delivered}
  - probe: {from: tess, to: {bare: rita}, label: A-U, expect: delivered}
  - probe: {from: tess, to: rita, label: A-U, fence: ping, expect: delivered}
  - disco: {from: tess, has: ['http://jabber.org/protocol/disco#info']}
twin:
  title: what nobody withholds is not withheld
  steps:
    - probe: {from: tess, to: rita, label: A-S, expect: refused}
`,
  ),
  scenarioOf(
    'carry/offline',
    `actors: {tess: u-ts, rita: {user: u-r, online: false}}
steps:
  - send: {from: tess, stanza: "<message to='\${bare:rita}' type='chat' id='kept'><body>kept</body></message>"}
  - connect: rita
  - probe: {from: tess, to: rita, expect: delivered}
  - disconnect: rita
twin:
  title: what is kept is withheld
  steps:
    - connect: rita
    - probe: {from: tess, to: rita, expect: refused}
`,
  ),
  scenarioOf(
    'carry/raw',
    `actors: {tess: {user: u-ts, kind: raw}, rita: u-r}
steps:
  - raw: {from: tess, bytes: "<message to='\${jid:rita}'><body>x</body></message>", expect: stream-lives}
  - raw: {from: tess, bytes: "<message></iq>", expect: {streamError: [not-well-formed]}}
`,
  ),
  scenarioOf(
    'needs/verbs',
    `actors: {tess: u-ts, rita: u-r}
provision: {'U(u-r)': [U]}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: refused}
twin: {title: the other way, provision: {'U(u-r)': [S]}}
`,
  ),
];

describeWithProsody('runSuite', function () {
  this.timeout(20_000);
  let out: string;
  let record: RunRecord;
  let progress: string;

  before(async () => {
    out = mkdtempSync(join(tmpdir(), 'cmbac-run-'));
    if (!prosody) throw new Error('there is no target prosody');
    const output = new PassThrough();
    const written = text(output);
    const expectations: Expectation[] = [
      {
        match: ['carry/offline'],
        outcome: 'failed',
        kind: 'leak',
        reason: 'it withholds nothing',
        owner: 'Prosody',
        acceptLeak: ['the test', 'its reader'],
        place: 'here:1',
      } as const,
    ];
    record = await runSuite({
      scenarios,
      driver: prosody,
      fixtures,
      expectations,
      out,
      output,
      seed: 's',
      budgetMs: 1000,
      suiteVersion: '1',
    });
    output.end();
    progress = await written;
  });
  after(() => {
    rmSync(out, { recursive: true });
  });

  it('tells what came of each scenario and its twin', () => {
    expect(
      record.scenarios.map(({ id, outcome, expected, parts }) => [
        id,
        outcome,
        expected?.met,
        parts.map((part) => part.outcome),
      ]),
    ).to.deep.equal([
      ['carry/labelled', 'failed', undefined, ['passed', 'failed']],
      ['carry/offline', 'failed', true, ['passed', 'failed']],
      ['carry/raw', 'passed', undefined, ['passed']],
      ['needs/verbs', 'unsupported', undefined, ['unsupported', 'unsupported']],
    ]);
    expect([
      record.exitCode,
      record.target.product,
      record.staleExpectations,
      record.suite.seed,
    ]).to.deep.equal([1, 'Prosody', [], 's']);
  });

  it('shows what fails at once, and a line for each folder', () => {
    const leak = 'leak  carry/labelled (twin): rita does not receive the message: it came: message chat A-S';
    expect(progress).to.equal(`${leak}\ncarry  ✓ 3  ⊘ 1  ✕ 1\nneeds  – 2\n`);
  });

  it('writes a whole transcript for each part that was played', () => {
    const names = readdirSync(join(out, 'transcripts')).sort();
    expect(names).to.deep.equal([
      'carry__labelled.scenario.ndjson',
      'carry__labelled.twin.ndjson',
      'carry__offline.scenario.ndjson',
      'carry__offline.twin.ndjson',
      'carry__raw.scenario.ndjson',
    ]);
    for (const name of names) {
      const transcript = readTranscript(readFileSync(join(out, 'transcripts', name), 'utf8'));
      expect(transcript.lines.filter(({ kind }) => kind === 'step').length).to.be.at.least(2);
      expect(JSON.stringify(transcript)).not.to.match(/urn:ietf:params:xml:ns:xmpp-sasl/);
    }
  });

  it('delivers what was kept while its addressee was away', () => {
    const transcript = readFileSync(join(out, 'transcripts/carry__offline.scenario.ndjson'), 'utf8');
    expect(transcript).to.match(/"actor":"rita","direction":"received","raw":"<message[^\n]*kept/);
  });

  it('leaves no server behind when it is told to end', async () => {
    const script = fileURLToPath(new URL('run-until-told.fixture.ts', import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const said = await new Promise<unknown>((resolve, reject) => {
        child.stdout.once('data', (line) => {
          resolve(JSON.parse(String(line)));
        });
        child.once('exit', () => {
          reject(new Error('it ended before it was told to'));
        });
      });
      const { folder, port } = z.object({ folder: z.string(), port: z.number() }).parse(said);
      child.kill('SIGTERM');
      await once(child, 'exit');
      const refusal: unknown = await once(connect(port, '127.0.0.1'), 'connect').catch(
        (error: unknown) => error,
      );
      expect([child.signalCode, existsSync(folder)]).to.deep.equal(['SIGTERM', false]);
      expect(refusal).to.have.property('code', 'ECONNREFUSED');
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describeWithProsody('runSuite with a server that dies', function () {
  this.timeout(60_000);
  let folder: string;
  let alive: string;
  let record: RunRecord;

  /** What ends the server, then what would need it. */
  const deadly = (id: string, to: string, then: string): Scenario =>
    scenarioOf(
      id,
      `actors: {tess: u-ts, rita: u-r}
steps:
  - send: {from: tess, stanza: "<message to='${to}'><body>x</body></message>"}
${then}`,
    );
  const message = '  - probe: {from: tess, to: rita, label: A-S, expect: delivered}\n';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmbac-dies-'));
    alive = join(folder, 'alive');
    writeFileSync(alive, '');
    const output = new PassThrough();
    output.resume();
    record = await runSuite({
      scenarios: [
        deadly('dies/before-a-message', 'dies.a.test', message),
        deadly(
          'dies/before-an-answer',
          'dies.a.test',
          "  - disco: {from: tess, has: ['jabber:iq:version']}\n",
        ),
        scenarioOf('dies/others', `actors: {tess: u-ts, rita: u-r}\nsteps:\n${message}`),
        deadly('dies/once', 'dies-once.a.test', message),
      ],
      ...{ driver: dyingProsody(alive), fixtures, expectations: [], output, suiteVersion: '1', out: folder },
      budgetMs: 1000,
    });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('fails the part that ends it each time, and says so; the others are played against a new one', () => {
    const found = record.scenarios.map(({ id, outcome, kind, parts }) => [
      id,
      outcome,
      kind,
      parts[0]?.findings.some(({ claim }) => claim === 'the server runs on'),
    ]);
    expect(found).to.deep.equal([
      ['dies/before-a-message', 'failed', 'protocol', true],
      ['dies/before-an-answer', 'failed', 'protocol', true],
      ['dies/others', 'passed', undefined, false],
      ['dies/once', 'passed', undefined, false],
    ]);
    expect(record.exitCode).to.equal(1);
    expect(existsSync(alive)).to.equal(false);
  });

  it('keeps what it said, and how it ended', () => {
    const log = readFileSync(join(folder, 'logs/dying-prosody.log'), 'utf8');
    expect(log.match(/^Prosody ended: exit code 3$/gm)).to.have.length.greaterThan(2);
  });
});
