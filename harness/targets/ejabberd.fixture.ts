import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEjabberd } from './ejabberd/driver.ts';
import { ejabberdInstallation } from './ejabberd/vm.ts';
import type { Deployment, RunningTarget } from './target.ts';

/** Live tests need ejabberd: `describe` where it is installed; otherwise skipped, with a title that says so. */
export function describeWithEjabberd(title: string, body: (this: Mocha.Suite) => void): void {
  if (ejabberdInstallation() === undefined)
    describe.skip(`${title} (skipped: ejabberd is not installed)`, body);
  else describe(title, body);
}

/** An ejabberd for one test file, with the accounts `juliet`, `romeo` and `romeo@a2.test`, all with the password `secret`. */
export async function newEjabberd(components?: Deployment['components']): Promise<RunningTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-ejabberd-'));
  const accounts = { juliet: 'secret', romeo: 'secret', 'romeo@a2.test': 'secret' };
  const deployment = { folder, domain: 'a.test', accounts, provision: {}, faults: [] };
  const target = await startEjabberd({ ...deployment, ...(components && { components }) });
  return {
    ...target,
    stop: async () => {
      await target.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
