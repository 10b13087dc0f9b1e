/** Servers to test: how each is configured, started, provisioned and stopped. Knows no scenario. */

export { newAuthority } from './certificate.ts';
export {
  driverOf,
  type Known,
  loadDescription,
  makeAuthority,
  type TargetDescription,
  targetDescription,
} from './description/index.ts';
export { type Claimable, features } from './features.ts';
export { type NameServer, startNameServer } from './name-server.ts';
export { freePorts } from './ports.ts';
export { newRunFolder, removeRunFolder } from './run-folder.ts';
export { speaks } from './stream-features.ts';
export { sweepLeftovers } from './sweep-leftovers.ts';
export {
  type AccountAt,
  type Authority,
  type Company,
  type Deployment,
  EnvironmentFault,
  type Feature,
  type Federation,
  type Names,
  type Naming,
  type Neighbour,
  type Outside,
  type Place,
  type Provision,
  ProvisionRefused,
  type RunningTarget,
  type TargetDriver,
  type Worksheet,
} from './target.ts';
export { targets } from './targets.ts';
