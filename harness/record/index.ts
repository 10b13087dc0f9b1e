/** What a run found, as data. Reports read this and nothing else. */
export type * from './areas.ts';
export type * from './controls.ts';
export { controlsSchema } from './controls-schema.ts';
export type * from './diff.ts';
export { failureKinds } from './failure-kinds.ts';
export type * from './matrix.ts';
export type * from './proof.ts';
export type * from './record.ts';
export { runSchema } from './record-schema.ts';
export type * from './scs.ts';
export * from './target-check.ts';
export { visible } from './visible-text.ts';
