import {
  type ComparedRun,
  type DiffRecord,
  type FailureKind,
  type Outcome,
  type PartDifference,
  visible,
} from '../harness/record/index.ts';
import { kindWords } from './failure-kinds.ts';
import { count, productOf, signs } from './standing.ts';

/** What two runs found otherwise, as text: regressions first, and the totals as its last line. */
export function differences(diff: DiffRecord): string {
  const { regressed, mended, changed, added, gone, same } = diff;
  const text = [
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
  return visible(text);
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

function lines(difference: PartDifference): string[] {
  const { scenario, part, title, was, is, reason } = difference;
  const outcome = is ?? was;
  const symbol = outcome === undefined ? ' ' : signs[outcome].symbol;
  return [
    `${symbol} ${part === 'twin' ? `${scenario} (twin)` : scenario}: ${way(difference)}`,
    `    ${reason ?? title}`,
  ];
}

/** From what to what, with the kinds of failures. */
export function way({ was, is, wasKind, isKind }: PartDifference): string {
  const [before, after] = [withKind(was, wasKind), withKind(is, isKind)];
  if (was === undefined) return `is ${after}`;
  if (is === undefined) return `was ${before}`;
  return before === after ? `${after}, in more than before` : `was ${before}, is ${after}`;
}

function withKind(outcome: Outcome | undefined, kind: FailureKind | undefined): string {
  return `${outcome ?? 'unknown'}${kind === undefined ? '' : ` (${kindWords[kind].words})`}`;
}
