import { announceChangedLimits, limitsOfRooms } from '../services/index.ts';
import { StreamError } from '../xmpp/index.ts';
import type { AdminPort } from './admin.ts';
import { type Config, ConfigError } from './config.ts';
import type { ImDomain } from './im-domain.ts';
import type { ImServer } from './im-server.ts';
import type { ProvisionPlace } from './provision/known-verbs.ts';
import type { Provisioned } from './provision/provisioned.ts';
import { readProvision } from './provision/read-provision.ts';
import { ProvisionError, type ProvisionVerbs } from './provision/verbs.ts';

/** The provisioning that a server starts with. @throws ConfigError with the place in the file */
export function provisionOf(config: Config, place: ProvisionPlace): Provisioned {
  try {
    return readProvision(config.provision, place);
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    const path = error.verb === undefined ? ['provision'] : ['provision', error.verb];
    throw new ConfigError(`${config.placeOf(path)}: ${error.message}`);
  }
}

/** Provisioning as it stands, and how it is changed: as a whole or not at all. */
export function adminPort(
  server: ImServer,
  domain: ImDomain,
  initial: ProvisionVerbs,
  place: ProvisionPlace,
): AdminPort {
  const { product, report, store, directory, faults } = server.parts;
  let verbs = initial;
  const provision = (wanted: ProvisionVerbs, isReset: boolean): void => {
    const provisioned = readProvision(wanted, place);
    if (isReset) server.endSessions(new StreamError('reset'));
    const limits = limitsOfRooms(domain);
    server.provision(provisioned);
    if (!isReset) announceChangedLimits(limits, domain);
    verbs = wanted;
  };
  const changeInPart = (some: ProvisionVerbs): void => {
    for (const [verb, value] of Object.entries(some)) {
      try {
        provision({ ...verbs, [verb]: value }, false);
      } catch (error) {
        if (!(error instanceof ProvisionError)) throw error;
      }
    }
  };
  return {
    version: product.version,
    report,
    ...(directory && { refreshDirectory: () => directory.refresh() }),
    change: (some) => {
      if (faults.has('provision.partial')) changeInPart(some);
      provision({ ...verbs, ...some }, false);
    },
    reset: (all) => {
      provision(all, true);
      store.clear();
      server.parts.rooms.clear();
      server.federation?.reset();
    },
  };
}
