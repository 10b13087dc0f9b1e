import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { containerDriver, inContainer } from '../container/index.ts';
import { ejabberdIn } from '../ejabberd/driver.ts';
import { prosodyIn } from '../prosody/driver.ts';
import { remoteDriver } from '../remote/driver.ts';
import type { TargetDriver } from '../target.ts';
import type { Described } from './description.ts';
import { namingOf } from './naming.ts';

/**
 * A described target as one that can be tested. `drivers`: those of the servers that the harness configures, by name.
 */
export function driverOf(described: Described, drivers: ReadonlyMap<string, TargetDriver>): TargetDriver {
  const { description } = described;
  switch (description.driver.kind) {
    case 'process':
      return configured(drivers.get(description.driver.server), described);
    case 'container':
      return containerOf(described);
    case 'remote':
      return remoteDriver(described, identity(described));
  }
}

/** A server that the harness configures, under the names that the description has. */
function configured(driver: TargetDriver | undefined, described: Described): TargetDriver {
  if (driver === undefined) throw new Error('a description of a server without a driver');
  const { name, expectations = differencesOf(driver.sameAs ?? name) } = driver;
  return {
    ...driver,
    sameAs: driver.sameAs ?? name,
    expectations,
    ...identity(described),
    features: unlessDenied(driver, described),
  };
}

function containerOf(described: Described): TargetDriver {
  const { driver } = described.description;
  if (driver.kind !== 'container') throw new Error('not a container');
  const { server, image } = driver;
  switch (server) {
    case 'prosody':
      return configured(prosodyIn(inContainer('prosody', image)), described);
    case 'ejabberd':
      return configured(ejabberdIn(inContainer('ejabberd', image)), described);
    case undefined:
      return containerDriver(described, driver, remoteDriver(described, identity(described)));
  }
}

/** The file beside the driver of that name. */
function differencesOf(name: string): string {
  return fileURLToPath(new URL(`../${name}/expected-failures.yaml`, import.meta.url));
}

/** What a description says of any target. */
function identity(
  described: Described,
): Pick<TargetDriver, 'name' | 'file' | 'profile' | 'expectations' | 'naming' | 'budgetMs'> {
  const { description, file, folder } = described;
  const { id, profile, expectations, facts } = description;
  const naming = namingOf(description, described);
  return {
    name: id,
    file,
    ...(profile !== undefined && { profile }),
    ...(expectations !== undefined && { expectations: resolve(folder, expectations) }),
    ...(naming && { naming }),
    ...(facts.budgetMs !== undefined && { budgetMs: facts.budgetMs }),
  };
}

/** What the server has, without what its description says that it has not. */
function unlessDenied(
  { features }: TargetDriver,
  { description: { claims } }: Described,
): ReadonlySet<string> {
  return new Set([...features].filter((name) => claims[name] !== 'no'));
}
