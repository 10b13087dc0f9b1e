import { verbArgument, verbHead } from '../../fixtures/index.ts';
import type { Bench } from './bench.ts';
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
  const account = bench.best(domain);
  const passes = bench.passes([domain], verb);
  const limit = bench.limit(bench.words(verb));
  if (passes === undefined || limit === undefined || limit === 'unknown')
    return 'nobody has written down which labels it covers';
  const gets = account && bench.gets(account);
  if (account === undefined || gets === undefined) return 'no account of this deployment is there to show it';
  const labels = [...passes].filter((label) => gets.has(label));
  const look = selfMatrix(`limit/${verb}`, account, labels, limit);
  return look ?? 'no account of this deployment has a label that shows it';
}

/** Of an account without a clearance of its own. */
function usualClearanceLook(bench: Bench): Look | string {
  const account = bench.accounts.find(
    (one) => !one.settings.has('U') && !one.settings.has('Dir') && bench.logsIn(one) === true,
  );
  if (account === undefined) return 'no account of this deployment is without a clearance of its own';
  const gets = bench.gets(account);
  const passes = bench.passes([bench.homeOf(account)]);
  if (gets === undefined || passes === undefined) return 'nobody has written down which labels it covers';
  return selfMatrix('usual-clearance', account, [...passes], gets) ?? 'no label passes that would show it';
}

/** A message without a label is for whoever may have the default label. */
function defaultLabelLook(bench: Bench): Look | string {
  const label = String(bench.words('Pol.label'));
  const passes = bench.passes([bench.domain]);
  if (passes === undefined || (label !== 'none' && !bench.coverage.labels.includes(label)))
    return 'nobody has written down who gets that label';
  if (bench.restricted(bench.domain) !== undefined) return 'the catalog decides what passes';
  const has = bench.best(bench.domain, (gets) => gets.has(label));
  const lacks = bench.best(bench.domain, (gets) => !gets.has(label) && [...gets].some((one) => passes.has(one)));
  const probes = [has, lacks].flatMap((account, index) => {
    const gets = account && bench.gets(account);
    const fence = [...(gets ?? [])].find((one) => passes.has(one));
    if (account === undefined || fence === undefined) return [];
    const isHad = gets?.has(label) === true && passes.has(label);
    const probe = { from: `sender${index}`, to: `holder${index}`, fence, expect: isHad ? 'delivered' : 'refused' };
    return [{ account, index, step: { probe } }];
  });
  if (probes.length === 0) return 'no account of this deployment is there to show it';
  const actors = probes.flatMap(({ account: { name }, index }) => [
    [`sender${index}`, name],
    [`holder${index}`, name],
  ]);
  return lookOf('default-label', {
    actors: Object.fromEntries(actors),
    // What comes without a label may show the default label or none
    steps: probes.map(({ step }) => step),
  });
}
