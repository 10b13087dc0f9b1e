/** One thing wrong in what a person gave: a file, or (without a place) the command line. */
export interface Problem {
  /** Line and column count from 1. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  /** What is wrong, then the mend after a semicolon. */
  readonly sentence: string;
}

/** Input that cannot be used: every problem found in it, one line each. Exit code 5. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

/** `file:line:column: what is wrong; the mend`, as editors and terminals make a link of it. */
function problemLine(problem: Problem): string {
  const { place, sentence } = problem;
  return place ? `${place.file}:${place.line}:${place.column}: ${sentence}` : sentence;
}
