import { z } from 'zod';
import { type Fixtures, verbHead, verbs } from '../fixtures/index.ts';
import { didYouMean, ScenarioError } from '../input/index.ts';
import type { Provision, TargetDriver } from '../targets/target.ts';
import type { Script } from './script.ts';

/** The tag that says what must be in force while a script is played: `## provision: {"U(u-r)": ["U", "R"]}`. */
const tag = 'provision';

/**
 * What the tags of a script want a server to be provisioned with, as far as the target can do it; `undefined`: the script has no such tag.
 *
 * @throws ScenarioError for a tag that is none
 */
export function provisionOf(
  { tags, file }: Pick<Script, 'tags' | 'file'>,
  { verbs: can }: Pick<TargetDriver, 'verbs'>,
  fixtures: Pick<Fixtures, 'provisionValues'>,
): Provision | undefined {
  const wanted = tags.filter(({ name }) => name === tag);
  if (wanted.length === 0) return undefined;
  const said = wanted.flatMap(({ value = '' }) =>
    Object.entries(readTag(value, file)).map(([verb, words]) => ({ verb, words, value })),
  );
  const values = said
    .filter(({ verb }) => can.has(verbHead(verb)))
    .map(({ verb, words, value }) => {
      try {
        return fixtures.provisionValues({ [verb]: words });
      } catch {
        throw flawIn(file, value, `\`${verb}\` takes no such value (docs/provisioning.md)`);
      }
    });
  return Object.fromEntries(values.flatMap((one) => Object.entries(one)));
}

function readTag(text: string, file: string): Readonly<Record<string, unknown>> {
  const { data: value } = z.record(z.string(), z.unknown()).safeParse(parsed(text));
  if (value === undefined) throw flawIn(file, text, `write \`## ${tag}: {"U(romeo)": ["U", "R"]}\``);
  const heads = verbs.map(({ head }) => head);
  const unknown = Object.keys(value).find((verb) => !heads.includes(verbHead(verb)));
  if (unknown !== undefined) throw flawIn(file, text, didYouMean(verbHead(unknown), heads));
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function flawIn(file: string, text: string, mend: string): ScenarioError {
  return new ScenarioError([{ sentence: `${file}: \`## ${tag}: ${text}\` is not understood; ${mend}` }]);
}
