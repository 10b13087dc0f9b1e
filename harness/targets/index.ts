/** Servers to test: how each is configured, started, provisioned and stopped. Knows no scenario. */
export { newAuthority } from './certificate.ts';
export { type NameServer, startNameServer } from './name-server.ts';
export { freePorts } from './ports.ts';
export {
  type Authority,
  type Deployment,
  EnvironmentFault,
  type Feature,
  type Federation,
  type Names,
  type Place,
  type Provision,
  ProvisionRefused,
  type RunningTarget,
  type TargetDriver,
} from './target.ts';
export { targets } from './targets.ts';
