/** What people type into a server that the harness cannot configure: which deployments, on which sheet. Knows no socket, and decides nothing. */
export { sheetAsCsv } from './csv.ts';
export type { DeploymentPlan, PlacedPart, PlannedDeployment } from './deployments.ts';
export { type DirectoryPlace, sheetAsLdif } from './ldif.ts';
export { sheetAsMarkdown } from './markdown.ts';
export { planFor } from './plan-for.ts';
export { playedOn } from './played.ts';
export type { ProvisionResult } from './results.ts';
export { policyFilesOf, type Sheet, withPolicyFiles } from './sheet.ts';
export { sheetFor } from './sheet-for.ts';
