import type { Finding, PartRecord, RunRecord } from '../record/index.ts';
import { type Check, reachVerb } from './checks/index.ts';
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

/** A check, and what it is about at the server. */
type Addressed = Check & { readonly address: string };

/** What the probes showed, thing by thing. `rows`: all of the sheets up to the deployment, in order. */
export function resultsOf(
  checks: readonly Addressed[],
  record: Pick<RunRecord, 'scenarios'>,
  rows: readonly SheetRow[],
): ProvisionResult[] {
  const partOf = ({ look }: Check): PartRecord | undefined =>
    typeof look === 'string'
      ? undefined
      : record.scenarios.find(({ id }) => id === look.scenario.id)?.parts[0];
  const absent = checks.filter((one) => one.verb === '' && partOf(one)?.outcome === 'broken');
  const names = new Set(absent.map(({ address }) => address));
  return checks.map((check) => {
    const { verb, address, look } = check;
    const typed = lastTyped(rows, verb, address);
    const setting =
      verb === '' ? 'account' : verb === reachVerb ? 'can be reached' : (settingOf[verb]?.[1] ?? verb);
    const about = { name: address, setting };
    if (typeof look === 'string') return { ...about, standing: 'cannot be seen', sentence: look };
    if (verb !== '' && names.has(address))
      return { ...about, standing: 'cannot be seen', sentence: 'the account is not there yet' };
    return { ...about, ...standingOf(check, partOf(check), typed) };
  });
}

/** The rows that said it last. */
function lastTyped(rows: readonly SheetRow[], verb: string, name: string): SheetRow[] {
  const own = rows.filter((row) => row.name === name && row.verb === verb);
  const last = Math.max(...own.map(({ deployment }) => deployment));
  return own.filter(({ deployment }) => deployment === last);
}

function standingOf(
  { verb, address, look }: Addressed,
  part: PartRecord | undefined,
  typed: readonly SheetRow[],
): Pick<ProvisionResult, 'standing' | 'sentence'> {
  if (part?.outcome === 'passed') return { standing: 'done', sentence: '' };
  const finding = part?.findings.find(({ outcome }) => outcome === part.outcome);
  const seen = finding === undefined ? 'nothing was seen' : seenIn(finding);
  if (part?.outcome === 'unsupported') return { standing: 'cannot be seen', sentence: seen };
  return { standing: 'not done', sentence: `${whatToType(verb, address, typed, isKeptOut(look))} (${seen})` };
}

/** Should the account have no session? */
function isKeptOut(look: Check['look']): boolean {
  if (typeof look === 'string') return false;
  return look.scenario.steps.some((step) => 'login' in step && step.login.expect === 'refused');
}

/** What the harness could not do says enough alone. */
function seenIn({ claim, seen = '', outcome }: Finding): string {
  return outcome === 'broken' ? seen : `${claim}: ${seen}`;
}

function whatToType(verb: string, name: string, typed: readonly SheetRow[], isKeptOut: boolean): string {
  if (verb === '' && isKeptOut)
    return `see to the access labels of the server and its domain, which let ${name} in`;
  if (verb === '') return `make the account ${name}, with the password that the sheet names`;
  if (verb === 'Cat') return `give ${name} the catalog of its sheet, label by label`;
  if (verb === reachVerb) return `see that the server knows where ${name} is, and believes its authority`;
  const [first] = typed;
  if (first === undefined) return `see to ${verb} of ${name}`;
  const values = typed.map(({ inWords, value }) =>
    value === '' || value === inWords ? inWords : `${inWords}, \`${value}\``,
  );
  return `give ${name} the ${first.setting} ${values.join(' and ')}`;
}
