import type { DiffRecord, RunRecord, ScenarioRecord } from '../harness/record/index.ts';
import { explainPart } from './explain.ts';
import { kindWords, rankOf } from './failure-kinds.ts';
import { kindSigns, tallyKinds } from './kind-signs.ts';
import { markdownOfDifferences } from './markdown-differences.ts';
import { block, bytesOf, fitting, folded, inline, table } from './markdown-text.ts';
import { missingIn } from './missing.ts';
import {
  count,
  duration,
  productOf,
  type Standing,
  signs,
  standingOf,
  standings,
  tally,
  verdictSentence,
} from './standing.ts';

/** Longest summary, in bytes: a comment on GitHub may have 65 536 characters. */
export const maxSummaryBytes = 60_000;

/** What a section may take, in bytes, and where the rest is. */
const sectionBytes = 6000;
const rest = 'see the report `index.html`';

/**
 * The run for a pull request, as Markdown that GitHub and GitLab show alike: the verdict, totals, what needs a person with leaks on top and
 * the reason behind each, then what was expected, what the target lacks, what is stale and owed. `diff` is what it did otherwise than a run
 * before. At most `maxSummaryBytes` long.
 */
export function markdown(record: RunRecord, diff?: DiffRecord): string {
  const before = [
    `## ${inline(verdictSentence(record))}`,
    facts(record),
    ...warnings(record),
    totals(record),
    ...(diff === undefined ? [] : [markdownOfDifferences(diff)]),
  ];
  const after = [...debt(record), ...stale(record), ...expected(record), ...unsupported(record)];
  const room = maxSummaryBytes - bytesOf([...before, ...after].join('\n\n')) - 1000;
  return `${[...before, ...troubled(record, room), ...after].join('\n\n')}\n`;
}

function facts({ target, peer, suite, wallMs, deployment }: RunRecord): string {
  const { profile, shard, shards } = suite;
  return [
    `**${inline(productOf({ target, ...(peer && { peer }) }))}**${target.kind === undefined ? '' : ` (${target.kind})`}`,
    `suite ${inline(suite.version)}`,
    ...(profile === undefined ? [] : [`profile ${inline(profile)}`]),
    ...(shard === undefined ? [] : [`shard ${shard.number} of ${shard.of}`]),
    ...(shards === undefined ? [] : [`merged from ${count(shards, 'shard')}`]),
    ...(deployment === undefined ? [] : [`deployment ${deployment.number} of ${deployment.of}`]),
    duration(wallMs),
  ].join(' · ');
}

function warnings({ faults }: RunRecord): string[] {
  if (faults.length === 0) return [];
  return [
    `> This run says nothing about a server: it was started with ${inline(faults.join(', '))} broken on purpose.`,
  ];
}

function totals({ scenarios }: RunRecord): string {
  const counts = tally(scenarios);
  const shown = standings.filter((standing) => counts[standing] > 0);
  const kinds = tallyKinds(scenarios).filter(({ found }) => found > 0);
  const rows = shown.flatMap((standing) => [
    [`${signs[standing].symbol} ${signs[standing].words}`, String(counts[standing])],
    ...(standing === 'failed'
      ? kinds.map(({ kind, found }) => [
          `${kindSigns[kind]} of these **${kindWords[kind].words}**: ${kindWords[kind].meaning}`,
          String(found),
        ])
      : []),
  ]);
  return table([['scenarios', ''], ...rows]);
}

/** What a person has to look at: `room` bytes of it. As many as fit unfold to why. */
function troubled({ scenarios }: RunRecord, room: number): string[] {
  const open = (['failed', 'broken', 'inconclusive', 'unexpected-pass'] as const).flatMap((standing) =>
    ofStanding(scenarios, standing).toSorted((one, other) => rankOf(one.kind) - rankOf(other.kind)),
  );
  if (open.length === 0) return [];
  const lines = fitting(
    open.map((scenario) => `- ${lineOf(scenario)}`),
    Math.floor(room / 2),
    rest,
  );
  let left = room - bytesOf(lines.join('\n'));
  const blocks = lines.map((line, index) => {
    const scenario = open[index];
    const unfolded = scenario && why(scenario);
    if (unfolded === undefined || bytesOf(unfolded) > left) return line;
    left -= bytesOf(unfolded);
    return unfolded;
  });
  return [`### ${count(open.length, 'scenario')} to look at`, blocks.join('\n')];
}

