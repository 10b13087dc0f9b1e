import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../harness/record/index.ts';
import { htmlReport, junit } from '../../reports/index.ts';

/** Write what a run found into its folder: `run.json`, `junit.xml`, `index.html`. The transcripts are there already. */
export function writeRun(folder: string, record: RunRecord): void {
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(join(folder, 'junit.xml'), junit(record, folder.replaceAll('\\', '/')));
  writeFileSync(join(folder, 'index.html'), htmlReport(record));
}
