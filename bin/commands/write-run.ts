import { writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { DiffRecord, RunRecord } from '../../harness/record/index.ts';
import {
  badgeJson,
  badgeSvg,
  bySection,
  htmlReport,
  junit,
  markdown,
  traceMarkdown,
} from '../../reports/index.ts';

/** What a report can be asked for as, and for whom. */
export const formats = {
  html: 'a page for people, in one file',
  junit: 'for CI systems',
  json: 'the record itself, for programs',
  md: 'a summary for a pull request',
  trace: 'from each section of each document to what was seen',
  badge: 'the verdict in two words',
} as const;

export type Format = keyof typeof formats;

/** What reports are made of besides the record. */
interface Beside {
  /** The run's folder, where its transcripts are. */
  readonly folder: string;
  /** What it found otherwise than a run before. */
  readonly diff?: DiffRecord;
}

const writers: Readonly<
  Record<Format, (run: RunRecord, beside: Beside) => Readonly<Record<string, string>>>
> = {
  html: (run, { folder }) => ({ 'index.html': htmlReport(run, fromHere(folder)) }),
  junit: (run, { folder }) => ({ 'junit.xml': junit(run, fromHere(folder)) }),
  json: (run) => ({ 'run.json': `${JSON.stringify(run, null, 1)}\n` }),
  md: (run, { diff }) => ({ 'summary.md': markdown(run, diff) }),
  trace: (run) => ({
    'traceability.md': traceMarkdown(run),
    'traceability.json': `${JSON.stringify(bySection(run), null, 1)}\n`,
  }),
  badge: (run) => ({ 'badge.svg': badgeSvg(run), 'badge.json': badgeJson(run) }),
};

/** Write reports into a folder. @returns the paths of the files */
export function writeReports(
  out: string,
  run: RunRecord,
  asked: readonly Format[],
  beside: Beside = { folder: out },
): string[] {
  return asked.flatMap((format) =>
    Object.entries(writers[format](run, beside)).map(([name, text]) => {
      const file = join(out, name);
      writeFileSync(file, text);
      return file;
    }),
  );
}

/** Write what a run found into its folder. The transcripts are there already. */
export function writeRun(folder: string, record: RunRecord): void {
  writeReports(folder, record, ['json', 'junit', 'html', 'md', 'badge']);
}

/** A folder as CI systems want it, which collect from the current one. */
function fromHere(folder: string): string {
  const way = relative(process.cwd(), folder);
  return (way.startsWith('..') || isAbsolute(way) ? folder : way).replaceAll('\\', '/');
}
