import type { Category } from './label.ts';

/** How many members of a group a label must have. */
export const operations = ['onlyOne', 'oneOrMore', 'all'] as const;
export type Operation = (typeof operations)[number];

/** One way of having a member: any of these. One value of the SPIF, or all the values of a tag set and kind. */
export type Member = ReadonlySet<Category>;

/** Categories that must stand beside a classification or category. */
export interface RequiredCategory {
  readonly operation: Operation;
  readonly members: readonly Member[];
}

/** When something may be used, in milliseconds since 1970; without a bound for ever. */
export interface Period {
  readonly notBefore?: number;
  readonly notAfter?: number;
}

/** How many values of one tag a label may have. */
export interface Selection {
  readonly min: number;
  readonly max: number;
  /** At most one, said in the SPIF's other way. */
  readonly single: boolean;
}

/** Is it too early, too late, or the time? */
export function timeOf(period: Period, now: Date): 'early' | 'in-force' | 'late' {
  if (now.getTime() < (period.notBefore ?? Number.NEGATIVE_INFINITY)) return 'early';
  if (now.getTime() > (period.notAfter ?? Number.POSITIVE_INFINITY)) return 'late';
  return 'in-force';
}

/** Does a label with these categories have what is required? */
export function isMet(required: RequiredCategory, present: ReadonlySet<Category>): boolean {
  const count = required.members.filter((member) => has(present, member)).length;
  switch (required.operation) {
    case 'onlyOne':
      return count === 1;
    case 'oneOrMore':
      return count >= 1;
    case 'all':
      return count === required.members.length;
  }
}

/** Is the member there? `except` does not count. */
export function has(present: ReadonlySet<Category>, member: Member, except?: Category): boolean {
  const [few, many] = present.size < member.size ? [present, member] : [member, present];
  for (const category of few) if (category !== except && many.has(category)) return true;
  return false;
}
