/** What people type into a server that the harness cannot configure: which deployments, on which sheet. Knows no socket, and decides nothing. */
export { sameIn } from './canonical.ts';
export { sheetAsCsv } from './csv.ts';
export type { DeploymentPlan, PlacedPart, PlannedDeployment } from './deployments.ts';
export { type DirectoryPlace, sheetAsLdif } from './ldif.ts';
export { sheetAsMarkdown } from './markdown.ts';
export { needsOf, type Settings } from './part-needs.ts';
export { planFor } from './plan-for.ts';
export { playedOn } from './played.ts';
export type { ProvisionResult } from './results.ts';
export type { RowContext } from './row-context.ts';
export { settingRows } from './rows.ts';
export { filesOn, type Sheet, withFiles } from './sheet.ts';
export { sheetFor } from './sheet-for.ts';
export { type SheetNames, sheetNames } from './sheet-names.ts';
export { type SheetRow, settingOf } from './sheet-row.ts';
export { Spelling, syntaxOf } from './spelling.ts';
