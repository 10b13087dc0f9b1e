/**
 * Where the time of a processor profile went, by part of the server and by function: `node bench/profile.ts FILE`. Files come
 * from `node bench/server.ts --profile FOLDER`, or from `node --cpu-prof`.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
type Node = z.infer<typeof profileSchema>['nodes'][number];

/** How many functions are shown. */
const shown = 40;

const profile = profileSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
print(sumBy(partOf));
print(sumBy(functionOf).slice(0, shown));

/** Microseconds by name, the most first; waiting is left out. */
function sumBy(nameOf: (node: Node) => string): [name: string, microseconds: number][] {
  const sums = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const node = nodes.get(id);
    if (node === undefined || node.callFrame.functionName === '(idle)') continue;
    const name = nameOf(node);
    sums.set(name, (sums.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0));
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

/** `reference-server/xml`, `node:net`, `(garbage collector)`. */
function partOf({ callFrame: { functionName, url } }: Node): string {
  const own = /\/(reference-server\/[^/]+)\//.exec(url)?.[1];
  if (own !== undefined) return own;
  return url === '' ? functionName : url.includes('/node_modules/') ? 'libraries' : url;
}

function functionOf(node: Node): string {
  const { functionName, url, lineNumber } = node.callFrame;
  const file = /[^/]+$/.exec(url)?.[0];
  const name = functionName === '' ? '(anonymous)' : functionName;
  return file === undefined ? name : `${name} ${file}:${lineNumber + 1}`;
}

function print(sums: readonly (readonly [string, number])[]): void {
  const total = sumBy(() => 'all')[0]?.[1] ?? 1;
  for (const [name, time] of sums) console.log(`${((time * 100) / total).toFixed(1).padStart(5)} %  ${name}`);
  console.log();
}
