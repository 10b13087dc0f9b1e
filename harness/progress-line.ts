import type { Outcome } from './record/index.ts';

/** What a part can come to while a run lasts: `expected` failed as the target's list says. */
export type Counted = Outcome | 'expected';

/** One folder's parts by what came of them. */
export type Tally = Record<Counted, number>;

/** The signs of the reports. */
const signs: Readonly<Record<Counted, string>> = {
  passed: '✓',
  expected: '⊘',
  failed: '✕',
  inconclusive: '?',
  unsupported: '–',
  broken: '‼',
};

const order = ['passed', 'expected', 'failed', 'inconclusive', 'unsupported', 'broken'] as const;

/** `✓ 12  ✕ 1`: only what occurred. */
export function tallyText(tally: Readonly<Tally>): string {
  const counts = order.filter((outcome) => tally[outcome] > 0);
  return counts.map((outcome) => `${signs[outcome]} ${tally[outcome]}`).join('  ');
}

/** Where a run is: the folder at hand, and the whole. */
export interface Place {
  readonly folder: string;
  readonly tally: Readonly<Tally>;
  /** Parts of this folder. */
  readonly total: number;
  /** Parts of the whole run that have come to their end, and how many there are. */
  readonly done: number;
  readonly all: number;
  /** The part that is played. */
  readonly title: string;
}

const barWidth = 20;

/**
 * One line for a terminal of so many columns: `exit  ████████░░░░  61/72  ✓ 58  ✕ 1  210/612  title`. Where that is too long the title is
 * cut, then the bar is left out; it never takes a second line.
 */
export function liveText({ folder, tally, total, done, all, title }: Place, columns: number): string {
  const here = Object.values(tally).reduce((sum, number) => sum + number, 0);
  const full = Math.floor((barWidth * here) / Math.max(1, total));
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  const counts = `${here}/${total}  ${tallyText(tally)}`.trimEnd();
  const long = `${folder}  ${bar}  ${counts}  ${done}/${all}  ${title}`;
  const short = `${folder}  ${counts}  ${done}/${all}`;
  // The last column stays free: there are terminals that go on to the next line when it is written
  return cut(columns < 60 ? short : long, columns - 1);
}

function cut(text: string, width: number): string {
  const letters = Array.from(text);
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}
