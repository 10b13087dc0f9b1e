import { type FailureKind, failureKinds, type ScenarioRecord } from '../harness/record/index.ts';
import { standingOf } from './standing.ts';

/** A sign for each kind of failure, none like another in shape, nor like that of a standing. */
export const kindSigns: Readonly<Record<FailureKind, string>> = {
  leak: '▲',
  'over-block': '■',
  'label-lost': '○',
  'label-altered': '◐',
  'wrong-error': '≠',
  protocol: '◇',
  claim: '⚑',
};

/** How many scenarios fail in one way: `found` are to be looked at, `expected` are known. */
interface KindCount {
  readonly kind: FailureKind;
  readonly found: number;
  readonly expected: number;
}

/** Each kind that a run has, worst first. */
export function tallyKinds(scenarios: readonly ScenarioRecord[]): KindCount[] {
  return failureKinds
    .map((kind) => {
      const members = scenarios.filter((scenario) => scenario.kind === kind);
      const expected = members.filter((scenario) => standingOf(scenario) === 'expected-failure').length;
      return { kind, found: members.length - expected, expected };
    })
    .filter(({ found, expected }) => found + expected > 0);
}
