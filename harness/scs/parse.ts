import { type Problem, ScenarioError } from '../input/index.ts';
import { checkBodies } from './check-bodies.ts';
import { type Line, linesOf } from './lines.ts';
import { type Draft, readCast } from './parse-cast.ts';
import { readSteps } from './parse-steps.ts';
import type { Script, Tag } from './script.ts';

/**
 * Reads a script in scansion's language. `file` is what it is called in sentences.
 *
 * What scansion's own scripts do is understood, with a warning where it is odd: a colon that is missing, blank lines in a stanza, no
 * separator, a second element below one action.
 *
 * @throws ScenarioError with every mistake: file, line and the mend
 */
export function parseScript(text: string, file: string): Script {
  const lines = linesOf(text);
  const problems: Problem[] = [];
  const draft: Draft = {
    complain: (line, sentence) => problems.push({ place: { file, line, column: 1 }, sentence }),
  };
  const cast = readCast(lines, draft);
  const head = lines.slice(0, cast.begins);
  const steps = readSteps(lines.slice(cast.ends), cast.characters, draft);
  const warnings = checkBodies(steps, cast.characters, draft);
  if (problems.length > 0) throw new ScenarioError(problems.sort(byLine));
  const [title, ...description] = head.filter(isProse).map(({ text: line }) => line.slice(1).trim());
  return {
    file,
    ...(title !== undefined && { title }),
    description,
    tags: lines.slice(0, cast.ends).flatMap(tagIn),
    cast: cast.characters,
    steps,
    warnings,
  };
}

function isProse({ kind, text }: Line): boolean {
  return kind === 'comment' && /^#(?!#)/.test(text);
}

function tagIn({ kind, text }: Line): Tag[] {
  const [, name, value] = /^##\s*([^:]+?)\s*(?::\s*(.*?)\s*)?$/.exec(kind === 'comment' ? text : '') ?? [];
  if (name === undefined) return [];
  return [{ name, ...(value !== undefined && { value }) }];
}

function byLine(a: Problem, b: Problem): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0);
}
