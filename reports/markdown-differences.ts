import type { DiffRecord, PartDifference } from '../harness/record/index.ts';
import { way } from './differences.ts';
import { fitting, folded, inline } from './markdown-text.ts';
import { count, productOf, signs } from './standing.ts';

/** All groups together, in bytes. */
const maxBytes = 20_000;

/** What two runs found otherwise, as Markdown: regressions open, the rest folded. */
export function markdownOfDifferences(diff: DiffRecord): string {
  const { before, after, regressed, mended, changed, added, gone, same } = diff;
  const [earlier, later] = [before, after].map(
    (run) => `${productOf(run)} (suite ${run.suite.version}, ${run.startedAt.slice(0, 10)})`,
  );
  const share = Math.floor(maxBytes / 5);
  const rest = 'see `cmbac diff`';
  const fold = (title: string, found: readonly PartDifference[]): string[] =>
    found.length === 0
      ? []
      : [
          folded(
            `${title}: ${count(found.length, 'part')}`,
            fitting(found.map(line), share, rest).join('\n'),
          ),
        ];
  return [
    `### ${regressed.length === 0 ? 'Nothing regressed' : `${count(regressed.length, 'part')} regressed`}`,
    `${inline(earlier ?? '')} → ${inline(later ?? '')}: ${regressed.length} regressed, ${mended.length} mended, ${changed.length} otherwise, ${added.length} new, ${gone.length} gone, ${same} the same.`,
    ...(regressed.length === 0 ? [] : [fitting(regressed.map(line), share, rest).join('\n')]),
    ...fold('Mended', mended),
    ...fold('Otherwise, and not passed', changed),
    ...fold('New', added),
    ...fold('Gone', gone),
  ].join('\n\n');
}

function line(difference: PartDifference): string {
  const { scenario, part, title, was, is, reason } = difference;
  const outcome = is ?? was;
  const sign = outcome === undefined ? '' : `${signs[outcome].symbol} `;
  return `- ${sign}\`${scenario}\`${part === 'twin' ? ' (twin)' : ''}: ${inline(way(difference))}. ${inline(reason ?? title)}`;
}
