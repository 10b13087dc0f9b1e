import { type Bench, isSaid } from './bench.ts';
import { type Look, lookOf } from './check.ts';
import { selfMatrix } from './self-matrix.ts';

/** The catalog as it is shown to whoever may have most of it. */
export function catalogCheck(domain: string, bench: Bench): Look | string {
  if (!bench.features.has('catalog'))
    return 'the description does not claim that it answers requests for catalogs';
  const items = bench.catalog(domain);
  const passes = bench.passes([domain]);
  if (passes === undefined || items.some((item) => !bench.coverage.labels.includes(item)))
    return 'nobody has written down who gets its labels';
  const asker = bench.best(domain, (one) => items.every((item) => isSaid(one, item)));
  if (asker === undefined) return 'no account of this deployment is there to ask for it';
  const lists = items.filter((item) => asker.gets.has(item) && passes.has(item));
  return lookOf(`catalog/${domain}`, {
    actors: { asker: asker.account.name },
    steps: [{ catalog: { from: 'asker', for: { bare: 'asker' }, to: { jid: domain }, lists } }],
  });
}

/** Labels that it does not offer are refused. */
export function restrictionCheck(bench: Bench): Look | string {
  const shows = bench.best(bench.domain);
  const passes = bench.passes([bench.domain], 'Cat.restrict');
  const items = bench.restricted(bench.domain);
  if (shows === undefined || passes === undefined || items === undefined)
    return 'no account of this deployment is there to show it';
  const labels = [...passes].filter((label) => shows.gets.has(label));
  const lacks = new Set(labels.filter((label) => !items.has(label)));
  const look = selfMatrix('restriction', shows.account, labels, { gets: items, lacks });
  return look ?? 'no label passes that would show it';
}
