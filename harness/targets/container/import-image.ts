import { createReadStream } from 'node:fs';
import type Dockerode from 'dockerode';
import { EnvironmentFault } from '../target.ts';
import type { Engine } from './engine.ts';
import { type ImageName, listImages, type MadeImage, repositoryOf } from './images.ts';
import { packagesLabel, serverLabel, versionLabel } from './labels.ts';

/** What is in an image, to be told by its labels. */
export interface Contents {
  readonly server: ImageName;
  readonly version: string;
  /** As `name=version`. */
  readonly packages: readonly string[];
}

/**
 * Makes an image of a root file system (tar), under the name of its version and as the latest; the image that it takes these names from is
 * removed where nothing runs from it.
 *
 * @throws EnvironmentFault when the engine does not take it.
 */
export async function importImage(engine: Engine, tar: string, contents: Contents): Promise<MadeImage> {
  const { api } = engine;
  const { server, version, packages } = contents;
  const labels = { [serverLabel]: server, [versionLabel]: version, [packagesLabel]: packages.join(' ') };
  const changes = Object.entries(labels).map(([name, value]) => `LABEL ${name}="${value}"`);
  const id = idIn(await progressOf(api, await api.importImage(createReadStream(tar), { changes })));
  for (const tag of [tagOf(version), 'latest'])
    await api.getImage(id).tag({ repo: repositoryOf(server), tag });
  const images = await listImages(engine);
  const nameless = images.filter((image) => image.server === server && image.names.length === 0);
  await Promise.all(
    nameless.map((image) =>
      api
        .getImage(image.id)
        .remove()
        .catch(() => undefined),
    ),
  );
  const made = images.find((image) => image.id === id);
  if (made) return made;
  throw new EnvironmentFault(`the container engine took the image of ${server}, and does not list it`);
}

/** What it said on the way, once all is there. */
async function progressOf(api: Dockerode, stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    api.modem.followProgress(stream, (error, said: unknown) => {
      if (error)
        reject(new EnvironmentFault(`the container engine does not take the image: ${error.message}`));
      else resolve(JSON.stringify(said));
    });
  });
}

function idIn(said: string): string {
  const id = /sha256:[0-9a-f]{64}/.exec(said)?.[0];
  if (id !== undefined) return id;
  throw new EnvironmentFault(`the container engine does not say what became of the image: ${said}`);
}

/** A version of Debian as a tag may be: `0.12.3-1+deb12u1` → `0.12.3-1-deb12u1`. */
export function tagOf(version: string): string {
  return version.replaceAll(/[^A-Za-z0-9_.-]/g, '-');
}
