import type { SheetRow } from '../provisioning/index.ts';
import type { Edition } from './edition.ts';

/** What the server must have been told: what this test is about first, then what is usual. */
export function setupSection(edition: Edition, title: string): string[] {
  const { setup } = edition;
  const special = setup.filter((row) => isSpecial(row, edition));
  const usual = setup.filter((row) => !isSpecial(row, edition));
  return [
    title,
    '',
    ...(special.length === 0 ? [] : ['What this test rests on:', '', ...tableOf(special), '']),
    ...(usual.length === 0
      ? []
      : [special.length === 0 ? 'As in all tests:' : 'And as in all tests:', '', ...tableOf(usual), '']),
  ];
}

/** Is it said by the scenario itself? Accounts always count: whoever plays is what a test is about. */
function isSpecial({ verb, what, setting }: SheetRow, { part }: Edition): boolean {
  const heads = Object.keys(part.provision).map((key) => key.replace(/\([^)]*\)/, ''));
  return heads.includes(verb) || (what === 'account' && setting === 'clearance');
}

/** The rows that differ in the second half, and those that are there no more. */
export function changesBetween({ setup: before }: Edition, { setup: after }: Edition): string[] {
  const isIn = (rows: readonly SheetRow[], row: SheetRow): boolean =>
    rows.some((one) => textOf(one) === textOf(row));
  const changed = after.filter((row) => !isIn(before, row));
  const gone = before.filter((row) => !after.some((one) => keyOf(one) === keyOf(row)));
  if (changed.length + gone.length === 0) return ['Nothing on the server: the steps differ.'];
  return tableOf([
    ...changed,
    ...gone.map((row) => ({ ...row, inWords: 'none any more, as usual', value: '' })),
  ]);
}

function keyOf({ what, name, setting }: SheetRow): string {
  return `${what} ${name} ${setting}`;
}

function textOf(row: SheetRow): string {
  return `${keyOf(row)} ${row.inWords} ${row.value}`;
}

function tableOf(rows: readonly SheetRow[]): string[] {
  const isPlain = rows.every(({ value, inWords }) => value === '' || value === inWords);
  const lines = rows.map(
    ({ what, name, setting, inWords }) =>
      `| ☐ | ${what} | \`${name}\` | ${cell(setting)} | ${cell(inWords)} |`,
  );
  if (isPlain) return ['| | what | name | setting | in words |', '| --- | --- | --- | --- | --- |', ...lines];
  return [
    '| | what | name | setting | in words | written |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ what, name, setting, inWords, value }) =>
        `| ☐ | ${what} | \`${name}\` | ${cell(setting)} | ${cell(inWords)} | ${value === '' || value === inWords ? '' : `\`${cell(value)}\``} |`,
    ),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
