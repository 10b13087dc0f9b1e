import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import type { MatrixRecord } from '../record/index.ts';
import { runSuite } from '../run.ts';
import { readScenario, type Scenario } from '../scenario/index.ts';
import { EnvironmentFault, type Federation, type TargetDriver } from '../targets/index.ts';
import { reference } from '../targets/reference/driver.ts';
import { matrixRecord, runPairs } from './index.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

const [first, second] = ['first', 'second'].map(
  (id): Scenario =>
    readScenario(
      `title: A message reaches a user of another server (${id})
requirements: [S2S-4PT-9]
peers: {b.test: server}
actors: {sam: u-s, xenia: x@b.test}
steps:
  - probe: {from: sam, to: xenia, label: A-S, expect: delivered, shows: {asWritten: true}}
`,
      { file: `${id}.yaml`, id },
      fixtures.vocabulary(),
    ),
);
const scenarios = [first, second].filter((one) => one !== undefined);

/** The reference server, with the folders that it was started in. */
function watched(): { readonly driver: TargetDriver; readonly folders: string[] } {
  const folders: string[] = [];
  const start: TargetDriver['start'] = (deployment) => {
    folders.push(deployment.folder);
    return reference.start(deployment);
  };
  return { driver: { ...reference, start }, folders };
}

const absent: TargetDriver = {
  ...reference,
  name: 'absent',
  start: () => Promise.reject(new EnvironmentFault('absent is not installed')),
};

/** The reference server, which dies at the second reset, and starts once in each run. */
function mortal(): TargetDriver {
  const begun = new Set<Federation | undefined>();
  const start: TargetDriver['start'] = async (deployment) => {
    if (begun.has(deployment.federation)) throw new EnvironmentFault('mortal does not start again');
    begun.add(deployment.federation);
    const running = await reference.start(deployment);
    let resets = 0;
    return {
      ...running,
      reset: async (provision) => {
        if ((resets += 1) > 1) await running.stop();
        await running.reset(provision);
      },
    };
  };
  return { ...reference, name: 'mortal', start };
}

/** The reference server, which dies when it has been reset; of those started in a run so many do. */
function dying(times: number): TargetDriver {
  let starts = 0;
  const start: TargetDriver['start'] = async (deployment) => {
    const running = await reference.start(deployment);
    if ((starts += 1) > times) return running;
    return {
      ...running,
      reset: async (provision) => {
        await running.reset(provision);
        await running.stop();
      },
    };
  };
  return { ...reference, name: 'dying', start };
}

/** What came of a question to a server that dies so often. */
async function answerOf(times: number): Promise<readonly (string | undefined)[]> {
  const asks = `title: Another server answers a question
requirements: [S2S-4PT-9]
peers: {b.test: server}
actors: {sam: u-s}
steps:
  - iq: {from: sam, to: {jid: b.test}, payload: "<ping xmlns='urn:xmpp:ping'/>", expect: result}
`;
  const scenario = readScenario(asks, { file: 'asks.yaml', id: 'asks' }, fixtures.vocabulary());
  const options = {
    scenarios: [scenario],
    driver: reference,
    peer: dying(times),
    fixtures,
    suiteVersion: '0',
  };
  const { scenarios: records } = await runSuite({ ...options, output: new PassThrough().resume() });
  return records.flatMap(({ outcome, parts }) => [outcome, parts[0]?.findings[0]?.seen]);
}

async function matrixOf(...drivers: readonly TargetDriver[]): Promise<MatrixRecord> {
  const pairs = await runPairs(drivers, {
    asked: () => scenarios.length,
    run: (driver, peer) => {
      const options = {
        scenarios,
        driver,
        peer,
        fixtures,
        suiteVersion: '0',
        output: new PassThrough().resume(),
      };
      return runSuite(options);
    },
    keep: () => undefined,
    complain: () => undefined,
  });
  return matrixRecord(pairs, { suite: '0', startedAt: '2026-01-01T00:00:00Z', wallMs: 0 });
}

/** What is said of each pair: `reference-absent: 0 passed, 2 broken`, and why. */
function told({ pairs }: MatrixRecord): (readonly [string, string | undefined, number])[] {
  return pairs.map(({ from, to, verdicts: { passed, broken }, broken: why, exitCode }) => [
    `${from}-${to}: ${passed} passed, ${broken} broken`,
    why,
    exitCode,
  ]);
}

describe('a matrix in which something goes wrong', function () {
  this.timeout(60_000);

  it('says of each pair with a server that cannot be started why, runs the others, and leaves nothing behind', async () => {
    const { driver, folders } = watched();
    const matrix = await matrixOf(driver, absent);
    const why = 'absent is not installed';
    expect(told(matrix)).to.deep.equal([
      ['reference-reference: 2 passed, 0 broken', undefined, 0],
      ['reference-absent: 0 passed, 2 broken', why, 4],
      ['absent-reference: 0 passed, 2 broken', why, 4],
      ['absent-absent: 0 passed, 2 broken', why, 4],
    ]);
    expect([matrix.exitCode, matrix.targets]).to.deep.equal([4, ['reference', 'absent']]);
    expect(folders.map((folder) => existsSync(folder))).to.deep.equal([false, false, false, false]);
  });

  it('says what could not be asked any more of a server that dies and does not start again', async () => {
    const matrix = await matrixOf(mortal(), reference);
    const why = 'mortal does not start again';
    expect(told(matrix)).to.deep.equal([
      ['mortal-mortal: 1 passed, 1 broken', why, 4],
      ['mortal-reference: 1 passed, 1 broken', why, 4],
      ['reference-mortal: 1 passed, 1 broken', why, 4],
      ['reference-reference: 2 passed, 0 broken', undefined, 0],
    ]);
    expect(matrix.exitCode).to.equal(4);
  });

  it('blames no server for what fails only once, while another dies, and passes it neither', async () => {
    const once = 'a server ended while it was played, and what failed then did not fail again';
    expect(await answerOf(1)).to.deep.equal(['broken', once]);
    expect((await answerOf(9))[0]).to.equal('failed');
  });
});
