import { EnvironmentFault } from '../target.ts';
import type { Engine } from './engine.ts';
import { imageNames, repositoryOf } from './images.ts';

/**
 * Sees that the engine has an image, and pulls it where it has not. Gives it by name and digest, as it stands in records.
 *
 * @throws EnvironmentFault with one sentence: it is one of those that are made here, and has not been; or it cannot be pulled.
 */
export async function imageAtHand(engine: Engine, name: string): Promise<string> {
  const there = await recordOf(engine, name);
  if (there !== undefined) return there;
  const server = imageNames.find((one) => name.startsWith(`${repositoryOf(one)}:`));
  if (server !== undefined)
    throw new EnvironmentFault(
      `there is no image ${name} yet: make it with \`npx cmbac images build ${server}\``,
    );
  const reason = await pull(name);
  const pulled = await recordOf(engine, name);
  if (pulled !== undefined) return pulled;
  throw new EnvironmentFault(
    `there is no image ${name} here, and it cannot be pulled${reason}: bring it with \`podman load\` or \`docker load\`, or see that this machine reaches its registry`,
  );
}

/** `undefined`: the engine has no such image. */
async function recordOf({ api }: Engine, name: string): Promise<string | undefined> {
  try {
    const { Id: id, RepoDigests: digests } = await api.getImage(name).inspect();
    return name.includes('@') ? name : `${name}@${digestOf(name, digests) ?? id}`;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return undefined;
    throw error;
  }
}

/** `sha256:…` of the manifest that has this name. */
function digestOf(name: string, digests: readonly string[] | undefined): string | undefined {
  const repository = name.replace(/:[^/:]*$/, '');
  return digests?.find((one) => one.startsWith(`${repository}@`))?.split('@')[1];
}

/**
 * As whom the registry is asked is what this user is logged in as there. Gives why it may have failed, in brackets: engines do not always say that
 * it did.
 */
async function pull(name: string): Promise<string> {
  const { getContainerRuntimeClient, ImageName } = await import('testcontainers');
  try {
    const { image } = await getContainerRuntimeClient();
    await image.pull(ImageName.fromString(name));
    return '';
  } catch (error) {
    return ` (${(error instanceof Error ? error.message : String(error)).trim()})`;
  }
}
