import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import { readAuthority } from '../authority-files.ts';
import { EnvironmentFault, type Outside, type Worksheet } from '../target.ts';
import type { Described } from './description.ts';
import { readSecret, whereSecretIs } from './secrets.ts';

/** Where a described server was told that other servers are, and who signs for them. `undefined`: it was told of none. */
export function outsideOf(described: Described): Outside | undefined {
  const { federation } = described.description;
  if (federation === undefined) return undefined;
  const { listen, nameServer, authority } = federation;
  const file = resolve(described.folder, authority.ca);
  return {
    listen,
    ...(nameServer !== undefined && { nameServerPort: nameServer }),
    authority: () => {
      const key = readSecret(authority.key, described.folder, `the key of \`${authority.ca}\``);
      return readAuthority({ ca: readPem(file, 'federation.authority'), key, file: authority.ca });
    },
    believed: () => trusted(described),
  };
}

/** The secrets of its components by the domains that it calls them. @throws EnvironmentFault where one cannot be read */
export function componentSecretsOf({ description, folder }: Described): Record<string, string> {
  const { components = {}, domains } = description;
  return Object.fromEntries(
    Object.entries(components)
      .filter(([domain]) => domains[domain] !== 'none')
      .map(([domain, secret]) => [
        domains[domain] ?? domain,
        readSecret(secret, folder, `the secret of the component ${domain}`),
      ]),
  );
}

/** What the worksheet says of them. */
export function outsideWords({
  description: { federation, reach, components = {}, claims },
  folder,
}: Described): Pick<Worksheet, 'others' | 'components'> {
  const place = reach?.components;
  return {
    ...(federation &&
      claims['peers'] === 'yes' && {
        others: {
          listen: federation.listen,
          ...(federation.nameServer !== undefined && { nameServerPort: federation.nameServer }),
          ca: resolve(folder, federation.authority.ca),
        },
      }),
    ...(place &&
      claims['components'] === 'yes' && {
        components: {
          place,
          secrets: Object.fromEntries(
            Object.entries(components).map(([domain, secret]) => [domain, whereSecretIs(secret)]),
          ),
        },
      }),
  };
}

/** PEM of the authorities that are believed. @throws EnvironmentFault where the file cannot be read */
export function trusted({ description: { trust }, folder }: Described): string {
  if (trust === undefined) throw new Error('a remote server without `trust`');
  if ('system' in trust) return getCACertificates('system').join('\n');
  return readPem(resolve(folder, trust.ca), 'trust');
}

function readPem(file: string, key: 'trust' | 'federation.authority'): string {
  const text = textOf(file);
  if (text?.includes('-----BEGIN CERTIFICATE-----') === false)
    throw new EnvironmentFault(`\`${file}\` holds no certificate (PEM); mend it, or \`${key}\``);
  if (text !== undefined) return text;
  const [what, mend] =
    key === 'trust'
      ? ['the certificates that are believed (PEM)', 'write them there']
      : [
          'the authority that signs for the other servers of a run (PEM)',
          'make it with `cmbac provision authority`',
        ];
  throw new EnvironmentFault(
    `\`${file}\` cannot be read, which should hold ${what}; ${mend}, or mend \`${key}\``,
  );
}

/** `undefined`: it cannot be read. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
