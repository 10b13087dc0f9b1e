import type { RequirementRecord, RunRecord } from '../harness/record/index.ts';
import { byDocument, type DocumentRecord } from './by-source.ts';
import { kindWords } from './failure-kinds.ts';
import { inline, table } from './markdown-text.ts';
import { count, productOf, type Standing, signs, standingOf } from './standing.ts';

/** Requirements by the document and section that they come from, each with its scenarios and what came of them. Written as `traceability.json`. */
interface TraceRecord {
  readonly schema: 'cmbac/trace@1';
  /** The server; left out: no run, so that nothing has a verdict. */
  readonly target?: RunRecord['target'];
  readonly documents: readonly TracedDocument[];
}

interface TracedDocument {
  readonly name: string;
  readonly requirements: number;
  readonly covered: number;
  readonly sections: readonly TracedSection[];
}

interface TracedSection {
  /** `§5`, `"Exit CMBAC 1"`; empty: the document as a whole. */
  readonly name: string;
  readonly covered: number;
  readonly requirements: readonly TracedRequirement[];
}

type TracedRequirement = Pick<RequirementRecord, 'id' | 'level' | 'sentence' | 'quote' | 'notCovered'> & {
  readonly scenarios: readonly { readonly id: string; readonly verdict: Standing | 'not-run' }[];
};

/** What a run showed of each section, or (without `scenarios`) what could be shown. */
export function bySection({
  target,
  requirements,
  scenarios = [],
}: Pick<RunRecord, 'requirements'> & Partial<Pick<RunRecord, 'target' | 'scenarios'>>): TraceRecord {
  const verdicts = new Map(scenarios.map((scenario) => [scenario.id, standingOf(scenario)]));
  const traced = (requirement: RequirementRecord): TracedRequirement => {
    const { id, level, sentence, quote, notCovered } = requirement;
    return {
      id,
      level,
      sentence,
      ...(quote !== undefined && { quote }),
      ...(notCovered !== undefined && { notCovered }),
      scenarios: requirement.scenarios.map((one) => ({ id: one, verdict: verdicts.get(one) ?? 'not-run' })),
    };
  };
  return {
    schema: 'cmbac/trace@1',
    ...(target && { target }),
    documents: byDocument(requirements)
      .toSorted((one, other) => Number(noDocuments.has(one.name)) - Number(noDocuments.has(other.name)))
      .map((document) => tracedDocument(document, traced)),
  };
}

/** Where a requirement comes from that stands in no document (docs/specifications.md). They come last. */
const noDocuments: ReadonlySet<string> = new Set(['hardening', 'assumptions']);

function tracedDocument(
  { name, sections }: DocumentRecord,
  traced: (requirement: RequirementRecord) => TracedRequirement,
): TracedDocument {
  const all = new Set(sections.flatMap(({ requirements }) => requirements));
  return {
    name,
    requirements: all.size,
    covered: coveredIn([...all]),
    sections: sections.map((section) => ({
      name: section.name,
      covered: coveredIn(section.requirements),
      requirements: section.requirements.map(traced),
    })),
  };
}

function coveredIn(requirements: readonly Pick<RequirementRecord, 'scenarios'>[]): number {
  return requirements.filter(({ scenarios }) => scenarios.length > 0).length;
}

/** Coverage section by section, for a terminal; under each what nothing covers. */
export function sectionTable({ documents }: TraceRecord): string {
  const lines = documents.flatMap(({ name, requirements, covered, sections }) => [
    `${name}  ${covered}/${requirements}`,
    ...sections.flatMap((section) => {
      const open = section.requirements.filter(({ scenarios }) => scenarios.length === 0);
      return [
        `  ${(section.name || 'as a whole').padEnd(46)} ${section.covered}/${section.requirements.length}`,
        ...open.map(({ id, notCovered }) => `      · ${id}: ${notCovered ?? 'no scenario'}`),
      ];
    }),
    '',
  ]);
  return lines.join('\n');
}

/** The way from each section to what was seen, as Markdown. */
export function traceMarkdown(run: RunRecord): string {
  const { documents } = bySection(run);
  const kinds = new Map(run.scenarios.map(({ id, kind }) => [id, kind]));
  const scenarioLine = ({ id, verdict }: TracedRequirement['scenarios'][number]): string => {
    const kind = verdict === 'failed' ? kinds.get(id) : undefined;
    const word = verdict === 'not-run' ? 'not run' : signs[verdict].words;
    return `  - ${verdict === 'not-run' ? '·' : signs[verdict].symbol} \`${id}\`: ${word}${kind === undefined ? '' : ` (${kindWords[kind].words})`}`;
  };
  const requirementLines = (one: TracedRequirement): string[] => [
    `- **${one.id}** (${inline(one.level)}) ${inline(one.sentence)}${one.quote === undefined ? '' : `\n  > ${inline(one.quote)}`}`,
    ...one.scenarios.map(scenarioLine),
    ...(one.scenarios.length === 0 ? [`  - · not covered: ${inline(one.notCovered ?? 'no scenario')}`] : []),
  ];
  const rows = documents.map(({ name, requirements, covered }) => [
    inline(name),
    `${covered} of ${requirements}`,
  ]);
  return `${[
    `# ${inline(productOf(run))}: from each document to what was seen`,
    `${count(run.requirements.length, 'requirement')}, suite ${inline(run.suite.version)}, ${run.startedAt.slice(0, 10)}. What no scenario covers is listed where it belongs.`,
    table([['document', 'covered'], ...rows]),
    ...documents.flatMap(({ name, sections }) => [
      `## ${inline(name)}`,
      ...sections.flatMap((section) => [
        `### ${inline(`${name} ${section.name}`.trim())}`,
        section.requirements.flatMap(requirementLines).join('\n'),
      ]),
    ]),
  ].join('\n\n')}\n`;
}
