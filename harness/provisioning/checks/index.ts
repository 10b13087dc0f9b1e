/** What would show that a deployment was typed in as its sheet says: probes, made from what people have written down. */
import { accountChecks } from './account-checks.ts';
import type { Bench } from './bench.ts';
import type { Check } from './check.ts';
import { peerChecks } from './peer-checks.ts';
import { roomChecks } from './room-checks.ts';
import { serverChecks } from './server-checks.ts';

export { Bench } from './bench.ts';
export type { Check, Look } from './check.ts';
export { reachVerb } from './peer-checks.ts';

/** Everything on the sheet of a deployment, and how it is looked at. */
export function checksOf(bench: Bench): Check[] {
  return [...peerChecks(bench), ...serverChecks(bench), ...accountChecks(bench), ...roomChecks(bench)];
}
