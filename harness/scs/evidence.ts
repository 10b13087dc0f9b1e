import type { TranscriptLine } from '../observe/index.ts';
import type { ScsEvidence } from '../record/index.ts';
import { isFence, type ScriptVerdict } from './audience.ts';
import type { Performance } from './play.ts';
import { type Script, sayStep } from './script.ts';

/** What passed while a script was played, for a reader: every stanza, and which line of the script read it. */
export function evidenceOf(
  script: Script,
  { lines, fence }: Performance,
  { reads }: ScriptVerdict,
): ScsEvidence[] {
  const readers = new Map(Object.entries(reads).map(([step, n]) => [n, script.steps[Number(step)]?.line]));
  return lines.flatMap((line) => {
    const shown = evidence(line, script, fence);
    if (shown === undefined) return [];
    const reader = readers.get(line.n);
    return [{ n: line.n, at: line.at, ...shown, ...(reader !== undefined && { line: reader }) }];
  });
}

function evidence(
  line: TranscriptLine,
  script: Script,
  fence: string,
): Omit<ScsEvidence, 'n' | 'at'> | undefined {
  switch (line.kind) {
    case 'stanza':
      return { who: line.actor, kind: isFence(line.raw, fence) ? 'fence' : line.direction, raw: line.raw };
    case 'stream':
      return { who: line.actor, kind: 'stream', raw: `${line.event} ${line.detail}` };
    case 'step': {
      const step = script.steps[line.step];
      if (step === undefined || line.event === 'end') return undefined;
      return { who: step.who, kind: 'step', raw: sayStep(step), line: step.line };
    }
    case 'note':
      return { who: script.steps[line.step]?.who ?? '', kind: 'step', raw: `${line.key}: ${line.value}` };
    default:
      return undefined;
  }
}