function lineOf(scenario: ScenarioRecord): string {
  const standing = standingOf(scenario);
  const word =
    standing === 'failed' && scenario.kind !== undefined
      ? kindWords[scenario.kind].words
      : signs[standing].words;
  const reason = (standing === 'unexpected-pass' && scenario.expected?.reason) || scenario.reason;
  return `<b>${word}</b> <code>${inline(scenario.id)}</code> ${inline(reason ?? scenario.title)}`;
}

/** Longest explanation behind a line, in bytes: the stanzas of one leak, not of a whole room. */
const maxWhy = 5000;

/** The line with what explains it behind it; nothing where that would be too long. */
function why(scenario: ScenarioRecord): string | undefined {
  const parts = scenario.parts.filter(({ outcome }) => outcome !== 'passed');
  const text = parts.map((part) => explainPart(part).join('\n')).join('\n\n');
  if (text === '' || bytesOf(text) > maxWhy) return undefined;
  return folded(lineOf(scenario), block(text));
}

function debt({ debt: owed }: RunRecord): string[] {
  if (owed === undefined || owed.missing.length === 0) return [];
  const ids = fitting(
    owed.missing.map((id) => `- \`${id}\``),
    sectionBytes,
    rest,
  );
  return [
    `### ${owed.missing.length} of ${count(owed.owed, 'scenario')} that must be executed were not`,
    [`\`${owed.file}\` names them:`, '', ...ids].join('\n'),
  ];
}

function stale({ staleExpectations }: RunRecord): string[] {
  if (staleExpectations.length === 0) return [];
  const entries = fitting(
    staleExpectations.map((entry) => `- ${inline(entry)}`),
    sectionBytes,
    rest,
  );
  return ['### Expectations to be taken out or renewed', entries.join('\n')];
}

/** By reason: one cause may turn many scenarios red. */
function expected({ scenarios }: RunRecord): string[] {
  const known = ofStanding(scenarios, 'expected-failure');
  if (known.length === 0) return [];
  const groups = [...Map.groupBy(known, ({ expected: entry }) => entry?.reason ?? '')].map(
    ([reason, members]) => {
      const entry = members[0]?.expected;
      const until = entry?.expires === undefined ? '' : `, until ${entry.expires}`;
      const by =
        entry?.acceptedBy === undefined ? '' : `, accepted by ${inline(entry.acceptedBy.join(' and '))}`;
      const kind = entry?.kind === undefined ? '' : `**${kindWords[entry.kind].words}** `;
      return `- ${kind}${inline(reason)} (${count(members.length, 'scenario')}${until}${by})`;
    },
  );
  return [
    folded(
      `${count(known.length, 'scenario')} failed as expected`,
      fitting(groups, sectionBytes, rest).join('\n'),
    ),
  ];
}

function unsupported({ scenarios }: RunRecord): string[] {
  const number = ofStanding(scenarios, 'unsupported').length;
  if (number === 0) return [];
  const lacks = missingIn(scenarios).map(
    ({ name, scenarios: cost }) => `- ${inline(name)}: ${count(cost, 'scenario')}`,
  );
  return [
    folded(
      `${count(number, 'scenario')} cannot be asked of this target`,
      fitting(lacks, sectionBytes, rest).join('\n'),
    ),
  ];
}

function ofStanding(scenarios: readonly ScenarioRecord[], standing: Standing): ScenarioRecord[] {
  return scenarios.filter((scenario) => standingOf(scenario) === standing);
}
