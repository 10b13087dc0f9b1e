import { type Fixtures, verbHead } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import type { Provision, TargetDriver } from '../targets/target.ts';
import type { Script } from './script.ts';

/** The tag that says what must be in force while a script is played: `## provision: {"U(u-r)": ["U", "R"]}`. */
const tag = 'provision';

/**
 * What the tags of a script want a server to be provisioned with, in the words of scenarios, as far as the target can do it; `undefined`: the
 * script has no such tag.
 *
 * @throws ScenarioError for a tag that is none
 */
export function provisionOf(
  { tags, file }: Pick<Script, 'tags' | 'file'>,
  { verbs }: Pick<TargetDriver, 'verbs'>,
  fixtures: Pick<Fixtures, 'provisionValues'>,
): Provision | undefined {
  const wanted = tags.filter(({ name }) => name === tag);
  if (wanted.length === 0) return undefined;
  const said = wanted.flatMap(({ value = '' }) => Object.entries(readTag(value, file)));
  return fixtures.provisionValues(Object.fromEntries(said.filter(([verb]) => verbs.has(verbHead(verb)))));
}

function readTag(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below
  }
  throw new ScenarioError([
    {
      sentence: `\`${file}\`: \`## ${tag}: ${text}\` is not understood; write \`## ${tag}: {"U(romeo)": ["U", "R"]}\``,
    },
  ]);
}
