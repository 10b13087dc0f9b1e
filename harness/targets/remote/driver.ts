import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { ClientEndpoint } from '../../actors/index.ts';
import type { Described } from '../description/description.ts';
import { worksheetOf } from '../description/worksheet.ts';
import {
  type AccountAt,
  type Company,
  type Deployment,
  EnvironmentFault,
  type RunningTarget,
  type TargetDriver,
} from '../target.ts';
import { firstContact } from './first-contact.ts';
import { destroyRoom, endSession, tidyAccount } from './tidy.ts';

/** A server that somebody has started and provisioned: reached as its clients reach it, and never configured. */
export function remoteDriver(
  described: Described,
  identity: Pick<TargetDriver, 'name' | 'profile' | 'expectations' | 'naming' | 'budgetMs'>,
): TargetDriver {
  const { claims, provisioning } = described.description;
  return {
    ...identity,
    kind: 'remote',
    verbs: new Set(provisioning?.verbs),
    features: new Set(Object.keys(claims).filter((name) => claims[name] === 'yes')),
    worksheet: worksheetOf(described.description),
    entrance: (domain) => entranceOf(described, domain),
    start: (deployment) => startRemote(described, deployment),
  };
}

async function startRemote(described: Described, deployment: Deployment): Promise<RunningTarget> {
  const { description } = described;
  const { domain } = deployment;
  const endpoint = entranceOf(described, domain);
  const { tls, ...client } = endpoint;
  const { host, port } = client;
  const at = (home: string): ClientEndpoint => ({ ...endpoint, domain: home });
  const said = await firstContact(endpoint, accountsOf(deployment), described.file);
  /** Of the scenario before. */
  let before: Company | undefined;
  const log: string[] = [];
  const putAway = async (): Promise<void> => {
    const { rooms, cut } = before ?? { rooms: [], cut: [] };
    before = undefined;
    const left = await Promise.all([
      ...cut.map((session) => endSession(session, at(session.domain)).catch(sentenceOf)),
      ...[...rooms].map(([room, owner]) => destroyRoom(room, owner, at(owner.domain)).catch(sentenceOf)),
    ]);
    log.push(...left.flatMap((sentence) => (sentence === undefined ? [] : [sentence])));
  };
  return {
    product: description.product.name,
    version: description.product.version ?? said.version,
    log: () => log,
    client,
    ...(tls === 'direct' && { clientTls: { host, port } }),
    ...(description.reach?.websocket && { entrances: { websocket: description.reach.websocket } }),
    reset: async (_, company) => {
      await putAway();
      await Promise.all((company?.users ?? []).map((user) => tidyAccount(user, at(user.domain))));
      before = company;
    },
    provision: () =>
      Promise.reject(
        new EnvironmentFault(
          'a remote server is provisioned by people, not while it is tested; `cmbac provision plan` prints what to tell it',
        ),
      ),
    stop: putAway,
  };
}

/** Where its clients connect. @throws EnvironmentFault where what is trusted cannot be read */
function entranceOf(described: Described, domain: string): ClientEndpoint {
  const { reach } = described.description;
  if (reach === undefined) throw new Error('a remote server without `reach`');
  return { ...reach.client, domain, ca: trusted(described) };
}

/** PEM of the authorities that are believed. @throws EnvironmentFault where the file cannot be read */
function trusted({ description: { trust }, folder }: Described): string {
  if (trust === undefined) throw new Error('a remote server without `trust`');
  if ('system' in trust) return getCACertificates('system').join('\n');
  const file = resolve(folder, trust.ca);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new EnvironmentFault(
      `\`${file}\` cannot be read, which should hold the certificates that are believed (PEM); write them there, or mend \`trust\``,
    );
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws EnvironmentFault where nobody has an account */
function accountsOf({ accounts, domain }: Deployment): AccountAt[] {
  const found = Object.entries(accounts).map(([address, password]): AccountAt => {
    const [user = '', home = domain] = address.split('@');
    return { user, domain: home, password };
  });
  if (found.length > 0) return found;
  throw new EnvironmentFault('no scenario that this server can be asked has a user there');
}
