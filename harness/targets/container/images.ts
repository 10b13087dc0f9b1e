import type { Engine } from './engine.ts';
import { packagesLabel, serverLabel, versionLabel } from './labels.ts';

/** The servers that an image can be made for here. */
export const imageNames = ['prosody', 'ejabberd'] as const;
export type ImageName = (typeof imageNames)[number];

/** What the image of a server is called here; the tag is its package's version, or `latest`. */
export function repositoryOf(server: ImageName): string {
  return `localhost/cmbac-${server}`;
}

/** The image of a server that is used where none is named. */
export function usualImage(server: ImageName): string {
  return `${repositoryOf(server)}:latest`;
}

/** An image that was made here. */
export interface MadeImage {
  readonly server: string;
  readonly version: string;
  /** `localhost/cmbac-prosody:latest`, and under its version. */
  readonly names: readonly string[];
  readonly id: string;
  readonly bytes: number;
  /** As `name=version`. */
  readonly packages: readonly string[];
}

/** The images that were made here, newest first. */
export async function listImages({ api }: Engine): Promise<MadeImage[]> {
  const all = await api.listImages({ filters: { label: [serverLabel] } });
  return all
    .sort((one, other) => other.Created - one.Created)
    .map(({ Id: id, RepoTags: names, Size: bytes, Labels: labels }) => ({
      server: labels[serverLabel] ?? '',
      version: labels[versionLabel] ?? '',
      names: names ?? [],
      id,
      bytes,
      packages: (labels[packagesLabel] ?? '').split(' ').filter((one) => one !== ''),
    }));
}
