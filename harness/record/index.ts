/** What a run found, as data. Reports read this and nothing else. */
export type * from './diff.ts';
export type * from './matrix.ts';
export type * from './proof.ts';
export type * from './record.ts';
