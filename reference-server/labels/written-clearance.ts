import type { LabelFinding, UnreadPart, WrittenCategory, WrittenPolicy } from './written-label.ts';

/** A clearance as its syntax writes it, with nothing looked up: for one policy, a list of classifications and categories. */
export interface WrittenClearance {
  readonly policy: WrittenPolicy;
  readonly classifications: readonly (bigint | string)[];
  readonly categories: readonly WrittenCategory[];
  /** Parts with an unknown syntax: they grant nothing. */
  readonly unread: readonly UnreadPart[];
  /** What a reader finds odd and passes over; absent when there is nothing. */
  readonly findings?: readonly LabelFinding[];
}
