import type { Provided } from '../variants.ts';
import { type Look, lookOf } from './check.ts';

/**
 * One session of an account sends another one of it a message with each label: nobody else's clearance has a part in what comes of that. The fence is
 * a label that it gets, or a ping where it gets none. `undefined`: there is no label to send.
 */
export function selfMatrix(
  id: string,
  { name }: Pick<Provided, 'name'>,
  labels: readonly string[],
  gets: ReadonlySet<string>,
): Look | undefined {
  if (labels.length === 0) return undefined;
  const fence = labels.find((label) => gets.has(label)) ?? 'ping';
  const rows = Object.fromEntries(labels.map((label) => [label, [gets.has(label) ? '+' : '-']]));
  return lookOf(id, {
    actors: { sender: name, holder: name },
    steps: [{ matrix: { from: 'sender', to: ['holder'], fence, rows } }],
  });
}
