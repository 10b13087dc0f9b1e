import type Dockerode from 'dockerode';
import { awaitReady } from '../await-ready.ts';
import { ServerLog } from '../server-log.ts';
import { type RunningServer, type ServerProcess, stopTimeoutMs } from '../starter.ts';
import { EnvironmentFault } from '../target.ts';
import { type Engine, findEngine } from './engine.ts';
import { guarded } from './guard.ts';
import { imageRecord } from './images.ts';
import { removeContainer, sweepContainers } from './sweep.ts';

/**
 * Starts a server from an image, with the same command, files, ports and addresses as a process: it has the machine's network, and its folder
 * under the same path. It does not outlive this process.
 *
 * @throws EnvironmentFault with the last thing it said when it cannot be started, ends, or is not ready in time.
 */
export async function startContainer<Ready>(
  image: string,
  server: ServerProcess<Ready>,
): Promise<RunningServer<Ready>> {
  const engine = await localEngine();
  await sweepContainers(engine);
  const record = await imageRecord(engine, image);
  const { BoundContainer } = await import('./bound-container.ts');
  const start = performance.now();
  const log = new ServerLog(server.noise);
  const container = new BoundContainer(image, engine, log);
  let ready: { readonly value: Ready } | undefined;
  container
    .withCommand([])
    .withEntrypoint(guarded(server.command, server.args))
    .withWorkingDir(server.folder)
    .withUser(engine.user)
    .withNetworkMode('host')
    .withBindMounts([{ source: server.folder, target: server.folder, mode: 'rw' }])
    .withReadiness(async () => {
      ready = { value: await awaitReady(server, log, endOf(container.made)) };
    });
  try {
    await container.start();
  } catch (error) {
    if (container.made) await removeContainer(container.made);
    if (error instanceof EnvironmentFault) throw error;
    throw new EnvironmentFault(`${server.name} cannot be started from ${image}: ${reasonOf(error)}`, { cause: error });
  }
  if (!ready) throw new Error('a container was started and nobody waited for it');
  return {
    ready: ready.value,
    startMs: Math.round(performance.now() - start),
    image: record,
    log: () => log.lines(),
    stop: () => stopContainer(container.made),
  };
}

/** One on this machine: containers share its network and a folder of it. */
async function localEngine(): Promise<Engine> {
  const engine = await findEngine();
  if (engine.address.startsWith('unix:')) {
    useEngine(engine);
    return engine;
  }
  throw new EnvironmentFault(
    `the container engine at ${engine.address} is not on this machine, and servers that the harness configures share its network and folders; name a local one with DOCKER_HOST=unix://PATH`,
  );
}

/** The library finds its engine by these, and asks for nothing else. */
export function useEngine({ address }: Engine): void {
  process.env['DOCKER_HOST'] = address;
  if (address.startsWith('unix:')) process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
}

/** How a container ended, once it has. */
async function endOf(container: Dockerode.Container | undefined): Promise<string> {
  const told: unknown = await container?.wait();
  const code = typeof told === 'object' && told !== null && 'StatusCode' in told ? told.StatusCode : 'unknown';
  return `exit code ${String(code)}`;
}

/** SIGTERM, SIGKILL when it has not ended in time; then it is removed. */
export async function stopContainer(container: Dockerode.Container | undefined): Promise<void> {
  if (!container) return;
  await container.stop({ t: stopTimeoutMs / 1000 }).catch(() => undefined);
  await removeContainer(container);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}
