import { instantOf, type WrittenLabel } from '#labels';
import type { Reason } from './reason.ts';

/** What a label says now, or why nobody can tell. */
export type InForce =
  | { readonly ok: true; readonly written: WrittenLabel }
  | { readonly ok: false; readonly reason: Reason };

/** What a review date that has passed does: nothing, or it puts the successor in force. */
export type ElapsedReview = 'ignore' | 'succeed';

/** Most successors that are followed. */
export const maxSuccessions = 4;

/**
 * What a label says at this moment: from the date of a succession on it is the successor, whose own succession counts in
 * turn.
 *
 * A review date that has passed leaves the label as it is, unless told otherwise: ADatP-4774.1 §4.3 rule 1 has it put the
 * successor in force, which may lower the label before its originator meant it to.
 *
 * Source: ADatP-4774 App. 1; ADatP-4774.1 §4.3.
 */
export function labelInForce(written: WrittenLabel, now: Date, elapsedReview?: ElapsedReview): InForce {
  let current = written;
  for (let followed = 0; ; followed += 1) {
    const { succession, review } = current.metadata4774 ?? {};
    if (succession === undefined) return { ok: true, written: current };
    const dates = [succession.at, elapsedReview === 'succeed' ? (review ?? succession.at) : succession.at];
    const unreadable = dates.find((date) => Number.isNaN(instantOf(date)));
    if (unreadable !== undefined) return { ok: false, reason: { kind: 'unreadable-date', date: unreadable } };
    if (!dates.some((date) => instantOf(date) <= now.getTime())) return { ok: true, written: current };
    if (followed === maxSuccessions) return { ok: false, reason: { kind: 'too-many-successors' } };
    current = succession.successor;
  }
}
