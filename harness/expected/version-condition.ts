/** One comparison with the version that a server says it has. */
interface Comparison {
  readonly operator: Operator;
  readonly version: string;
}

type Operator = '<' | '<=' | '=' | '!=' | '>=' | '>';

/** Comparisons that must all hold: `version >= '19.4' and version < '19.6'`. */
export interface VersionCondition {
  /** As it was written. */
  readonly text: string;
  readonly comparisons: readonly Comparison[];
}

/** A condition on a version, or `undefined` where it is none. */
export function readVersionCondition(text: string): VersionCondition | undefined {
  const comparisons = text.split(/\sand\s/).map((part) => {
    const [, operator = '', version = ''] =
      /^\s*version\s*(<=|>=|!=|<|>|=)\s*'(\d+(?:\.\d+)*)'\s*$/.exec(part) ?? [];
    return isOperator(operator) ? { operator, version } : undefined;
  });
  const read = comparisons.filter((one) => one !== undefined);
  return read.length === comparisons.length ? { text, comparisons: read } : undefined;
}

/**
 * Does a condition hold of a server that says this of its version? `undefined`: it says no version, so nobody knows.
 *
 * Of what it says the first number with its points counts (`Prosody 0.12.3-1` is 0.12.3), number by number; one that is missing is 0.
 */
export function holdsOf({ comparisons }: VersionCondition, said: string): boolean | undefined {
  const [version] = /\d+(\.\d+)*/.exec(said) ?? [];
  if (version === undefined) return undefined;
  return comparisons.every(({ operator, version: other }) =>
    verdicts[operator](compareVersions(version, other)),
  );
}

/** Below 0: the first is the earlier one. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  const differences = Array.from({ length }, (_, index) => (a?.[index] ?? 0) - (b?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

const verdicts: Readonly<Record<Operator, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
};

function isOperator(text: string): text is Operator {
  return text in verdicts;
}
