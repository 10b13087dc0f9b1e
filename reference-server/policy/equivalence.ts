import type { Oid, TagKind } from '#labels';
import type { Operation } from './rules.ts';

/**
 * When a mapping is made, as the SPIF's `applied` has it: by the side that originates (`encrypt`), by the side that
 * receives (`decrypt`), or by somebody between them, who maps what he received (`decrypt`).
 *
 * Source: ADatP-4774.1 §3.6.
 */
export type MappingPurpose = 'originate' | 'receive' | 'intermediary';

/** The sides that one entry of an equivalence table is for. */
export type Applied = readonly Exclude<MappingPurpose, 'intermediary'>[];

/**
 * Categories that a mapped label must be given, named in the words of the policy that it is mapped to: they can
 * only be looked up when that policy is at hand.
 */
export interface FixUp {
  readonly operation: Operation;
  readonly members: readonly ForeignMember[];
}

/** A value of another policy, or (`all`) every value of that tag set and kind, or (neither) some value of it. */
export interface ForeignMember {
  readonly tagSetRef: string;
  /** Undefined when the SPIF says `enumerated` and leaves out which. */
  readonly kind: TagKind | undefined;
  readonly lacv?: bigint | string;
  readonly all: boolean;
}

/** What a classification is called under another policy. */
export interface EquivalentClassification {
  readonly policy: Oid;
  readonly lacv: bigint;
  readonly applied: Applied;
  readonly fixUps: readonly FixUp[];
}

/** What a category is called under another policy; nothing where the SPIF says that it is left out there. */
export interface EquivalentCategory {
  readonly policy: Oid;
  readonly applied: Applied;
  readonly becomes?: {
    readonly tagSet: Oid;
    readonly kind: TagKind | undefined;
    readonly lacv: bigint | string;
  };
}

/** What labels with any value of a tag set need under another policy. */
export interface EquivalentTagSet {
  readonly policy: Oid;
  readonly fixUps: readonly FixUp[];
}

/** A policy that labels can be mapped to, and what every label mapped to it needs. */
export interface EquivalentPolicy {
  readonly oid: Oid;
  readonly name: string;
  readonly fixUps: readonly FixUp[];
}
