import type { PartRecord } from '../record/index.ts';
import type { Part } from '../scenario/index.ts';
import { list } from './findings.ts';
import { provisionOf } from './judge.ts';

/** A part that the target cannot be asked: `missing` names its verbs and features. */
export function unsupportedPart(part: Part, missing: readonly string[]): PartRecord {
  return withoutTranscript(part, 'unsupported', 'the target can be asked this', `it lacks ${list(missing)}`);
}

/** A part that could not be run for the harness's or the machine's own fault, in one sentence. */
export function brokenPart(part: Part, sentence: string): PartRecord {
  return withoutTranscript(part, 'broken', 'the harness carries out its part', sentence);
}

function withoutTranscript(
  part: Part,
  outcome: 'unsupported' | 'broken',
  claim: string,
  seen: string,
): PartRecord {
  const { name, title } = part;
  const findings = [{ step: 0, outcome, claim, seen, evidence: [] }];
  return { name, title, outcome, wallMs: 0, provision: provisionOf(part), findings, steps: [] };
}
