/** Targets as people describe them in files: read, checked, and made drivers of. Holds no secret. */
export { type TargetDescription, targetDescription } from './description.ts';
export { driverOf } from './driver-of.ts';
export type { Known } from './flaw.ts';
export { loadDescription } from './load.ts';
export { makeAuthority } from './make-authority.ts';
