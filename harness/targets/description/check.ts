import { verbs } from '../../fixtures/index.ts';
import { didYouMean } from '../../input/index.ts';
import { features } from '../features.ts';
import type { TargetDriver } from '../target.ts';
import type { Described, TargetDescription } from './description.ts';
import type { Flaw, Known } from './flaw.ts';
import { belowFlaws, outsideFlaws } from './outside-flaws.ts';

/** What is wrong with a description that has the right shape. `drivers`: those of the servers that the harness configures, by name. */
export function descriptionFlaws(
  { description }: Pick<Described, 'description'>,
  known: Known,
  drivers: ReadonlyMap<string, TargetDriver>,
): Flaw[] {
  const { driver } = description;
  const server = 'server' in driver ? driver.server : undefined;
  return [
    ...domainFlaws(description.domains, known.domains),
    ...belowFlaws(description.domains, known.peers ?? []),
    ...profileFlaws(description, known.profiles),
    ...unknownClaims(description.claims),
    ...(server === undefined
      ? [...missingParts(description), ...foreignFlaws(description), ...outsideFlaws(description, known)]
      : configuredFlaws(description, server, drivers.get(server))),
  ];
}

function domainFlaws(domains: TargetDescription['domains'], known: readonly string[]): Flaw[] {
  return Object.entries(domains).flatMap(([domain, name], index, all): Flaw[] => {
    const path = ['domains', domain];
    // What has no name here keeps its own
    const kept = known.includes(name) && name !== domain && domains[name] === undefined ? name : undefined;
    const twice = all.slice(0, index).find(([, other]) => other === name && name !== 'none')?.[0] ?? kept;
    if (!known.includes(domain))
      return [{ path, sentence: `no scenario names the domain \`${domain}\`; ${didYouMean(domain, known)}` }];
    if (domain === known[0] && name === 'none')
      return [{ path, sentence: `\`${domain}\` is the domain under test; name the server's own` }];
    if (twice === undefined) return [];
    const sentence = `\`${name}\` is both \`${twice}\` and \`${domain}\`; give one of them a name of its own, or \`none\``;
    return [{ path, sentence }];
  });
}

function profileFlaws({ profile }: TargetDescription, profiles: readonly string[]): Flaw[] {
  if (profile === undefined || profiles.includes(profile)) return [];
  return [
    { path: ['profile'], sentence: `unknown profile \`${profile}\`; ${didYouMean(profile, profiles)}` },
  ];
}

function unknownClaims(claims: TargetDescription['claims']): Flaw[] {
  const names = Object.keys(features);
  return Object.keys(claims)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: ['claims', name],
      sentence: `unknown feature \`${name}\`; ${didYouMean(name, names)}`,
    }));
}

/** A server that somebody else configured: how is it reached, and whose certificate is believed? */
function missingParts({ driver, reach, trust, accounts }: TargetDescription): Flaw[] {
  const parts: readonly (readonly [isThere: boolean, what: string])[] = [
    [
      driver.kind !== 'container' || driver.image !== undefined,
      '`driver.image`, which says what it is made from: `image: vendor/server:1.2`',
    ],
    [
      reach !== undefined,
      '`reach`, which says where its clients connect: `reach: {client: {host: 10.20.0.5, port: 5222}}`',
    ],
    [
      trust !== undefined,
      '`trust`, which says whose certificate is believed: `trust: {ca: lab-ca.pem}` or `trust: {system: true}`',
    ],
    [
      accounts?.password !== undefined,
      '`accounts.password`, which says where the passwords are: `accounts: {password: {env: LAB_PASSWORD}}`',
    ],
  ];
  return parts
    .filter(([isThere]) => !isThere)
    .map(([, what]) => ({
      path: ['driver'],
      sentence: `a ${driver.kind} server that the harness does not configure needs ${what}; add it`,
    }));
}

function foreignFlaws({ claims, reach, provisioning }: TargetDescription): Flaw[] {
  const heads = verbs.map(({ head }) => head);
  const unknown = (provisioning?.verbs ?? []).flatMap((verb, index): Flaw[] =>
    heads.includes(verb)
      ? []
      : [
          {
            path: ['provisioning', 'verbs', index],
            sentence: `unknown verb \`${verb}\`; ${didYouMean(verb, heads)}`,
          },
        ],
  );
  const claimed = Object.entries(features).flatMap(([name, by]): Flaw[] =>
    by === 'configured' && claims[name] === 'yes'
      ? [
          {
            path: ['claims', name],
            sentence: `\`${name}\` rests on what the harness starts in each run, and only a server that it configures is told of that; leave it out`,
          },
        ]
      : [],
  );
  const webSocket = claims['websocket'] === 'yes' && reach !== undefined && reach.websocket === undefined;
  return [
    ...unknown,
    ...claimed,
    ...(webSocket
      ? [
          {
            path: ['claims', 'websocket'],
            sentence: '`reach` does not say where WebSockets connect; add `websocket` to it',
          },
        ]
      : []),
  ];
}

/** A server that the harness configures: nobody else says how it is reached, who is there and what it can be told. */
function configuredFlaws(
  { driver, reach, trust, accounts, provisioning, federation, components, claims }: TargetDescription,
  server: string,
  known: TargetDriver | undefined,
): Flaw[] {
  const said = { reach, trust, provisioning, federation, components };
  const needless = Object.entries(said).flatMap(([key, value]): Flaw[] =>
    value === undefined
      ? []
      : [
          {
            path: [key],
            sentence: `the harness configures a ${driver.kind} of \`${server}\` itself; leave \`${key}\` out`,
          },
        ],
  );
  const password: Flaw[] =
    accounts?.password === undefined
      ? []
      : [
          {
            path: ['accounts', 'password'],
            sentence: `the harness makes the accounts of \`${server}\` itself; leave \`password\` out`,
          },
        ];
  const beyond = Object.keys(claims).filter(
    (name) => claims[name] === 'yes' && known?.features.has(name) === false,
  );
  return [
    ...needless,
    ...password,
    ...beyond.map((name) => ({
      path: ['claims', name],
      sentence: `\`${server}\` as the harness configures it has no \`${name}\`; leave it out`,
    })),
  ];
}
