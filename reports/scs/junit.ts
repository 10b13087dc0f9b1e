import type { TestCase } from 'junit-report-builder';
import type { ScsEvidence, ScsRecord, ScsScriptRecord } from '../../harness/record/index.ts';
import { newBuilder } from '../junit.ts';
import { cdata, cutTo, oneLine } from '../junit-text.ts';

/** Longest body of a case, in characters: more than that nobody reads in a CI system. */
const maxBody = 20_000;

/** Scripts as JUnit XML: one suite, one case a script; what passed stands in the body of one that did not. */
export function scsJunit(record: ScsRecord): string {
  const { target, match, plays, startedAt, scripts } = record;
  const builder = newBuilder().name(`cmbac scs ${target.name}`);
  const className = `${target.name.replaceAll('.', '_')}.scs`;
  const suite = builder.testSuite().name(className).timestamp(startedAt);
  suite.property('product', oneLine(target.product)).property('version', oneLine(target.version));
  suite.property('match', match).property('plays', String(plays));
  for (const script of scripts) {
    const testCase = suite.testCase().className(className).name(script.file).file(script.file);
    testCase.time(Math.round(script.wallMs.median) / 1000);
    writeCase(testCase, script);
  }
  return builder.build();
}

function writeCase(testCase: TestCase, script: ScsScriptRecord): void {
  const { outcome, reason = '', flips, warnings, races = [], evidence } = script;
  const [flip] = flips;
  const odd = [
    ...warnings.map(({ line, sentence }) => `line ${line}: ${sentence}`),
    ...races.map((one) => one.sentence),
  ];
  if (odd.length > 0) testCase.standardOutput(cdata(odd.join('\n')));
  if (outcome === 'failed') {
    testCase.failure(oneLine(reason), outcome).stacktrace(body(reason, evidence));
  } else if (outcome !== 'passed') {
    testCase.error(oneLine(reason), outcome, body(reason, evidence));
  } else if (flip !== undefined) {
    const sentence = `passed, and came to something else ${flips.length} times: ${flip.reason ?? flip.outcome}`;
    testCase.failure(oneLine(sentence), 'flip').stacktrace(body(sentence, flip.evidence));
  }
}

function body(sentence: string, evidence: readonly ScsEvidence[]): string {
  const lines = evidence.map(
    ({ kind, who, raw, line }) => `${line === undefined ? '' : `${line}: `}${who} ${kind} ${raw}`,
  );
  return cdata(cutTo([sentence, ...lines].join('\n'), maxBody, 'the whole of it is in scs.json'));
}
