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

/** Levenshtein distance: insertions, deletions and substitutions from `a` to `b`. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
