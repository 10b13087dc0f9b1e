import { type Fixtures, verbArgument, verbHead, verbs } from '../fixtures/index.ts';
import {
  needsOf,
  type RowContext,
  type Settings,
  type SheetNames,
  type SheetRow,
  Spelling,
  sameIn,
  settingOf,
  settingRows,
  sheetNames,
  syntaxOf,
} from '../provisioning/index.ts';
import type { Aliases } from '../renaming.ts';
import type { Part, Scenario } from '../scenario/index.ts';
import type { TargetDriver } from '../targets/index.ts';

/** A target, as far as what is written down for it depends on it. */
export type ForTarget = Pick<TargetDriver, 'naming' | 'worksheet' | 'verbs'>;

/** What a part needs of a server, verb by verb in the words of scenarios; what is said of other domains than these is left out. */
export function needsInWords(
  scenario: Scenario,
  part: Part,
  { fixtures }: Pick<SetupOptions, 'fixtures'>,
): Record<string, unknown> {
  const { base } = fixtures;
  const can = new Set(verbs.map(({ head }) => head));
  const { users, server, rooms } = needsOf({ scenario, part }, { fixtures, can, same: sameIn(fixtures) }, []);
  const ofOne = (of: ReadonlyMap<string, Settings>): [string, unknown][] =>
    [...of].flatMap(([name, settings]) =>
      [...settings].map(([verb, { words }]): [string, unknown] => [withArgument(verb, name), words]),
    );
  const isHere = (verb: string): boolean => {
    const about = verbArgument(verb);
    const isDomain = verbs.find(({ head }) => head === verbHead(verb))?.argument === 'domain';
    return !isDomain || about === base.domain || about === base.rooms[0];
  };
  const said = [...server].map(([verb, { words }]): [string, unknown] => [verb, words]);
  return Object.fromEntries([
    ...said.filter(([verb, words]) => words !== undefined && isHere(verb)),
    ...ofOne(users),
    ...ofOne(rooms),
  ]);
}

/** `Rm.clr` of `ops` is `Rm(ops).clr`. */
function withArgument(head: string, argument: string): string {
  const [first = head, ...rest] = head.split('.');
  return `${first}(${argument})${rest.map((one) => `.${one}`).join('')}`;
}

/** What a server must have been told before a part, row by row as on a worksheet; without a target in the names of scenarios. */
export function setupOf(scenario: Scenario, part: Part, options: SetupOptions): SheetRow[] {
  const { fixtures, target } = options;
  const context = rowContext(options);
  const can = target?.verbs ?? new Set(verbs.map(({ head }) => head));
  const needs = needsOf({ scenario, part }, { fixtures, can, same: sameIn(fixtures) }, []);
  const about = (name: string, settings: Settings): SheetRow[] =>
    [...settings].flatMap(([verb, { words }]) => rowsFor({ deployment: 1, name }, verb, words, context));
  const server = [...needs.server].flatMap(([verb, { words }]) =>
    context.names.has(verb) ? rowsFor(nameOf(verb, context.names), verbHead(verb), words, context) : [],
  );
  return [
    ...server,
    ...[...needs.users].flatMap(([user, settings]) =>
      accountRows(context.names.account(user), about(context.names.account(user), settings)),
    ),
    ...[...needs.rooms].flatMap(([room, settings]) => about(context.names.room(room), settings)),
  ].map((row) => withoutPath(row));
}

export interface SetupOptions {
  readonly fixtures: Fixtures;
  readonly target?: ForTarget | undefined;
  readonly aliases?: Aliases | undefined;
}

/** Provisioning verbs in words: `the clearance of u-r@a.test becomes HARNESS-A: SECRET`. */
export function provisionInWords(change: Readonly<Record<string, unknown>>, options: SetupOptions): string[] {
  const context = rowContext(options);
  return Object.entries(change).flatMap(([verb, words]) =>
    rowsFor(nameOf(verb, context.names), verbHead(verb), context.names.value(words), context)
      .map((row) => withoutPath(row))
      .map(({ name, setting, inWords }) => `${setting} of \`${name}\`: ${inWords}`),
  );
}

/** The rows of one verb. What a directory holds is told as it stands there: it need not be a clearance at all. */
function rowsFor(
  of: { readonly deployment: number; readonly name: string },
  head: string,
  words: unknown,
  context: RowContext,
): SheetRow[] {
  if (head !== 'Dir' || words === 'none') return settingRows(of, head, words, context);
  const [what, setting] = settingOf[head] ?? ['account', head];
  const value = JSON.stringify(context.fixtures.provisionValues({ 'Dir(u)': words })['Dir(u)']);
  return [{ ...of, what, setting, verb: head, inWords: `these values of the attribute: ${value}`, value }];
}

/** What an account is when nothing is said of it. */
function accountRows(name: string, rows: readonly SheetRow[]): SheetRow[] {
  if (rows.some(({ verb }) => verb === 'U')) return [...rows];
  return [
    {
      deployment: 1,
      what: 'account',
      name,
      setting: 'clearance',
      verb: 'U',
      inWords: 'none of its own',
      value: '',
    },
    ...rows,
  ];
}

/** How labels and clearances are written; read once from the policies of the fixtures. */
export function spellingOf(fixtures: Fixtures, syntax: ReturnType<typeof syntaxOf>): Spelling {
  const known = spellings.get(fixtures) ?? new Map<string, Spelling>();
  spellings.set(fixtures, known);
  const found = known.get(syntax) ?? new Spelling(fixtures, syntax);
  known.set(syntax, found);
  return found;
}

const spellings = new WeakMap<Fixtures, Map<string, Spelling>>();

function rowContext({ fixtures, target, aliases }: SetupOptions): RowContext {
  const names = sheetNames(fixtures, target?.naming);
  return {
    fixtures,
    spelling: spellingOf(fixtures, syntaxOf(target?.worksheet)),
    passwords: '',
    names: {
      ...names,
      account: (user) => names.account(aliases?.users[user] ?? user),
      room: (room) => names.room(aliases?.rooms[room] ?? room),
    },
  };
}

function nameOf(verb: string, names: SheetNames): { readonly deployment: number; readonly name: string } {
  const argument = verbArgument(verb);
  const kind = verbs.find(({ head }) => head === verbHead(verb))?.argument;
  if (argument === undefined) return { deployment: 1, name: names.domain };
  const name =
    kind === 'room' ? names.room(argument) : kind === 'account' ? names.account(argument) : names.about(verb);
  return { deployment: 1, name };
}

/** A policy file by its place in this package. */
function withoutPath(row: SheetRow): SheetRow {
  if (row.verb !== 'Pol') return row;
  return {
    ...row,
    value: row.value.replace(/^.*[\\/](fixtures[\\/]policies[\\/])/, '$1').replaceAll('\\', '/'),
  };
}
