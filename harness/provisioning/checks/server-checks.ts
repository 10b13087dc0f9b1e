import { verbArgument, verbHead } from '../../fixtures/index.ts';
import type { Bench, Showing } from './bench.ts';
import { catalogCheck, restrictionCheck } from './catalog-checks.ts';
import { type Check, type Look, lookOf } from './check.ts';
import { roomDomainLook } from './room-checks.ts';
import { selfMatrix } from './self-matrix.ts';

/** What is said of the server, its domains and policies, verb by verb. */
export function serverChecks(bench: Bench): Check[] {
  return [...bench.deployment.server.keys()].map((verb) => ({
    verb: verbHead(verb),
    name: verbArgument(verb) ?? bench.domain,
    look: lookAt(verb, bench),
  }));
}

function lookAt(verb: string, bench: Bench): Look | string {
  const argument = verbArgument(verb) ?? bench.domain;
  switch (verbHead(verb)) {
    case 'Pol':
      return 'it shows in what the accounts get: labels of each policy are sent';
    case 'Srv.lbl':
    case 'Dom.lbl':
      return argument.startsWith('muc') ? unseen : 'it shows in who may log in';
    case 'Srv.clr':
      return limitLook(verb, bench.domain, bench);
    case 'Dom.clr':
      return bench.accounts.some((account) => bench.homeOf(account) === argument)
        ? limitLook(verb, argument, bench)
        : roomDomainLook(verb, argument, bench);
    case 'U*':
    case 'Pol.clr':
      return usualClearanceLook(bench);
    case 'Pol.label':
      return defaultLabelLook(bench);
    case 'Cat':
      return catalogCheck(argument, bench);
    case 'Cat.restrict':
      return restrictionCheck(bench);
    default:
      return unseen;
  }
}

const unseen = 'no probe looks at it before the run';

/** Labels that an account may have, and that this alone keeps out. */
function limitLook(verb: string, domain: string, bench: Bench): Look | string {
  const shows = bench.best(domain);
  const passes = bench.passes([domain], verb);
  const limit = bench.coverage.of(bench.words(verb));
  if (passes === undefined || limit === undefined) return 'nobody has written down which labels it covers';
  if (shows === undefined) return 'no account of this deployment is there to show it';
  const labels = [...passes].filter((label) => shows.gets.has(label));
  const look = selfMatrix(`limit/${verb}`, shows.account, labels, limit);
  return look ?? 'no account of this deployment has a label that shows it';
}

/** Of an account without a clearance of its own. */
function usualClearanceLook(bench: Bench): Look | string {
  const account = bench.accounts.find(
    (one) => !one.settings.has('U') && !one.settings.has('Dir') && bench.logsIn(one) === true,
  );
  if (account === undefined) return 'no account of this deployment is without a clearance of its own';
  const holding = bench.holdingOf(account);
  const passes = bench.passes([bench.homeOf(account)]);
  if (holding === undefined || passes === undefined) return 'nobody has written down which labels it covers';
  return selfMatrix('usual-clearance', account, passes, holding) ?? 'no label passes that would show it';
}

/** A message without a label is for whoever may have the default label. */
function defaultLabelLook(bench: Bench): Look | string {
  const label = String(bench.words('Pol.label'));
  const passes = bench.passes([bench.domain]);
  if (passes === undefined || (label !== 'none' && !bench.coverage.labels.includes(label)))
    return 'nobody has written down who gets that label';
  if (bench.restricted(bench.domain) !== undefined) return 'the catalog decides what passes';
  const fenceOf = ({ gets }: Showing): string | undefined => [...gets].find((one) => passes.has(one));
  const has = bench.best(bench.domain, ({ gets }) => gets.has(label));
  const lacks = bench.best(bench.domain, (one) => one.lacks.has(label) || label === 'none');
  const shown = [has, lacks].flatMap((one) => (one && fenceOf(one) !== undefined ? [one] : []));
  if (shown.length === 0) return 'no account of this deployment is there to show it';
  return lookOf('default-label', {
    actors: Object.fromEntries(
      shown.flatMap(({ account: { name } }, index) => [
        [`sender${index}`, name],
        [`holder${index}`, name],
      ]),
    ),
    steps: shown.map((one, index) => ({
      probe: {
        ...{ from: `sender${index}`, to: `holder${index}`, fence: fenceOf(one) },
        expect: one.gets.has(label) && passes.has(label) ? 'delivered' : 'refused',
      },
    })),
  });
}
