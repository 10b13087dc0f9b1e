import type { Exempt, Releasable } from '../enforcement/index.ts';

/** What may leave the server: a message that every check has passed, or a stanza that is not checked. */
export type Deliverable = Releasable | Exempt;
