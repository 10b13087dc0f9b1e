import type { Sheet, SheetDeployment } from './sheet.ts';
import type { SheetRow } from './sheet-row.ts';

/** How commands on the sheet name the target and the scenarios. */
export interface SheetCommands {
  /** What stands after `cmbac provision verify` and `cmbac run -t`: a name or a file. */
  readonly target: string;
  /** The patterns and options that the sheet was made for, as they are typed; empty: all scenarios. */
  readonly patterns: string;
}

/** The sheet for a person to follow and tick off. */
export function sheetAsMarkdown(sheet: Sheet, commands: SheetCommands, only?: number): string {
  const { target, deployments, instructions } = sheet;
  const shown = deployments.filter(({ number }) => only === undefined || number === only);
  return [
    `# What to type in: ${target}`,
    '',
    ...(instructions === undefined ? [] : [instructions.trim(), '']),
    'A box for each line. The value is what the server is given; the words before it say the same in plain language. Nobody’s clearance ever',
    'changes: where a test wants another one, another account has it. No password is on this sheet.',
    '',
    ...(only === undefined ? [...overview(sheet), ...before(sheet)] : []),
    ...shown.flatMap((one) => sectionOf(one, sheet, commands)),
  ].join('\n');
}

function overview({ deployments, unsupported }: Sheet): string[] {
  if (deployments.length === 0)
    return ['There is nothing to type in: the target can be asked none of this.', ''];
  const total = deployments.reduce((sum, { parts }) => sum + parts, 0);
  let sum = 0;
  const rows = deployments.map(({ number, rows: lines, parts, scenarios }) => {
    sum += parts;
    const share = `${Math.floor((100 * sum) / total)} %`;
    return `| ${number} | ${lines.length} | ${parts} | ${scenarios} | ${share} |`;
  });
  return [
    ...(deployments.length === 1
      ? ['Once is enough: all of it is played on one deployment.']
      : [
          'Most of it is played on the first ones. Each run has a report of its own; `npx cmbac merge` joins them when all are played.',
        ]),
    '',
    '| deployment | lines to type in | parts that it plays | of so many scenarios | together |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    ...(unsupported === 0
      ? []
      : [
          `${unsupported} further parts cannot be asked of this target; the report of the run says which and why.`,
          '',
        ]),
  ];
}

/** What no row says, and every run rests on. */
function before({ domains }: Sheet): string[] {
  const list = (holds: 'users' | 'rooms'): string =>
    domains.flatMap((one) => (one.holds === holds ? [`\`${one.name}\``] : [])).join(', ');
  return [
    '## Before anything else',
    '',
    `- ☐ Users log in to ${list('users')}; the certificate names each of these domains.`,
    ...(list('rooms') === ''
      ? []
      : [`- ☐ Rooms are at ${list('rooms')}; whoever is logged in may make one there.`]),
    '- ☐ No limit on what a client sends in a second: with one a run takes minutes more, or fails.',
    '- ☐ Nobody else uses the accounts: the tests end their other sessions and empty their contact lists.',
    '',
  ];
}

function sectionOf(
  { number, rows }: SheetDeployment,
  { target: name, deployments }: Sheet,
  { target, patterns }: SheetCommands,
): string[] {
  const several = deployments.length > 1;
  const which = several ? ` --deployment ${number}` : '';
  const after = number === 1 ? '' : `: what changes after deployment ${number - 1}`;
  const kinds = order.filter((what) => rows.some((row) => row.what === what));
  const long = longValuesIn(rows);
  return [
    `## Deployment ${number}${several ? ` of ${deployments.length}` : ''}${after}`,
    '',
    ...(rows.length === 0 ? ['Nothing.', ''] : []),
    ...kinds.flatMap((what) =>
      sectionFor(
        what,
        rows.filter((row) => row.what === what),
        long,
      ),
    ),
    ...long.flatMap((value, index) => [`Value ${index + 1}:`, '', '```', value, '```', '']),
    'Then see that it was done, and play what it is for:',
    '',
    '```sh',
    `npx cmbac provision verify ${target}${which}${patterns}`,
    `npx cmbac run -t ${target}${which}${patterns} --out runs/${several ? number : name}`,
    '```',
    '',
  ];
}

/** Values that are too long for a table, each once. */
function longValuesIn(rows: readonly SheetRow[]): string[] {
  return [...new Set(rows.map(({ value }) => value).filter((value) => value.length > longestInTable))];
}

const longestInTable = 160;

const order = [
  'policy',
  'server',
  'domain',
  'catalog',
  'location',
  'peer',
  'component',
  'account',
  'room',
] as const;

const titles: Readonly<Record<(typeof order)[number], string>> = {
  policy: 'Security policies',
  server: 'The server',
  domain: 'Domains',
  catalog: 'Label catalogs',
  location: 'Places',
  peer: 'Other servers',
  component: 'Components',
  account: 'Accounts',
  room: 'Rooms',
};

function sectionFor(
  what: (typeof order)[number],
  rows: readonly SheetRow[],
  long: readonly string[],
): string[] {
  const lines = what === 'account' ? rows.filter(({ setting }) => setting !== 'password') : rows;
  const plain = rows.filter(({ name }) => !lines.some((line) => line.name === name));
  const table = [
    ...lines.map((row) => lineOf(row, long)),
    ...plain.map(({ name }) => `| ☐ | ${name} | no setting of its own | | |`),
  ];
  return [
    `### ${titles[what]}`,
    '',
    ...remarkOn(what, rows),
    '| | name | setting | in words | value |',
    '| --- | --- | --- | --- | --- |',
    ...table,
    '',
  ];
}

function remarkOn(what: string, rows: readonly SheetRow[]): string[] {
  if (what === 'room')
    return [
      'Only what is said of these addresses: the tests make the rooms themselves, and destroy them.',
      '',
    ];
  const password = rows.find(({ setting }) => setting === 'password');
  return password === undefined ? [] : [`The password of each: ${password.inWords}.`, ''];
}

function lineOf({ name, setting, inWords, value }: SheetRow, long: readonly string[]): string {
  const number = long.indexOf(value) + 1;
  const written =
    number > 0 ? `value ${number} below` : value === '' || value === inWords ? '' : `\`${value}\``;
  return `| ☐ | ${name} | ${setting} | ${inWords} | ${written} |`;
}
