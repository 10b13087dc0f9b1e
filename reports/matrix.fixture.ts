import type { MatrixRecord, PairRecord, PairVerdicts, RunRecord } from '../harness/record/index.ts';
import { sampleRun, sampleScenario } from './sample-run.ts';

/** Two servers, one of which differs from what is asked with the other: what tests of the matrix read. */
export function sampleMatrix(): { readonly matrix: MatrixRecord; readonly runs: readonly RunRecord[] } {
  const servers = [
    { name: 'prosody', product: 'Prosody', version: '0.12.3' },
    { name: 'ejabberd', product: 'ejabberd', version: '23.01' },
  ] as const;
  const pairs = servers.flatMap((target) => servers.map((peer) => ({ target, peer })));
  const [known] = sampleRun().scenarios.filter(({ expected }) => expected?.met === true);
  const runs = pairs.map(({ target, peer }) =>
    sampleRun({
      target,
      peer,
      scenarios:
        peer.name === 'ejabberd' && known !== undefined
          ? [sampleScenario(), known]
          : [sampleScenario(), sampleScenario({ id: 'exit/other', outcome: 'unsupported', parts: [] })],
    }),
  );
  const record = ({ target, peer }: (typeof pairs)[number]): PairRecord => ({
    from: target.name,
    to: peer.name,
    verdicts: {
      ...nothing,
      passed: 1,
      ...(peer.name === 'ejabberd' ? { expectedFailures: 1 } : { unsupported: 1 }),
    },
    wallMs: 812,
    evidence: `pairs/${target.name}-${peer.name}`,
    exitCode: 0,
  });
  const matrix: MatrixRecord = {
    schema: 'cmbac/matrix@1',
    suite: '0.1.0',
    startedAt: '2026-11-21T21:08:02.412Z',
    wallMs: 3210,
    targets: servers.map(({ name }) => name),
    servers,
    pairs: pairs.map(record),
    exitCode: 0,
  };
  return { matrix, runs };
}

/** The same where ejabberd could not be started for the pair from Prosody. */
export function brokenMatrix(broken: string): {
  readonly matrix: MatrixRecord;
  readonly runs: readonly (RunRecord | undefined)[];
} {
  const { matrix, runs } = sampleMatrix();
  const pairs = matrix.pairs.map((pair, index): PairRecord => {
    if (index !== 1) return pair;
    const { from, to, wallMs } = pair;
    return { from, to, verdicts: { ...nothing, broken: 2 }, wallMs, broken, exitCode: 4 };
  });
  return {
    matrix: { ...matrix, servers: matrix.servers.slice(0, 1), pairs, exitCode: 4 },
    runs: runs.map((run, index) => (index === 1 ? undefined : run)),
  };
}

/** No scenario at all. */
export const nothing: PairVerdicts = {
  passed: 0,
  failed: 0,
  inconclusive: 0,
  unsupported: 0,
  broken: 0,
  expectedFailures: 0,
  unexpectedPasses: 0,
};
