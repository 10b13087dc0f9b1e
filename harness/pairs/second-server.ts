import { randomBytes } from 'node:crypto';
import type { Fixtures } from '../fixtures/index.ts';
import { TargetKeeper } from '../keep-target.ts';
import type { Federation, TargetDriver } from '../targets/index.ts';
import { unite } from './unite.ts';

/** A second real server of a run, and how the first one finds it. */
export interface SecondServer {
  readonly driver: TargetDriver;
  readonly domain: string;
  readonly keeper: TargetKeeper;
  /** Password by account in full, `x@b.test`. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Of the first server. */
  readonly federation: Federation;
  /** Stops it, and ends what both servers find each other by. */
  stop(): Promise<void>;
}

/**
 * Prepares a second server, which starts when it is first needed: with the deployment `peer` of the fixtures, under a domain of its own, and with
 * certificates of the authority that signs for the first server too. `faults`: what is broken in it.
 */
export async function newSecondServer(
  driver: TargetDriver,
  fixtures: Fixtures,
  faults: readonly string[] = [],
): Promise<SecondServer> {
  const { base, peer } = fixtures;
  const union = await unite(
    new Map([base, peer].map(({ domain, rooms, accounts }) => [domain, domainsOf(domain, rooms, accounts)])),
    base.names,
  );
  const [federation, own] = [union.federations.get(base.domain), union.federations.get(peer.domain)];
  if (!federation || !own) throw new Error('two servers under one domain');
  const accounts = Object.fromEntries(peer.accounts.map((user) => [user, newPassword()]));
  const keeper = new TargetKeeper(driver, {
    domain: peer.domain,
    rooms: peer.rooms,
    accounts,
    provision: fixtures.provisionValues(peer.provision),
    faults,
    federation: own,
  });
  return {
    driver,
    domain: peer.domain,
    keeper,
    passwords: Object.fromEntries(
      Object.entries(accounts).map(([user, password]) => [`${user}@${peer.domain}`, password]),
    ),
    federation,
    stop: async () => {
      await keeper.stop();
      await union.dissolve();
    },
  };
}

/** Every domain of a server, its rooms' too. */
function domainsOf(domain: string, rooms: readonly string[], accounts: readonly string[]): string[] {
  const others = accounts.flatMap((account) => account.split('@').slice(1));
  return [...new Set([domain, ...rooms, ...others])];
}

function newPassword(): string {
  return randomBytes(12).toString('base64url');
}
