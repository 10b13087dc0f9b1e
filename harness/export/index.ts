/** Scenarios written down: as a test procedure for people, as a script in scansion's language. Starts nothing, judges nothing. */
export { type Edition, type EditionOptions, editionsOf } from './edition.ts';
export { type ProcedureOptions, procedureOf } from './procedure.ts';
export { type Scripted, scriptOf } from './script.ts';
