import { reasonOf, worst, worstKind } from './judge/index.ts';
import {
  type ComparedRun,
  type DiffRecord,
  type FailureKind,
  failureKinds,
  type PartDifference,
  type PartRecord,
  type RunRecord,
} from './record/index.ts';

/** What came to something else in the second of two runs. Parts are compared, so that a twin does not hide behind its scenario. */
export function compareRuns(before: RunRecord, after: RunRecord): DiffRecord {
  const [earlier, later] = [partsOf(before), partsOf(after)];
  const keys = new Set([...later.keys(), ...earlier.keys()]);
  const all = [...keys].flatMap((key) => compare(earlier.get(key), later.get(key)));
  const of = (kind: Comparison['kind']): PartDifference[] =>
    all.filter((one) => one.kind === kind).map(({ difference }) => difference);
  return {
    schema: 'cmbac/diff@1',
    before: factsOf(before),
    after: factsOf(after),
    regressed: of('regressed').sort((one, other) => rankOf(one.isKind) - rankOf(other.isKind)),
    mended: of('mended'),
    changed: of('changed'),
    added: of('added'),
    gone: of('gone'),
    same: of('same').length,
  };
}

interface Part {
  readonly scenario: string;
  readonly record: PartRecord;
}

/** By scenario and part. */
function partsOf({ scenarios }: RunRecord): ReadonlyMap<string, Part> {
  const parts = scenarios.flatMap(({ id, parts: all }) =>
    all.map((record): Part => ({ scenario: id, record })),
  );
  return new Map(parts.map((part) => [`${part.scenario} ${part.record.name}`, part]));
}

interface Comparison {
  readonly kind: 'regressed' | 'mended' | 'changed' | 'added' | 'gone' | 'same';
  readonly difference: PartDifference;
}

function compare(before: Part | undefined, after: Part | undefined): Comparison[] {
  if (after === undefined)
    return before === undefined ? [] : [{ kind: 'gone', difference: told(before, { was: before }) }];
  if (before === undefined) return [{ kind: 'added', difference: told(after, { is: after }) }];
  const [was, is] = [before.record, after.record];
  const kind = kindOf(was, is);
  const both = { was: before, is: after };
  // What passes now is told by why it did not; what fails in something else besides, by that
  if (kind === 'mended') return [{ kind, difference: told(after, both, was.findings) }];
  const findings = was.outcome === is.outcome ? failsAnew(was, is) : is.findings;
  return [{ kind, difference: told(after, both, findings) }];
}

function told(
  { scenario, record }: Part,
  { was, is }: { readonly was?: Part; readonly is?: Part },
  findings: PartRecord['findings'] = record.findings,
): PartDifference {
  const reason = findings.length === 0 ? undefined : reasonOf(findings);
  const [wasKind, isKind] = [was && worstKind(was.record.findings), is && worstKind(is.record.findings)];
  return {
    scenario,
    part: record.name,
    title: record.title,
    ...(was && { was: was.record.outcome }),
    ...(is && { is: is.record.outcome }),
    ...(wasKind && { wasKind }),
    ...(isKind && { isKind }),
    ...(reason !== undefined && { reason }),
  };
}

function kindOf(was: PartRecord, is: PartRecord): 'regressed' | 'mended' | 'changed' | 'same' {
  if (was.outcome === is.outcome) return failsAnew(was, is).length > 0 ? 'regressed' : sameOrLess(was, is);
  if (worst([was.outcome, is.outcome]) === is.outcome) return 'regressed';
  return is.outcome === 'passed' ? 'mended' : 'changed';
}

/** Of parts that fail in the same claims: the worst kind of it may be a lesser one now. Runs of earlier versions tell no kinds. */
function sameOrLess(was: PartRecord, is: PartRecord): 'changed' | 'same' {
  const [before, after] = [worstKind(was.findings), worstKind(is.findings)];
  return before === undefined || after === undefined || before === after ? 'same' : 'changed';
}

/** What fails and did not, or fails worse: a leak beside a wrong error is none the less one. */
function failsAnew(was: PartRecord, is: PartRecord): PartRecord['findings'] {
  // The same claim may be made in several steps, and fail in another kind in each: what it was at its worst is known
  const known = new Map<string, FailureKind | undefined>();
  for (const { outcome, claim, kind } of was.findings)
    if (outcome === 'failed' && (!known.has(inBoth(claim)) || isWorse(kind, known.get(inBoth(claim)))))
      known.set(inBoth(claim), kind);
  return is.findings.filter(
    ({ outcome, claim, kind }) =>
      outcome === 'failed' && (!known.has(inBoth(claim)) || isWorse(kind, known.get(inBoth(claim)))),
  );
}

/** The claim without what is new in each run: on a server that nobody restarts the names of rooms are (`renaming.ts`). */
function inBoth(claim: string): string {
  return claim.replace(/\bcmbac-[0-9a-f]{8}-/g, '');
}

function isWorse(now: FailureKind | undefined, before: FailureKind | undefined): boolean {
  return now !== undefined && before !== undefined && rankOf(now) < rankOf(before);
}

/** A leak has 0; what has no kind comes last. */
function rankOf(kind: FailureKind | undefined): number {
  return kind === undefined ? failureKinds.length : failureKinds.indexOf(kind);
}

function factsOf({ target, peer, suite, startedAt, faults }: RunRecord): ComparedRun {
  return { target, ...(peer && { peer }), suite, startedAt, faults };
}
