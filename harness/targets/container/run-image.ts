import type Dockerode from 'dockerode';
import { type StartingServer, tellEnd } from '../await-ready.ts';
import { ServerLog } from '../server-log.ts';
import { stopTimeoutMs } from '../starter.ts';
import { EnvironmentFault } from '../target.ts';
import type { BoundContainer } from './bound-container.ts';
import type { Engine } from './engine.ts';
import { imageAtHand } from './image-at-hand.ts';
import { removeContainer, sweepContainers } from './sweep.ts';

/** A container to be run. */
export interface ContainerRun<Ready> {
  /** What its server is called in a sentence. */
  readonly name: string;
  readonly image: string;
  readonly noise?: RegExp;
  /** What is particular about it. */
  readonly prepare: (container: BoundContainer) => void;
  /** Kept when its server is ready. */
  readonly ready: (server: StartingServer) => Promise<Ready>;
}

/** A container that runs. */
export interface RunningContainer<Ready> {
  readonly ready: Ready;
  readonly startMs: number;
  /** By name and digest. */
  readonly image: string;
  log(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Runs a container until `stop`: bound to this process, and removed whatever happens; what killed runs left in the engine is removed before.
 *
 * @throws EnvironmentFault with one sentence when there is no image, or it does not start.
 */
export async function runImage<Ready>(
  engine: Engine,
  run: ContainerRun<Ready>,
): Promise<RunningContainer<Ready>> {
  await sweepContainers(engine);
  const image = await imageAtHand(engine, run.image);
  const { BoundContainer } = await import('./bound-container.ts');
  const start = performance.now();
  const log = new ServerLog(run.noise);
  const container = new BoundContainer(run.image, engine, log);
  run.prepare(container);
  let ready: { readonly value: Ready } | undefined;
  let willStop = (): void => undefined;
  container.withReadiness(async () => {
    const started = { name: run.name, log, ended: endOf(container.made) };
    ready = { value: await run.ready(started) };
    willStop = tellEnd(started);
  });
  try {
    await container.start();
    if (!ready) throw new Error('nobody waited for it');
  } catch (error) {
    if (container.made) await removeContainer(container.made);
    if (error instanceof EnvironmentFault) throw error;
    throw new EnvironmentFault(`${run.name} cannot be started from ${run.image}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const startMs = Math.round(performance.now() - start);
  const stop = (): Promise<void> => {
    willStop();
    return stopContainer(container.made);
  };
  return { ready: ready.value, startMs, image, log: () => log.lines(), stop };
}

/** How a container ended, once it has. */
async function endOf(container: Dockerode.Container | undefined): Promise<string> {
  const told: unknown = await container?.wait();
  const code =
    typeof told === 'object' && told !== null && 'StatusCode' in told ? told.StatusCode : 'unknown';
  return `exit code ${String(code)}`;
}

/** SIGTERM, SIGKILL when it has not ended in time; then it is removed. */
async function stopContainer(container: Dockerode.Container | undefined): Promise<void> {
  if (!container) return;
  await container.stop({ t: stopTimeoutMs / 1000 }).catch(() => undefined);
  await removeContainer(container);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}
