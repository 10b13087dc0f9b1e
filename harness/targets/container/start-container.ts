import { awaitReady } from '../await-ready.ts';
import type { RunningServer, ServerProcess } from '../starter.ts';
import { EnvironmentFault } from '../target.ts';
import { type Engine, engineForUse } from './engine.ts';
import { markEngine } from './engine-mark.ts';
import { guarded } from './guard.ts';
import { runImage } from './run-image.ts';

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
  const { name, folder, noise } = server;
  const engine = await localEngine();
  markEngine(folder, engine);
  return runImage(engine, {
    name,
    image,
    ...(noise && { noise }),
    prepare: (container) =>
      container
        .withStandardInput()
        .withEntrypoint(guarded(server.command, server.args))
        .withCommand([])
        .withWorkingDir(folder)
        .withUser(engine.user)
        .withNetworkMode('host')
        // z: where SELinux guards files, containers may read and write these
        .withBindMounts([{ source: folder, target: folder, mode: 'z' }]),
    ready: (starting) => awaitReady(server, starting),
  });
}

/** One on this machine: containers share its network and a folder of it. @throws EnvironmentFault */
async function localEngine(): Promise<Engine> {
  const engine = await engineForUse();
  if (engine.address.startsWith('unix:')) return engine;
  throw new EnvironmentFault(
    `the container engine at ${engine.address} is not on this machine, and a server that the harness configures shares its network and a folder: name a local one with DOCKER_HOST=unix://PATH`,
  );
}
