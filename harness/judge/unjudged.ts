import type { PartRecord } from '../record/index.ts';
import type { Part } from '../scenario/index.ts';
import { fails, list } from './findings.ts';
import { provisionOf } from './judge.ts';
import { worst } from './verdict.ts';

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

/** A part that ended the server each time that it was played: that is why the harness could not play the rest of it. */
export function endedServer(record: PartRecord): PartRecord {
  const step = Math.max(0, record.steps.length - 1);
  const found = fails('protocol', 'the server runs on', 'it ended each time that this was played');
  const seen = record.findings.filter(({ outcome }) => outcome !== 'broken');
  const findings = [...seen, { ...found, step }];
  return { ...record, outcome: worst(findings.map(({ outcome }) => outcome)), findings };
}
