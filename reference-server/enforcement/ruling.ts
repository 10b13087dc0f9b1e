import type { Reason } from '#policy';

/** What a check says: go on with this, or not, and why. */
export type Ruling<Message> = { readonly allowed: true; readonly message: Message } | Refusal;

/**
 * Why a stanza goes no further. `kind` chooses the error (requirements: one profile for each, the same from whichever
 * check it comes); `check` and `reasons` are for the audit log and never leave the server.
 */
export interface Refusal {
  readonly allowed: false;
  readonly kind: 'malformed' | 'unlabelled' | 'marking' | 'denied' | 'unavailable' | 'closed';
  readonly check: CheckName;
  readonly reasons: readonly Reason[];
}

/** The enforcement points that a message meets, in their order. */
export type CheckName =
  | 'label'
  | 'entry'
  | 'server'
  | 'domain'
  | 'room'
  | 'exit'
  | 'catalog'
  | 'access'
  | 'presence'
  | 'iq';

export function refused(kind: Refusal['kind'], check: CheckName, reasons: readonly Reason[]): Refusal {
  return { allowed: false, kind, check, reasons };
}

/** In doubt, deny: a mistake of ours refuses like any other denial. */
export function refusedByMistake(check: CheckName): Refusal {
  return refused('denied', check, [{ kind: 'rule', rule: 'the server made a mistake' }]);
}
