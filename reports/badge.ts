import { failureKinds, type RunRecord, visible } from '../harness/record/index.ts';
import { kindWords } from './failure-kinds.ts';
import { count, productOf, type Standing, standingOf, tally, verdictSentence } from './standing.ts';

/** What a badge says, and its colour. */
interface Badge {
  readonly label: string;
  readonly message: string;
  /** Dark enough for white letters: at least 4.5 to 1. */
  readonly color: string;
}

const colours: Readonly<Record<'good' | 'bad' | 'open', string>> = {
  good: '#1a7f37',
  bad: '#b3261e',
  open: '#6b5900',
};

/** The verdict in two words: the worst that was found, never by colour alone. */
function badgeOf(record: RunRecord): Badge {
  const label = shownIn(`CMBAC ${record.target.product}`);
  const counts = tally(record.scenarios);
  const failed = record.scenarios.filter((scenario) => standingOf(scenario) === 'failed');
  const kind = failureKinds.find((each) => failed.some((scenario) => scenario.kind === each));
  if (record.faults.length > 0) return { label, message: 'broken on purpose', color: colours.open };
  if (kind === 'leak') {
    const leaks = failed.filter((scenario) => scenario.kind === kind).length;
    return { label, message: count(leaks, kindWords[kind].words), color: colours.bad };
  }
  const told = (
    ['failed', 'broken', 'inconclusive', 'unexpected-pass'] as const satisfies readonly Standing[]
  ).find((standing) => counts[standing] > 0);
  if (told === 'failed') return { label, message: `${counts.failed} failed`, color: colours.bad };
  if (told !== undefined) return { label, message: `${counts[told]} ${words[told]}`, color: colours.open };
  if ((record.debt?.missing.length ?? 0) > 0)
    return { label, message: `${record.debt?.missing.length ?? 0} owed`, color: colours.open };
  const stale = record.staleExpectations.length;
  if (stale > 0) return { label, message: `${stale} stale`, color: colours.open };
  if (counts.passed === 0) return { label, message: 'nothing tested', color: colours.open };
  const known = counts['expected-failure'];
  const message = `${counts.passed}/${record.scenarios.length} passed${known === 0 ? '' : `, ${known} known`}`;
  return { label, message, color: known === 0 ? colours.good : colours.open };
}

const words = { broken: 'broken', inconclusive: 'inconclusive', 'unexpected-pass': 'unexpected' } as const;

/** The badge as JSON for shields.io's endpoint (https://shields.io/badges/endpoint-badge). */
export function badgeJson(record: RunRecord): string {
  const { label, message, color } = badgeOf(record);
  const badge = { schemaVersion: 1, label, message, color: color.slice(1), isError: record.exitCode !== 0 };
  return `${JSON.stringify(badge)}\n`;
}

/** Width of a letter, in pixels: that of Verdana at 11 pixels, which the widths are forced to. */
const letter = 6.8;
const padding = 8;

/** The badge as SVG, without anything from elsewhere; its title says the verdict in a sentence. */
export function badgeSvg(record: RunRecord): string {
  const { label, message, color } = badgeOf(record);
  const [left, right] = [label, message].map((text) => Math.ceil(text.length * letter) + 2 * padding);
  const [labelWidth = 0, messageWidth = 0] = [left, right];
  const width = labelWidth + messageWidth;
  const title = escaped(`${productOf(record)}: ${verdictSentence(record)}`);
  const text = (at: number, length: number, words: string): string =>
    `<text x="${at + padding}" y="14" textLength="${length - 2 * padding}" lengthAdjust="spacingAndGlyphs">${escaped(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-labelledby="cmbac-badge">
<title id="cmbac-badge">${title}</title>
<clipPath id="cmbac-round"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#cmbac-round)"><rect width="${labelWidth}" height="20" fill="#444"/><rect x="${labelWidth}" width="${messageWidth}" height="20" fill="${color}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(0, labelWidth, label)}${text(labelWidth, messageWidth, message)}</g>
</svg>
`;
}

/** Longest name of a product, in characters. */
const maxLabel = 60;

/** On one line, and as short as a badge is. */
function shownIn(text: string): string {
  const line = visible(text.replaceAll(/\s+/g, ' ').trim());
  return line.length <= maxLabel ? line : `${line.slice(0, maxLabel - 1)}…`;
}

function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
