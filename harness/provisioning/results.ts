import type { PartRecord, RunRecord } from '../record/index.ts';
import type { Check } from './checks/index.ts';
import { type SheetRow, settingOf } from './sheet-row.ts';

/** Was it typed in as the sheet says? */
export type Standing = 'done' | 'not done' | 'cannot be seen';

/** One thing of the sheet, and whether it was done. */
export interface ProvisionResult {
  readonly name: string;
  readonly setting: string;
  readonly standing: Standing;
  /** What to type in, or why it cannot be seen; empty: it was done. */
  readonly sentence: string;
}

/** What the probes showed, thing by thing. `rows`: all of the sheets up to the deployment, in order. */
export function resultsOf(
  checks: readonly (Check & { readonly address: string })[],
  record: Pick<RunRecord, 'scenarios'>,
  rows: readonly SheetRow[],
): ProvisionResult[] {
  return checks.map(({ verb, address, look }) => {
    const typed = lastTyped(rows, verb, address);
    const setting = verb === '' ? 'account' : (settingOf[verb]?.[1] ?? verb);
    const about = { name: address, setting };
    if (typeof look === 'string') return { ...about, standing: 'cannot be seen', sentence: look };
    const part = record.scenarios.find(({ id }) => id === look.scenario.id)?.parts[0];
    return { ...about, ...standingOf(part, verb, address, typed) };
  });
}

/** The rows that said it last. */
function lastTyped(rows: readonly SheetRow[], verb: string, name: string): SheetRow[] {
  const own = rows.filter((row) => row.name === name && row.verb === verb);
  const last = Math.max(...own.map(({ deployment }) => deployment));
  return own.filter(({ deployment }) => deployment === last);
}

function standingOf(
  part: PartRecord | undefined,
  verb: string,
  name: string,
  typed: readonly SheetRow[],
): Pick<ProvisionResult, 'standing' | 'sentence'> {
  if (part?.outcome === 'passed') return { standing: 'done', sentence: '' };
  const finding = part?.findings.find(({ outcome }) => outcome === part.outcome);
  const seen = finding === undefined ? 'nothing was seen' : [finding.claim, finding.seen ?? ''].join(': ');
  if (part?.outcome === 'unsupported') return { standing: 'cannot be seen', sentence: seen };
  return { standing: 'not done', sentence: `${whatToType(verb, name, typed)} (${seen})` };
}

function whatToType(verb: string, name: string, typed: readonly SheetRow[]): string {
  if (verb === '') return `make the account ${name}, with the password that the sheet names`;
  const [first] = typed;
  if (first === undefined) return `see to ${verb} of ${name}`;
  const values = typed.map(({ inWords, value }) =>
    value === '' || value === inWords ? inWords : `${inWords}, \`${value}\``,
  );
  return `give ${name} the ${first.setting} ${values.join(' and ')}`;
}
