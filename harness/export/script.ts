import type { Act } from './act.ts';
import type { Edition } from './edition.ts';
import { partProblem } from './script-cast.ts';
import { ScriptWriter } from './script-writer.ts';

/** A part as a script, or why it cannot be one. */
export type Scripted = { readonly text: string } | { readonly cannot: string };

/**
 * A part as a script in scansion's language. Its rooms are at `conference.` before its domain, as in all scripts.
 *
 * It says what must come and, by fences, what must not; what it leaves out stands in its comments. Without words for something that the part
 * rests on there is no script.
 */
export function scriptOf(edition: Edition): Scripted {
  const cannot = partProblem(edition) ?? firstProblem(edition.steps.flatMap(({ acts }) => acts));
  if (cannot !== undefined) return { cannot };
  const writer = new ScriptWriter(edition);
  return { text: writer.text() };
}

function firstProblem(acts: readonly Act[]): string | undefined {
  for (const act of acts) {
    const found = act.kind === 'together' ? firstProblem(act.acts) : 'cannot' in act ? act.cannot : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
