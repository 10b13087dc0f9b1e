import type { Sheet } from './sheet.ts';
import type { SheetRow } from './sheet-row.ts';

const columns: readonly (keyof SheetRow)[] = [
  'deployment',
  'what',
  'name',
  'setting',
  'verb',
  'inWords',
  'value',
];

/** The sheet as CSV: a line for each setting, the first one says what the columns are. Source: RFC 4180. */
export function sheetAsCsv({ deployments }: Pick<Sheet, 'deployments'>): string {
  const rows = deployments.flatMap((one) => one.rows);
  const lines = rows.map((row) => columns.map((column) => field(String(row[column]))).join(','));
  return [columns.map((column) => (column === 'inWords' ? 'in words' : column)).join(','), ...lines, ''].join(
    '\r\n',
  );
}

/** In quotes where it has to be. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
