import type { ClientEndpoint } from '../../actors/index.ts';
import { componentsAt } from '../components-at.ts';
import type { Described } from '../description/description.ts';
import { componentSecretsOf, outsideOf, trusted } from '../description/outside.ts';
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
import { PeersReached } from './peers-reached.ts';
import { destroyRoom, endSession, tidyAccount } from './tidy.ts';

/** A server that somebody has started and provisioned: reached as its clients reach it, and never configured. */
export function remoteDriver(
  described: Described,
  identity: Pick<TargetDriver, 'name' | 'file' | 'profile' | 'expectations' | 'naming' | 'budgetMs'>,
): TargetDriver {
  const { claims, provisioning } = described.description;
  const outside = outsideOf(described);
  return {
    ...identity,
    kind: 'remote',
    verbs: new Set(provisioning?.verbs),
    features: new Set(Object.keys(claims).filter((name) => claims[name] === 'yes')),
    worksheet: worksheetOf(described),
    ...(outside && { outside }),
    componentSecrets: () => componentSecretsOf(described),
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
  const { reach } = description;
  const peers = new PeersReached();
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
    ...(reach?.websocket && { entrances: { websocket: reach.websocket } }),
    ...(reach?.peer && { peer: reach.peer }),
    ...(reach?.components && componentsAt(deployment, reach.components)),
    reset: async (_, company) => {
      await putAway();
      const { users = [], neighbours = [] } = company ?? {};
      await Promise.all(users.map((user) => tidyAccount(user, at(user.domain))));
      await peers.await(neighbours, users, at);
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
