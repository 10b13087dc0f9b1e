import { didYouMean } from '../../input/index.ts';
import type { TargetDescription } from './description.ts';
import type { Flaw, Known } from './flaw.ts';

/** What is wrong with what a description says of other servers and of components, of a server that the harness does not configure. */
export function outsideFlaws(description: TargetDescription, { components: known = [] }: Known): Flaw[] {
  const { claims, components = {} } = description;
  const strangers = Object.keys(components).filter((domain) => !known.includes(domain));
  return [
    ...missing(description),
    ...strangers.map((domain) => ({
      path: ['components', domain],
      sentence: `no component of scenarios has the domain \`${domain}\`; ${didYouMean(domain, known)}`,
    })),
    ...(claims['components'] === 'yes' ? secretlessFlaws(description, known) : []),
  ];
}

/** What a claim needs that the description does not say. */
function missing({ claims, reach, federation, components }: TargetDescription): Flaw[] {
  const needs: readonly (readonly [claim: string, isThere: boolean, what: string])[] = [
    [
      'peers',
      reach?.peer !== undefined,
      '`reach.peer`, which says where it takes streams of other servers: `peer: {host: 10.20.0.5, port: 5269}`',
    ],
    [
      'peers',
      federation !== undefined,
      '`federation`, which says where the other servers are that the harness plays, and who signs for them: `federation: {listen: {host: 10.20.0.9, port: 15269}, authority: {ca: cmbac-ca.pem, key: {file: cmbac-ca.key}}}`',
    ],
    [
      'components',
      reach?.components !== undefined,
      '`reach.components`, which says where components connect: `components: {host: 10.20.0.5, port: 5347}`',
    ],
    [
      'components',
      components !== undefined,
      '`components`, which says where their secrets are: `components: {gw.a.test: {env: GW_SECRET}}`',
    ],
    ['dialback', claims['peers'] === 'yes', 'the claim `peers: yes`'],
    ['bidi', claims['peers'] === 'yes', 'the claim `peers: yes`'],
  ];
  return needs
    .filter(([claim, isThere]) => claims[claim] === 'yes' && !isThere)
    .map(([claim, , what]) => ({
      path: ['claims', claim],
      sentence: `\`${claim}\` needs ${what}; add it, or leave the claim out`,
    }));
}

function secretlessFlaws({ domains, components }: TargetDescription, known: readonly string[]): Flaw[] {
  if (components === undefined) return [];
  return known
    .filter((domain) => components[domain] === undefined && domains[domain] !== 'none')
    .map((domain) => ({
      path: ['components'],
      sentence: `nothing says where the secret of \`${domain}\` is; add \`${domain}: {env: …}\`, or \`${domain}: none\` under \`domains\``,
    }));
}

/** Scenarios rest on it that a server below another one is below it whatever they are called. */
export function belowFlaws(domains: TargetDescription['domains'], peers: readonly string[]): Flaw[] {
  const nameOf = (domain: string): string => domains[domain] ?? domain;
  const pairs = peers.flatMap((below) =>
    peers.filter((above) => below.endsWith(`.${above}`)).map((above) => ({ below, above })),
  );
  return pairs
    .filter(({ below, above }) => nameOf(below) !== 'none' && nameOf(above) !== 'none')
    .filter(({ below, above }) => !nameOf(below).endsWith(`.${nameOf(above)}`))
    .map(({ below, above }) => ({
      path: ['domains', domains[below] === undefined ? above : below],
      sentence: `\`${below}\` is below \`${above}\` in scenarios; call it something below \`${nameOf(above)}\`, or \`none\``,
    }));
}
