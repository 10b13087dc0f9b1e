import {
  type ScsOutcome,
  type ScsRecord,
  type ScsScriptRecord,
  visible,
} from '../../harness/record/index.ts';
import { count, duration, signs } from '../standing.ts';

/** What came of scripts as text: one line each, the reason below what did not pass, what is odd, races, totals. `folder`: where the files are. */
export function scsSummary(record: ScsRecord, folder: string): string {
  const { scripts, plays, target, match } = record;
  const passed = scripts.filter(({ outcome, flips }) => outcome === 'passed' && flips.length === 0).length;
  const times = plays === 1 ? '' : `, ${plays} times each`;
  const perPass = scripts.reduce((sum, { wallMs }) => sum + wallMs.median, 0);
  const flips = scripts.reduce((sum, script) => sum + script.flips.length, 0);
  const text = [
    '',
    ...scripts.flatMap(scriptLines),
    '',
    `${passed} of ${count(scripts.length, 'script')} passed on ${target.product} ${target.version} (${match}${times}).`,
    `${tallied(scripts)}; ${flips === 0 ? 'nothing flipped' : count(flips, 'flip')}; one pass takes ${duration(perPass)} of playing; all in ${duration(record.wallMs)}`,
    '',
    `record  ${folder}/scs.json`,
    '',
  ].join('\n');
  return visible(text);
}

function scriptLines({
  file,
  title,
  outcome,
  reason,
  warnings,
  flips,
  races,
  wallMs,
}: ScsScriptRecord): string[] {
  return [
    `${signs[outcome].symbol} ${file}${title === undefined ? '' : `  ${title}`} (${Math.round(wallMs.median)} ms)`,
    ...(reason === undefined ? [] : [`    ${outcome}: ${reason}`]),
    ...flips
      .slice(0, toldFlips)
      .map(
        (flip) =>
          `    the ${ordinal(flip.play)} time ${flip.outcome}${flip.reason === undefined ? '' : `: ${flip.reason}`}`,
      ),
    ...(flips.length > toldFlips ? [`    … and ${flips.length - toldFlips} more flips`] : []),
    ...warnings.map(({ line, sentence }) => `    odd: line ${line}: ${sentence}`),
    ...(races ?? []).map(({ sentence }) => `    race: ${sentence}`),
  ];
}

const toldFlips = 3;

function ordinal(play: number): string {
  const last = play % 100 >= 11 && play % 100 <= 13 ? 0 : play % 10;
  return `${play}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

function tallied(scripts: readonly ScsScriptRecord[]): string {
  const outcomes: readonly ScsOutcome[] = ['passed', 'failed', 'inconclusive', 'broken'];
  return outcomes
    .map((outcome) => ({ outcome, number: scripts.filter((one) => one.outcome === outcome).length }))
    .filter(({ number }) => number > 0)
    .map(({ outcome, number }) => `${number} ${outcome}`)
    .join(', ');
}
