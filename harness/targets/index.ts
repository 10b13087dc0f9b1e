/** Servers to test: how each is configured, started, provisioned and stopped. Knows no scenario. */
export {
  type Deployment,
  EnvironmentFault,
  type Feature,
  type Provision,
  ProvisionRefused,
  type RunningTarget,
  type TargetDriver,
} from './target.ts';
export { targets } from './targets.ts';
