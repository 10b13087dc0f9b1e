import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { Lab } from '../../harness/provisioning/by-hand.fixture.ts';
import { readCsv } from '../../harness/provisioning/typed-in.fixture.ts';
import type { RunRecord } from '../../harness/record/index.ts';

const command = join(import.meta.dirname, '../cmbac.ts');

/** The rows of the worksheet as a person has them in hand, and the files beside it. */
export async function sheetOf(
  { folder, description }: Lab,
  chosen: readonly string[],
): Promise<ReturnType<typeof readCsv>> {
  const out = join(folder, 'sheet');
  const { code, said } = await cmbac('provision', 'plan', description, ...chosen, '--out', out);
  expect(code, said).to.equal(0);
  return readCsv(readFileSync(join(out, 'worksheet.csv'), 'utf8')).map((row) => {
    const { verb, setting, value = '' } = row;
    const isFile = verb === 'Pol' || setting === 'authority of other servers';
    return isFile && value !== '' && !isAbsolute(value) ? { ...row, value: join(out, value) } : row;
  });
}

/** Beside servers that this process has started: it must not stand still. */
export async function cmbac(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode ?? -1, said: `${err}${out}` };
}

/** Part by part: what came of it, and of what kind a failure is. */
export function verdictsOf({ scenarios }: RunRecord): string[] {
  return scenarios.flatMap(({ id, parts }) => parts.map(({ name, outcome }) => `${id} ${name} ${outcome}`));
}
