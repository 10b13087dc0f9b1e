import { hasEnded, readOwner } from '../owner.ts';
import { type Engine, findEngine } from './engine.ts';
import { ownerLabel } from './labels.ts';

/** Removes the containers of runs that were killed, whatever their state. Gives how many those were. */
export async function sweepContainers({ api }: Engine): Promise<number> {
  const all = await api.listContainers({ all: true, filters: { label: [ownerLabel] } });
  const left = all.filter(({ Labels: labels }) => isLeftOver(labels[ownerLabel]));
  await Promise.all(left.map(({ Id: id }) => removeContainer(api.getContainer(id))));
  return left.length;
}

/** How many containers there are of a process of this machine. */
export async function containersOf(pid: number): Promise<number> {
  const { api } = await findEngine();
  const all = await api.listContainers({ all: true, filters: { label: [ownerLabel] } });
  return all.filter(({ Labels: labels }) => readOwner(labels[ownerLabel] ?? '')?.pid === pid).length;
}

function isLeftOver(label: string | undefined): boolean {
  const owner = label === undefined ? undefined : readOwner(label);
  return owner !== undefined && hasEnded(owner);
}

/** Ends it and removes it, and the volumes that it alone has; one that is gone already is. Where its engine has gone, whoever next uses that removes it. */
export async function removeContainer(container: {
  remove(options: { force: boolean; v: boolean }): Promise<unknown>;
}): Promise<void> {
  try {
    await container.remove({ force: true, v: true });
  } catch (error) {
    if (!isGone(error) && !isEngineGone(error)) throw error;
  }
}

/** It is not there, or somebody else is removing it. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error && 'statusCode' in error && (error.statusCode === 404 || error.statusCode === 409)
  );
}

/** Nobody is there who could remove it. */
function isEngineGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && goneCodes.has(String(error.code));
}

const goneCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);
