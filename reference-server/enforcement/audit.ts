import { explain } from '#policy';
import type { Stanza } from '../xmpp/index.ts';
import type { Refusal } from './ruling.ts';

/** One refusal, for those who may know everything about it: one JSON line. It never leaves the server. */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly event: 'refused';
  readonly check: Refusal['check'];
  readonly kind: Refusal['kind'];
  readonly stanza: { readonly kind: string; readonly type: string; readonly id?: string };
  readonly from: string;
  readonly to: string;
  readonly reasons: readonly string[];
}

/** Writes a refusal down. */
export type Audit = (stanza: Stanza, refusal: Refusal) => void;

export function auditRecord(stanza: Stanza, refusal: Refusal, now: Date): AuditRecord {
  return {
    at: now.toISOString(),
    event: 'refused',
    check: refusal.check,
    kind: refusal.kind,
    stanza: { kind: stanza.kind, type: stanza.type, ...(stanza.id === undefined ? {} : { id: stanza.id }) },
    from: stanza.from.full,
    to: stanza.to?.full ?? stanza.from.bare,
    reasons: refusal.reasons.map((reason) => explain(reason)),
  };
}
