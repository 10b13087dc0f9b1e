import { LabelError, type WrittenClearance } from '#labels';
import { type Clearance, type ClearanceOptions, type Policies, resolveClearance } from '#policy';
import { type Given, keyOf } from './given.ts';
import { type GivenClearances, readGivenClearances } from './read-given.ts';
import { Remember } from './remember.ts';
import { type Remark, remark } from './say.ts';

/** What one given clearance grants, and what about it grants nothing. */
export interface HeldClearance {
  /** Its place in the list, from 0. */
  readonly at: number;
  readonly written: WrittenClearance;
  readonly syntax: GivenClearances['syntax'];
  /** Undefined when its policy is not loaded. */
  readonly clearance: Clearance | undefined;
  readonly findings: readonly Remark[];
}

/** All that one holder holds, or that one of the clearances cannot be read: then nothing is held. */
export interface Holding {
  readonly held: readonly HeldClearance[];
  readonly unreadable: readonly Remark[];
}

/**
 * Reads the clearances of one holder under policies. One that cannot be read takes the others with it: an administrator
 * meant something by it, and nobody knows what.
 */
export function hold(policies: Policies, given: readonly Given[], options: ClearanceOptions): Holding {
  const held: HeldClearance[] = [];
  const unreadable: Remark[] = [];
  for (const one of given) {
    const key = `${options.memberships ?? ''} ${keyOf(one)}`;
    const reading = readings.get(policies, key, () => read(policies, one, options));
    const at = held.length + unreadable.length;
    if ('kind' in reading) unreadable.push({ ...reading, clearance: at });
    else held.push(...reading.map((clearance, place) => numbered(clearance, at + place)));
  }
  return { held, unreadable };
}

/** The clearances that a given one writes, of which a value may write several; or why it cannot be read. */
type Reading = readonly Omit<HeldClearance, 'at'>[] | Remark;

/** Each clearance is read once for as long as its policies are loaded. */
const readings = new Remember<Reading>();

function read(policies: Policies, given: Given, options: ClearanceOptions): Reading {
  try {
    const { syntax, written } = readGivenClearances(given);
    return written.map((one) => {
      const { clearance, findings } = resolveClearance(policies, one, options);
      const odd = (one.findings ?? []).map(({ kind, found }) => ({ kind, message: `${kind}: \`${found}\`` }));
      return {
        written: one,
        syntax,
        clearance,
        findings: [...odd, ...findings.map((finding) => remark(finding))],
      };
    });
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    return { kind: 'unreadable-clearance', message: `the clearance cannot be read: ${error.message}` };
  }
}

function numbered(held: Omit<HeldClearance, 'at'>, at: number): HeldClearance {
  return { ...held, at, findings: held.findings.map((finding) => ({ ...finding, clearance: at })) };
}
