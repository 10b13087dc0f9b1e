import type { Label } from '#policy';
import type { FaultName } from './faults/faults.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';
import { refusalOfVisitor, type Visitor } from './visitor-covers.ts';

/**
 * Why this user may have no session, from that place; `undefined`: a session may be had. The label of the server and that
 * of the user's own domain must both be covered, each by the clearance of the user and by that of the location. What the
 * session may send and get is another question, which these labels do not answer.
 */
export function checkAccess(visitor: Visitor, rules: Rules): Refusal | undefined {
  const { server, domains } = rules.access;
  const { domain } = visitor.jid;
  const own = rules.faults.has('access.any-domain') ? [...domains.values()][0] : domains.get(domain);
  return (
    refusalAt('access.server', server, visitor, rules) ?? refusalAt('access.domain', own, visitor, rules)
  );
}

/** Is there any such label? Without one no session need be looked at again. */
export function limitsAccess({ access }: Rules): boolean {
  return access.server !== undefined || access.domains.size > 0;
}

/** What a user without access is told: the same of every label, and never which one it is. */
export function accessText(refusal: Refusal, { faults }: Rules): string {
  if (!faults.has('access.text')) return 'Not permitted';
  const names = refusal.reasons.map((reason) =>
    reason.kind === 'classification-not-held' ? reason.classification.name : reason.kind,
  );
  return `Only for users who are cleared for ${names.join(', ')}`;
}

function refusalAt(
  fault: FaultName,
  label: Label | undefined,
  visitor: Visitor,
  rules: Rules,
): Refusal | undefined {
  if (label === undefined || rules.faults.has(fault)) return undefined;
  return refusalOfVisitor(label, visitor, rules);
}
