import { ProvisionRefused } from '../targets/index.ts';
import type { Stage } from './stage.ts';

/** A provisioning that no server should take; the judge is told whether it did. */
export async function playMisprovision(
  stage: Stage,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await stage.provision(change);
    stage.note('misprovision', 'taken');
  } catch (error) {
    if (!(error instanceof ProvisionRefused)) throw error;
    stage.note('misprovision', 'refused');
  }
}
