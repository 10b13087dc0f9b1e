import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { readTranscript } from '../observe/read-transcript.ts';
import type { Transcript } from '../observe/transcript.ts';
import { runSuite } from '../run.ts';
import { readScenario, type Scenario } from '../scenario/index.ts';
import { ejabberd } from '../targets/ejabberd/driver.ts';
import { describeWithEjabberd } from '../targets/ejabberd.fixture.ts';
import { prosody } from '../targets/prosody/driver.ts';
import { describeWithProsody } from '../targets/prosody.fixture.ts';
import { reference } from '../targets/reference/driver.ts';
import type { TargetDriver } from '../targets/target.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

function scenarioOf(id: string, yaml: string): Scenario {
  const head = `title: ${id} is true of a conforming server\nrequirements: [S2S-EXIT-02]\n`;
  return readScenario(head + yaml, { file: `${id}.yaml`, id }, fixtures.vocabulary());
}

const actors = 'actors: {sam: u-s, xenia: x@b.test, yves: y@c.test}\n';

const scenarios = [
  scenarioOf(
    'peers/both-ways',
    `${actors}steps:
  - probe: {from: sam, to: xenia, label: A-S, expect: delivered}
  - probe: {from: xenia, to: sam, label: A-S, expect: delivered}
  - peer: {at: b.test, streams: closed}
  - probe: {from: sam, to: {bare: xenia}, label: A-S, expect: delivered}
  - peer: {at: b.test, streams: cut}
  - probe: {from: xenia, to: {bare: sam}, label: A-S, expect: delivered}
`,
  ),
  scenarioOf(
    'peers/rooms',
    `${actors}steps:
  - room: {name: ops, owner: sam}
  - enter: {actor: xenia, room: ops, expect: entered}
  - enter: {actor: yves, room: ops, expect: entered}
  - probe: {from: sam, to: {room: ops}, type: groupchat, at: [sam, xenia, yves], label: A-S, expect: delivered}
  - probe: {from: xenia, to: {room: ops}, type: groupchat, at: [sam, xenia, yves], label: A-S, expect: delivered}
  - leave: {actor: xenia, room: ops}
  - occupants: {at: yves, room: ops, here: [sam, yves], gone: [xenia]}
`,
  ),
  scenarioOf(
    'peers/bounced',
    `${actors}steps:
  - bounced: {from: sam, to: xenia, label: A-S, error: {condition: gone}, expect: error, condition: [gone]}
`,
  ),
  scenarioOf(
    'peers/unreachable',
    `${actors}steps:
  - peer: {at: b.test, is: misnamed}
  - probe: {from: sam, to: yves, label: A-S, expect: delivered}
`,
  ),
  scenarioOf(
    'peers/certificates',
    `${actors}steps:
  - stream: {from: yves, certificate: b.test, expect: refused}
  - stream: {from: yves, certificate: c.test, expect: accepted}
`,
  ),
];

const byDialback = scenarioOf(
  'peers/dialback',
  `${actors}steps:
  - peer: {at: b.test, by: dialback}
  - probe: {from: sam, to: xenia, label: A-S, expect: delivered}
  - probe: {from: xenia, to: sam, label: A-S, expect: delivered}
`,
);

/** Outcome by scenario, and what passed. */
async function played(
  driver: TargetDriver,
  chosen: readonly Scenario[],
): Promise<{ outcomes: Record<string, string>; transcripts: Transcript[] }> {
  const out = mkdtempSync(join(tmpdir(), 'cmbac-peers-'));
  try {
    const record = await runSuite({
      ...{ scenarios: chosen, driver, fixtures, suiteVersion: '0.0.0', out },
      ...{ expectations: [], output: new PassThrough() },
    });
    const folder = join(out, 'transcripts');
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    return {
      outcomes: Object.fromEntries(
        record.scenarios.map(({ id, outcome, reason }) => [id, reason ?? outcome]),
      ),
      transcripts: files.map(readTranscript),
    };
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The same server, which believes whoever answers for a domain. */
function trusting(driver: TargetDriver): TargetDriver {
  return {
    ...driver,
    features: new Set([...driver.features, 'dialback']),
    start: (deployment) =>
      driver.start({
        ...deployment,
        ...(deployment.federation && { federation: { ...deployment.federation, dialback: true } }),
      }),
  };
}

function federates(driver: TargetDriver): void {
  it('takes and gives labelled messages, alone and in rooms, with certificates checked', async () => {
    const { outcomes } = await played(driver, scenarios);
    expect(outcomes).to.deep.equal(Object.fromEntries(scenarios.map(({ id }) => [id, 'passed'])));
  });

  it('does so by dialback alone', async () => {
    const { outcomes, transcripts } = await played(trusting(driver), [byDialback]);
    const ways = transcripts.flatMap(({ lines }) =>
      lines.flatMap((line) =>
        line.kind === 'connection' && line.event === 'authenticated' && line.detail.startsWith('a.test')
          ? [line.detail]
          : [],
      ),
    );
    expect({ outcomes, ways }).to.deep.equal({
      outcomes: { 'peers/dialback': 'passed' },
      ways: ['a.test to b.test by dialback'],
    });
  });
}

describe('a server that the harness plays', () => {
  describeWithProsody('beside Prosody', () => {
    federates(prosody);
  });
  describeWithEjabberd('beside ejabberd', () => {
    federates(ejabberd);
  });
  describe('beside the reference server', () => {
    federates(reference);
  });
});
