import { join } from 'node:path';
import { readFixtures } from '../fixtures/index.ts';
import { loadScenarios, type Scenario } from '../scenario/index.ts';
import { type HashedScript, parseScript } from '../scs/index.ts';
import { type Edition, editionsOf, scriptOf } from './index.ts';

const root = join(import.meta.dirname, '../..');

export const fixtures = readFixtures(join(root, 'fixtures'));

/** Every scenario of this package. */
export const scenarios: readonly Scenario[] = loadScenarios(join(root, 'scenarios'), fixtures.vocabulary());

/** A scenario's parts, written down. */
export function editions(id: string): Edition[] {
  const found = scenarios.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return editionsOf(found, { fixtures });
}

/** Its scripts: of the scenario, and of its twin. @throws Error where a part cannot be one */
export function scripts(id: string): HashedScript[] {
  return editions(id).map((edition) => {
    const written = scriptOf(edition);
    if ('cannot' in written) throw new Error(`${id}: ${written.cannot}`);
    return { script: parseScript(written.text, `${id} ${edition.part.name}`), hash: '' };
  });
}
