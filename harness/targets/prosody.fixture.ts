import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientEndpoint } from '../actors/index.ts';
import { prosodyBinary, startProsody } from './prosody/driver.ts';
import type { Deployment, RunningTarget } from './target.ts';

/** Live tests need Prosody: `describe` where it is installed; otherwise skipped, with a title that says so. */
export function describeWithProsody(title: string, body: (this: Mocha.Suite) => void): void {
  if (prosodyBinary() === undefined) describe.skip(`${title} (skipped: prosody is not installed)`, body);
  else describe(title, body);
}

/** A Prosody for one test file, with the accounts `juliet` and `romeo`, both with the password `secret`. */
export async function newProsody(components?: Deployment['components']): Promise<RunningTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-prosody-'));
  const accounts = { juliet: 'secret', romeo: 'secret' };
  const deployment = { folder, domain: 'a.test', accounts, provision: {}, faults: [] };
  const target = await startProsody({ ...deployment, ...(components && { components }) });
  return {
    ...target,
    stop: async () => {
      await target.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Where its clients connect. */
export function endpointOf(target: RunningTarget): ClientEndpoint {
  return { ...target.client, tls: 'starttls' };
}
