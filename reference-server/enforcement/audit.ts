import { explain } from '#policy';
import type { Stanza } from '../xmpp/index.ts';
import type { Refusal } from './ruling.ts';
import type { Visitor } from './visitor-covers.ts';

/**
 * One refusal, of a stanza or of a session, for those who may know everything about it: one JSON line. It never leaves
 * the server.
 */
export interface AuditRecord {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** A stanza was refused; or a session, before it began or while it went on. */
  readonly event: 'refused' | 'session-refused' | 'session-ended';
  readonly check: Refusal['check'];
  readonly kind: Refusal['kind'];
  readonly stanza?: { readonly kind: string; readonly type: string; readonly id?: string };
  readonly from: string;
  /** Where the session comes from, if that is known. Not of a stanza. */
  readonly address?: string;
  /** A session is for the domain of its account. */
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

/** Of a session that its user may not have: not at all, or not any longer. */
export function accessRecord(
  event: 'session-refused' | 'session-ended',
  { jid, origin }: Visitor,
  { check, kind, reasons }: Refusal,
  now: Date,
): AuditRecord {
  return {
    at: now.toISOString(),
    event,
    check,
    kind,
    from: jid.full,
    ...(origin === undefined ? {} : { address: origin.address }),
    to: jid.domain,
    reasons: reasons.map((reason) => explain(reason)),
  };
}
