import { verbArgument, verbHead, verbs } from '../fixtures/index.ts';
import { shapeOfCatalog } from './catalog-rows.ts';
import type { DeploymentPlan, PlannedDeployment } from './deployments.ts';
import { outsideRows } from './outside-rows.ts';
import type { Settings } from './part-needs.ts';
import { filesOf } from './policy-names.ts';
import type { RowContext } from './row-context.ts';
import { type SheetRow, settingOf } from './sheet-row.ts';
import type { Spelled } from './spelling.ts';
import type { Provided } from './variants.ts';

/** What is typed in before a deployment: of the first one all, of others what differs from the one before. */
export function rowsOf(plan: DeploymentPlan, number: number, context: RowContext): SheetRow[] {
  const before = plan.deployments.find((one) => one.number === number - 1);
  const now = plan.deployments.find((one) => one.number === number);
  if (now === undefined) return [];
  const isNew = (one: Provided): boolean => one.deployment === number;
  return [
    ...outsideRows(plan, number, context),
    ...serverRows(before, now, context),
    ...plan.accounts.filter(isNew).flatMap((one) => accountRows(one, context)),
    ...plan.rooms.filter(isNew).flatMap((one) => roomRows(one, context)),
  ];
}

function serverRows(
  before: PlannedDeployment | undefined,
  { number, server }: PlannedDeployment,
  context: RowContext,
): SheetRow[] {
  const had: Settings = before?.server ?? new Map();
  const verbsInOrder = verbs.map(({ head }) => head);
  const inOrder = (a: string, b: string): number =>
    verbsInOrder.indexOf(verbHead(a)) - verbsInOrder.indexOf(verbHead(b)) || (a < b ? -1 : 1);
  const all = [...new Set([...had.keys(), ...server.keys()])].filter((verb) => context.names.has(verb));
  const changed = all.filter((verb) => had.get(verb)?.same !== server.get(verb)?.same);
  return changed.sort(inOrder).flatMap((verb) => {
    const argument = verbArgument(verb);
    const name = argument === undefined ? context.names.domain : context.names.about(verb);
    const words = context.names.value(server.get(verb)?.words);
    const rows = settingRows({ deployment: number, name }, verbHead(verb), words, context);
    // An account that is said to the server is another server's, or a component's
    return rows.map((row) => (row.what === 'account' ? { ...row, what: whoseIs(argument, context) } : row));
  });
}

function whoseIs(user = '', { fixtures: { base } }: RowContext): 'component' | 'peer' {
  const domain = user.split('@').at(-1) ?? '';
  return base.components[domain] ? 'component' : 'peer';
}

function accountRows({ name, settings, deployment }: Provided, context: RowContext): SheetRow[] {
  const of = { deployment, name: context.names.account(name) };
  const password = {
    ...of,
    what: 'account',
    setting: 'password',
    verb: '',
    inWords: context.passwords,
    value: '',
  };
  return [password, ...settingsRows(of, settings, context)];
}

function roomRows({ name, settings, deployment }: Provided, context: RowContext): SheetRow[] {
  return settingsRows({ deployment, name: context.names.room(name) }, settings, context);
}

type Of = Pick<SheetRow, 'deployment' | 'name'>;

function settingsRows(of: Of, settings: Settings, context: RowContext): SheetRow[] {
  return [...settings].flatMap(([verb, { words }]) => settingRows(of, verb, words, context));
}

/** One verb: several rows where a value has several parts. `undefined`: it is taken away. */
export function settingRows(of: Of, verb: string, words: unknown, context: RowContext): SheetRow[] {
  const known = verbs.find(({ head }) => head === verb);
  const [what, setting] = settingOf[verb] ?? ['server', known?.meaning ?? verb];
  const row = (spelled: Spelled, detail = ''): SheetRow => ({
    ...of,
    what,
    setting: detail === '' ? setting : `${setting} ${detail}`,
    verb,
    ...spelled,
  });
  if (words === undefined) return [row({ inWords: 'none any more, as usual', value: '' })];
  if (words === 'none') return [row({ inWords: 'none', value: 'none' })];
  const { spelling, fixtures } = context;
  switch (known?.shape) {
    case 'clearance':
    case 'server-clearance':
    case 'directory-entry':
      if (words === 'certificate') break;
      return spelling.clearance(words).map((one) => row(one));
    case 'label':
      return typeof words === 'string' ? [row(spelling.label(words))] : [];
    case 'policies':
      return namesIn(words).map((name, index) =>
        row(
          { inWords: spelling.policy(name), value: filesOf(fixtures, [name])[0] ?? '' },
          index === 0 ? '1, which governs' : String(index + 1),
        ),
      );
    case 'peer-mapping':
      return [row(spelling.mapping(words))];
    case 'catalog':
      return shapeOfCatalog(words, spelling).map(({ detail, ...spelled }) => row(spelled, detail));
    default:
      break;
  }
  const text =
    typeof words === 'string' || typeof words === 'boolean' ? String(words) : JSON.stringify(words);
  return [row({ inWords: text, value: text })];
}

function namesIn(words: unknown): string[] {
  return Array.isArray(words) ? words.map(String) : [];
}
