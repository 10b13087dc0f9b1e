import type { ComparedRun, DiffRecord, PartDifference } from '../harness/record/index.ts';
import { count, productOf, signs } from './standing.ts';

/** What two runs found otherwise, as text: regressions first, and the totals as its last line. */
export function differences(diff: DiffRecord): string {
  const { regressed, mended, changed, added, gone, same } = diff;
  return [
    '',
    `before  ${run(diff.before)}`,
    `after   ${run(diff.after)}`,
    '',
    ...group('regressed', regressed),
    ...group('mended', mended),
    ...group('otherwise, and not passed', changed),
    ...group('new', added),
    ...group('gone', gone),
    [
      `${regressed.length} regressed`,
      `${mended.length} mended`,
      `${changed.length} otherwise`,
      `${added.length} new`,
      `${gone.length} gone`,
      `${same} the same`,
    ].join(', '),
    '',
  ].join('\n');
}

function run({ target, peer, suite, startedAt, faults }: ComparedRun): string {
  const { number, of } = suite.shard ?? {};
  const shard = number === undefined ? [] : [`shard ${number} of ${of}`];
  const broken = faults.length === 0 ? [] : [`${faults.join(', ')} broken on purpose`];
  const profile = `profile ${suite.profile ?? 'none'}`;
  return [
    productOf({ target, ...(peer && { peer }) }),
    profile,
    `suite ${suite.version}`,
    ...shard,
    ...broken,
    startedAt,
  ].join(', ');
}

function group(name: string, found: readonly PartDifference[]): string[] {
  if (found.length === 0) return [];
  return [`${name}: ${count(found.length, 'part')}`, ...found.flatMap(lines), ''];
}

function lines({ scenario, part, title, was, is, reason }: PartDifference): string[] {
  const outcome = is ?? was;
  const symbol = outcome === undefined ? ' ' : signs[outcome].symbol;
  return [
    `${symbol} ${part === 'twin' ? `${scenario} (twin)` : scenario}: ${way(was, is)}`,
    `    ${reason ?? title}`,
  ];
}

function way(was: PartDifference['was'], is: PartDifference['is']): string {
  if (was === undefined) return `is ${is ?? 'unknown'}`;
  if (is === undefined) return `was ${was}`;
  return was === is ? `${is}, in more than before` : `was ${was}, is ${is}`;
}
