/** Where a label is checked, and nothing else is decided: it knows stanzas and policies, and leaves sockets, routing and services to others. */
export { admit } from './admit.ts';
export type { Arrival } from './arrival.ts';
export { type Audit, type AuditRecord, auditRecord } from './audit.ts';
export type { ClearanceSource } from './clearances.ts';
export { admitError, admitUnlabelled, type Exempt, ownStanza } from './exempt.ts';
export { checkExit } from './exit.ts';
export { FaultError, type FaultName, type Faults, faultTable, noFaults, readFaults } from './faults.ts';
export { hold, recall } from './held.ts';
export { isLabel } from './label-element.ts';
export { stampLabel } from './marked-label.ts';
export { unlabelledWouldPass, wouldPass } from './offer.ts';
export { inLanguageOf } from './recipient-language.ts';
export { deniedNamespace, refuse, replyWith } from './refuse.ts';
export type { MarkingMode, Rules } from './rules.ts';
export type { CheckName, Refusal, Ruling } from './ruling.ts';
export type { Accepted, Entered, LabelledStanza, Releasable } from './stages.ts';
