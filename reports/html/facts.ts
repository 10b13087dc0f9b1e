import type { RunRecord, TargetRecord } from '../../harness/record/index.ts';
import { count, duration } from '../standing.ts';
import { hrefToFile } from './anchor.ts';
import { type Html, html } from './escape.ts';

type Fact = readonly [name: string, value: Html];

/** What was run, by name: enough to run the same again. */
export function factsOf(run: RunRecord): Fact[] {
  return [
    ...serverFacts('Server', run.target),
    ...(run.peer === undefined ? [] : serverFacts('Second server', run.peer)),
    ['Suite', html`${run.suite.version}, ${count(run.suite.scenarios, 'scenario')}`],
    ['Profile', html`${run.suite.profile ?? 'none'}`],
    ['Seed', html`${run.suite.seed}`],
    ['Started', html`${momentOf(run.startedAt)}`],
    ['Took', html`${duration(run.wallMs)}`],
    ...portionFacts(run),
    ...(run.logs === undefined || run.logs.length === 0 ? [] : [logFact(run.logs)]),
  ];
}

const kindWords = {
  process: 'a process of this machine',
  container: 'a container',
  remote: 'a server that ran before, started by somebody else',
} as const;

function serverFacts(name: string, { product, version, kind, image, startMs }: TargetRecord): Fact[] {
  return [
    [name, html`${`${product} ${version}`.trim()}`],
    ...(kind === undefined ? [] : [['Reached as', html`${kindWords[kind]}`] as const]),
    ...(image === undefined ? [] : [['Image', html`<code>${image}</code>`] as const]),
    ...(startMs === undefined ? [] : [['Started up in', html`${duration(startMs)}`] as const]),
  ];
}

function momentOf(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC');
}

/** Which portion of a whole this run is. */
function portionFacts({ suite: { shard, shards }, deployment }: RunRecord): Fact[] {
  return [
    ...(shard === undefined
      ? []
      : [['Shard', html`${shard.number} of ${shard.of}, of ${count(shard.chosen, 'scenario')}`] as const]),
    ...(shards === undefined ? [] : [['Merged from', html`${count(shards, 'shard')}`] as const]),
    ...(deployment === undefined
      ? []
      : [['Deployment', html`${deployment.number} of ${deployment.of}`] as const]),
  ];
}

function logFact(logs: readonly string[]): Fact {
  return [
    logs.length === 1 ? 'Server log' : 'Server logs',
    html`${logs.map((log) => html`<a href="${hrefToFile(log)}">${log}</a> `)}`,
  ];
}
