import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type ProvisionResult, playedOn } from '../../harness/provisioning/index.ts';
import type { RunRecord } from '../../harness/record/index.ts';
import { type RunSuiteOptions, runSuite } from '../../harness/run.ts';
import { EnvironmentFault } from '../../harness/targets/index.ts';
import { BadInput } from './bad-input.ts';
import { checkNumber, type Deployments, verified } from './deployments.ts';
import { mergeInto } from './merge.ts';
import { emptyOutFolder } from './out-folder.ts';
import { resultsAsText } from './provision.ts';
import type { RunOptions } from './run-options.ts';
import { writeRun } from './write-run.ts';

/** The deployment that a run is made on; `undefined`: several, one after the other. @throws BadInput where nobody can be asked for them */
export function deploymentToPlay(
  deployments: Deployments,
  { deployment, shard, lock, repeat, target }: RunOptions,
): number | undefined {
  const { length } = deployments.plan.deployments;
  if (shard !== undefined)
    throw new BadInput('a server that people provision is not shared out; leave --shard out');
  if (deployment !== undefined) checkNumber(deployments, deployment);
  if (lock !== undefined && length > 1)
    throw new BadInput('one deployment is not all that the lock names; give --lock to `npx cmbac merge`');
  if (deployment !== undefined || length <= 1) return deployment ?? 1;
  if (process.stdin.isTTY && process.stderr.isTTY && repeat === undefined) return undefined;
  throw new BadInput(
    `\`${target}\` needs ${length} deployments for this (\`npx cmbac provision plan ${target}\` is the worksheet); say which one it has now with --deployment, and join the runs with \`npx cmbac merge\``,
  );
}

/** What a run on one deployment is asked. */
export function onDeployment(asked: RunSuiteOptions, { plan }: Deployments, number: number): RunSuiteOptions {
  return { ...asked, deployment: playedOn(plan, number) };
}

/** @throws EnvironmentFault with one sentence where something on the sheet is not done: nothing is scored then */
export async function refuseUnlessDone(
  deployments: Deployments,
  number: number,
  { target, budget }: RunOptions,
): Promise<void> {
  const missing = (await verified(deployments, number, budget)).filter(isMissing);
  const [first] = missing;
  if (first === undefined) return;
  const others = missing.length === 1 ? '' : `, and ${missing.length - 1} more`;
  throw new EnvironmentFault(
    `deployment ${number} is not as its sheet says, so nothing is scored: ${first.sentence}${others}; \`npx cmbac provision verify ${target} --deployment ${number}\` lists it all`,
  );
}

/** Asks a person to type in one deployment after the other, plays each into a folder of its own, and joins them. */
export async function playAll(
  asked: RunSuiteOptions,
  deployments: Deployments,
  { out, budget }: RunOptions,
): Promise<RunRecord> {
  const { length } = deployments.plan.deployments;
  emptyOutFolder(out);
  const folders: string[] = [];
  for (let number = 1; number <= length; number += 1) {
    await typedIn(deployments, number, budget);
    const folder = join(out, `deployment-${number}`);
    emptyOutFolder(folder);
    writeRun(folder, await runSuite({ ...onDeployment(asked, deployments, number), out: folder }));
    folders.push(folder);
  }
  return mergeInto(out, folders);
}

/** Until it is done, as far as can be seen. */
async function typedIn(deployments: Deployments, number: number, budget: number | undefined): Promise<void> {
  const { length } = deployments.plan.deployments;
  for (;;) {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    const asked = `Deployment ${number} of ${length}: type it in, then press Enter. `;
    await reader.question(asked).catch((error: unknown) => {
      throw stopped(error, number);
    });
    reader.close();
    const results = await verified(deployments, number, budget).catch(faultSaid);
    if (results?.some(isMissing) === false) return;
    if (results !== undefined) console.error(resultsAsText(results, number, ['not done']));
  }
}

/** Ctrl-C at the question: what was played stays. */
function stopped(error: unknown, number: number): unknown {
  if (!(error instanceof Error) || error.name !== 'AbortError') return error;
  return new EnvironmentFault(
    `stopped before deployment ${number}; what was played is kept, and --deployment ${number} goes on from here`,
  );
}

/** A server that cannot be reached yet is no reason to begin anew. */
function faultSaid(error: unknown): undefined {
  if (!(error instanceof EnvironmentFault)) throw error;
  console.error(error.message);
  return undefined;
}

function isMissing({ standing }: ProvisionResult): boolean {
  return standing === 'not done';
}
