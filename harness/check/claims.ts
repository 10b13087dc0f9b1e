import { SessionError, SourceAddressError } from '../actors/index.ts';
import type { Claim, ClaimRow } from '../record/index.ts';
import { features as claimable, type TargetDriver } from '../targets/index.ts';
import { type CheckSetting, CheckStage } from './check-stage.ts';
import { featureProbes } from './features.ts';
import { type Probe, type Sight, unseen } from './probes/sight.ts';

/** What a description claims, by feature; of what it does not name, what the driver of a server that we configure says. */
export type Claims = Readonly<Record<string, Claim>>;

/** Every feature that may be claimed, and what was seen of it. */
export async function lookAtClaims(setting: CheckSetting, claims: Claims): Promise<readonly ClaimRow[]> {
  const rows: ClaimRow[] = [];
  for (const [name, probe] of Object.entries(featureProbes)) {
    const claimed = claims[name] ?? claimOf(setting.driver, name);
    rows.push(claimRow(name, claimed, await sightOf(setting, probe)));
  }
  return rows;
}

/** Of a server that people provision nothing is known that its description does not say, but what the harness must have been told of. */
function claimOf({ features, worksheet, without }: TargetDriver, name: string): Claim {
  if (features.has(name)) return 'yes';
  if (worksheet !== undefined) return isConfigured(name) ? 'no' : 'unknown';
  return without?.has(`feature ${name}`) === true ? 'unknown' : 'no';
}

function isConfigured(name: string): boolean {
  return Object.entries(claimable).some(([feature, how]) => feature === name && how !== 'yes');
}

/** Claim and sight side by side. */
export function claimRow(name: string, claimed: Claim, { seen, how }: Sight): ClaimRow {
  const row = { name, claimed, seen, how };
  if (seen === 'cannot be seen' || seen === claimed) return row;
  return claimed === 'unknown' ? { ...row, suggests: `${name}: ${seen}` } : { ...row, kind: 'claim' };
}

/** Each probe has sessions of its own; who cannot log in has seen nothing. */
async function sightOf(setting: CheckSetting, probe: Probe): Promise<Sight> {
  const stage = new CheckStage(setting);
  try {
    return await probe(stage);
  } catch (error) {
    if (error instanceof SessionError || error instanceof SourceAddressError) return unseen(error.message);
    throw error;
  } finally {
    await stage.closeAll();
  }
}
