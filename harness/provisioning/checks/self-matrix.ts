import type { Holding } from '../coverage.ts';
import type { Provided } from '../variants.ts';
import { isSaid } from './bench.ts';
import { type Look, lookOf } from './check.ts';

/**
 * One session of an account sends another one of it a message with each label: nobody else's clearance has a part in what comes of that. The fence is
 * a label that passes, or a ping where none does. `undefined`: there is no label to send.
 */
export function selfMatrix(
  id: string,
  { name }: Pick<Provided, 'name'>,
  labels: Iterable<string>,
  holding: Holding,
): Look | undefined {
  const said = [...labels].filter((label) => isSaid(holding, label));
  if (said.length === 0) return undefined;
  const fence = said.find((label) => holding.gets.has(label)) ?? 'ping';
  return lookOf(id, {
    actors: { sender: name, holder: name },
    steps: [{ matrix: { from: 'sender', to: ['holder'], fence, rows: rowsOf(said, holding) } }],
  });
}

/** A row for each label: it passes, or not. */
export function rowsOf(labels: readonly string[], { gets }: Pick<Holding, 'gets'>): Record<string, string[]> {
  return Object.fromEntries(labels.map((label) => [label, [gets.has(label) ? '+' : '-']]));
}
