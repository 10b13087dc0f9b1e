import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Difference, type Repetition, repeat } from '../../harness/repeat.ts';
import { type RunSuiteOptions, withTarget } from '../../harness/run.ts';
import { exitCodes } from './exit-codes.ts';
import type { RunOptions } from './run-options.ts';
import { writeRun } from './write-run.ts';

/**
 * `cmbac run --repeat N`: the same scenarios again and again, each time in another order. It ends with 1 when a verdict
 * differs from that of the first run, and otherwise with what the first run ends with.
 */
export async function runRepeatedly(
  asked: RunSuiteOptions,
  options: RunOptions & { readonly repeat: number },
  end: (exitCode: number) => void,
): Promise<void> {
  const seed = options.seed ?? randomBytes(4).toString('hex');
  let run = 0;
  const found = await withTarget(asked, (runOnce) =>
    repeat(
      options.repeat,
      seed,
      (differences) => {
        console.error(`run ${(run += 1)} of ${options.repeat}`);
        return runOnce(differences);
      },
      options.out,
    ),
  );
  const folder = join(options.out, 'repeat-1');
  mkdirSync(folder, { recursive: true });
  writeRun(folder, found.first);
  end(found.differences.length > 0 ? exitCodes.failed : found.first.exitCode);
  const { runs, parts, differences } = found;
  console.log(options.json ? JSON.stringify({ seed, runs, parts, differences }) : text(found, options));
}

function text({ runs, parts, first, differences }: Repetition, { out }: RunOptions): string {
  const open = first.scenarios.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken').length;
  const verdict =
    differences.length === 0
      ? `${runs} runs in ${runs} orders gave ${parts} parts the same verdicts.`
      : `${differences.length} verdicts of ${runs} runs differ from those of the first run.`;
  return [
    '',
    ...differences.map(sentence),
    verdict,
    ...(open > 0 ? [`${open} scenarios failed in the first run already.`] : []),
    `report  ${out.replaceAll('\\', '/')}/repeat-1/index.html`,
    '',
  ].join('\n');
}

function sentence({ scenario, part, was, now, seeds: [one, other] }: Difference): string {
  const name = part === 'twin' ? `${scenario} (twin)` : scenario;
  return `${name}: ${was} in the order ${one}, ${now} in the order ${other}; again: npx cmbac run --shuffle ${other} --seed ${other}`;
}
