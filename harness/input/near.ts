/** Names that someone who wrote `wrong` may have meant: at most three, nearest first. */
export function near(wrong: string, known: Iterable<string>): string[] {
  const bound = Math.max(1, Math.floor(wrong.length / 3));
  return [...known]
    .map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= bound)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map((candidate) => candidate.name);
}

/** The mend of a name that nobody knows: the near ones, or the first few of all. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const names = [...known];
  const meant = near(wrong, names);
  if (meant.length > 0) return `did you mean ${meant.map((name) => `\`${name}\``).join(' or ')}?`;
  if (names.length === 0) return 'none are known here';
  const shown = names.slice(0, listed).map((name) => `\`${name}\``);
  return `known are ${shown.join(', ')}${names.length > listed ? ', …' : ''}`;
}

/** How many names a mend lists when none is near. */
const listed = 12;

/** Insertions, deletions, substitutions and swaps of neighbours from `a` to `b` (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(substituted, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
