import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { awaitAnswers } from '../await-ready.ts';
import type { Described, TargetDescription } from '../description/description.ts';
import { readSecret } from '../description/secrets.ts';
import { startOf } from '../starter.ts';
import { type Deployment, EnvironmentFault, type RunningTarget, type TargetDriver } from '../target.ts';
import type { BoundContainer } from './bound-container.ts';
import { engineForUse } from './engine.ts';
import { markEngine } from './engine-mark.ts';
import { runImage } from './run-image.ts';

type ContainerDescription = Extract<TargetDescription['driver'], { kind: 'container' }>;

/**
 * An image with a configuration of its own as a target: once it runs it is reached and provisioned as a remote server is, which `remote` does.
 */
export function containerDriver(
  described: Described,
  container: ContainerDescription,
  remote: TargetDriver,
): TargetDriver {
  return {
    ...remote,
    kind: 'container',
    start: (deployment) => start(described, container, remote, deployment),
  };
}

/** Starts the container, then gets in touch with it as with a server that was there already. */
async function start(
  { description, folder }: Described,
  container: ContainerDescription,
  remote: TargetDriver,
  deployment: Deployment,
): Promise<RunningTarget> {
  const { image, readyWithin } = container;
  const reach = description.reach?.client;
  if (image === undefined || reach === undefined)
    throw new Error(
      'a container without `server` has an `image` and `reach`: the check of descriptions sees to that',
    );
  const { tls, ...place } = reach;
  const domains = [deployment.domain];
  const engine = await engineForUse();
  // Nothing in it guards the server: should this process be killed, the next start of any target ends it
  markEngine(deployment.folder, engine);
  const running = await runImage(engine, {
    name: description.product.name,
    image,
    prepare: (made) => {
      prepare(made, container, folder);
    },
    ready: (server) =>
      awaitAnswers({ ...place, domains, ...(tls === 'direct' && { tls }) }, server, readyWithin * 1000),
  });
  try {
    const target = await remote.start(deployment);
    const stop = async (): Promise<void> => {
      await target.stop();
      await running.stop();
    };
    return { ...target, ...startOf(running), stop };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Gives it its files, its environment and its ports; with no ports named it has this machine's network. */
function prepare(container: BoundContainer, description: ContainerDescription, folder: string): void {
  const { files, environment, command, ports } = description;
  for (const { from, to } of files) {
    const source = resolve(folder, from);
    if (isFolder(source)) container.withCopyDirectoriesToContainer([{ source, target: to }]);
    else container.withCopyFilesToContainer([{ source, target: to }]);
  }
  for (const [name, value] of Object.entries(environment)) {
    const text =
      typeof value === 'string' ? value : readSecret(value, folder, `\`${name}\` of the container`);
    container.withEnvironment({ [name]: text });
  }
  if (command) container.withCommand(command);
  if (ports.length === 0) container.withNetworkMode('host');
  else container.withExposedPorts(...ports.map((port) => ({ container: port, host: port })));
}

/** @throws EnvironmentFault where there is nothing */
function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found) return found.isDirectory();
  throw new EnvironmentFault(
    `\`${path}\` is not there, which is to be copied into the container; mend \`files\``,
  );
}
