import type { Transcript } from '../observe/transcript.ts';
import type { Finding, PartRecord, StepRecord } from '../record/index.ts';
import { type Part, partsOf, type Scenario, type Step } from '../scenario/index.ts';
import { arrowsOf } from './arrows.ts';
import type { Context } from './context.ts';
import { readEvidence } from './evidence.ts';
import { type Found, open } from './findings.ts';
import { unexplained } from './room-account.ts';
import { judgeAlike } from './steps/alike.ts';
import { judgeArchive } from './steps/archive.ts';
import { judgeBounced } from './steps/bounced.ts';
import { judgeBurst } from './steps/burst.ts';
import { judgeCatalog } from './steps/catalog.ts';
import { judgeCertificate } from './steps/certificate.ts';
import { judgeChannel } from './steps/channel.ts';
import { judgeConnect } from './steps/connect.ts';
import { judgeDisco } from './steps/disco.ts';
import { judgeEnter, judgeLeave } from './steps/enter.ts';
import { judgeForm } from './steps/form.ts';
import { judgeIq } from './steps/iq.ts';
import { judgeLearns } from './steps/learns.ts';
import { judgeLogin } from './steps/login.ts';
import { judgeAcknowledge, judgeCounted, judgeDrop, judgeEnable } from './steps/management.ts';
import { judgeMatrix } from './steps/matrix.ts';
import { judgeMisprovision } from './steps/misprovision.ts';
import { judgeNotice, judgeOccupants } from './steps/occupants.ts';
import { judgeOffered } from './steps/offered.ts';
import { judgePeer, judgeQuiet, judgeStream } from './steps/peer.ts';
import { judgePresence } from './steps/presence.ts';
import { judgeProbe } from './steps/probe.ts';
import { judgeRaw } from './steps/raw.ts';
import { judgeResume } from './steps/resume.ts';
import { judgeRoaming } from './steps/roaming.ts';
import { judgeConfigure, judgeRoom } from './steps/room.ts';
import { judgeSend } from './steps/send.ts';
import { judgeSession } from './steps/session.ts';
import { judgeTiming } from './steps/timing.ts';
import { judgeUnsaid } from './steps/unsaid.ts';
import { judgeUnseenUntil, memoryKey } from './steps/unseen.ts';
import { summaryOf } from './summaries.ts';
import { worst } from './verdict.ts';

/**
 * What became of a scenario or its twin, from its transcript alone.
 *
 * Pure and total: a saved transcript can be judged again, and one that was cut short is never `passed`. Nothing here
 * knows how long anybody waited: what did not arrive is believed absent only where a fence arrived.
 */
export function judge(
  scenario: Scenario,
  name: Part['name'],
  transcript: Transcript,
  fixtures: Context['fixtures'],
): PartRecord {
  const part = partsOf(scenario).find((one) => one.name === name);
  if (!part) throw new Error(`\`${scenario.id}\` has no ${name}`);
  const evidence = readEvidence(transcript);
  const context: Context = { evidence, steps: part.steps, fixtures, memory: new Map() };
  const strange = otherTranscript(scenario, name, transcript);
  const bySteps = strange.length > 0 ? [] : part.steps.map((step, index) => judgeStep(context, step, index));
  const findings = [
    ...strange,
    ...evidence.broken.map(({ n, step, sentence }) =>
      broken(step, 'the harness carries out its part', sentence, n),
    ),
    ...bySteps.flatMap((found, step) => found.map((one): Finding => ({ step, ...one }))),
  ];
  const told = new Set(
    findings.flatMap(({ outcome, evidence: lines }) => (outcome === 'failed' ? lines : [])),
  );
  const strays = strange.length > 0 ? [] : unexplained(context);
  findings.push(...strays.filter((stray) => !stray.evidence.some((line) => told.has(line))));
  return {
    name,
    title: part.title,
    outcome: worst(findings.map((finding) => finding.outcome)),
    wallMs: wallMs(transcript),
    provision: provisionOf(part),
    findings,
    steps: part.steps.map((step, index) => stepRecord(context, step, index, bySteps[index] ?? [])),
  };
}

/** A part's provisioning as a reader of a report sees it. */
export function provisionOf(part: Part): PartRecord['provision'] {
  return Object.entries(part.provision).map(([verb, value]) => ({ verb, value: plain(value) }));
}

function judgeStep(context: Context, step: Step, index: number): Found[] {
  const { begun, ended } = context.evidence;
  const found = claimsOf(context, step, index);
  if (!begun.has(index)) return [...found, open('the step is carried out', 'it never began')];
  if (!ended.has(index)) return [...found, open('the step is carried out', 'it never ended')];
  return found;
}

function claimsOf(context: Context, step: Step, index: number): Found[] {
  if ('probe' in step) {
    if (step.probe.remember !== undefined) context.memory.set(memoryKey(step.probe.remember), String(index));
    return judgeProbe(context, step.probe, index);
  }
  if ('matrix' in step) {
    const { matrix } = step;
    return (matrix.burst === undefined ? judgeMatrix : judgeBurst)(context, matrix, index);
  }
  if ('iq' in step) return judgeIq(context, step.iq, index);
  if ('disco' in step) return judgeDisco(context, step.disco, index);
  if ('catalog' in step) return judgeCatalog(context, step.catalog, index);
  if ('offered' in step) return judgeOffered(context, step.offered, index);
  if ('alike' in step) return judgeAlike(context, step.alike, index);
  if ('timing' in step) return judgeTiming(context, step.timing, index);
  if ('learns' in step) return judgeLearns(context, step.learns, index);
  if ('channel' in step) return judgeChannel(context, step.channel, index);
  if ('unsaid' in step) return judgeUnsaid(context, step.unsaid);
  if ('raw' in step) return judgeRaw(context, step.raw, index);
  if ('send' in step) return judgeSend(context, step.send, index);
  if ('room' in step) return judgeRoom(context, step.room, index);
  if ('configure' in step) return judgeConfigure(context, step.configure, index);
  if ('form' in step) return judgeForm(context, step.form, index);
  if ('enter' in step) return judgeEnter(context, step.enter, index);
  if ('leave' in step) return judgeLeave(context, step.leave, index);
  if ('occupants' in step) return judgeOccupants(context, step.occupants, index);
  if ('notice' in step) return judgeNotice(context, step.notice, index);
  if ('archive' in step) return judgeArchive(context, step.archive, index);
  if ('presence' in step) return judgePresence(context, step.presence, index);
  if ('unseen' in step) return judgeUnseenUntil(context, step.unseen, index);
  if ('login' in step) return judgeLogin(context, step.login, index);
  if ('session' in step) return judgeSession(context, step.session, index);
  if ('certificate' in step) return judgeCertificate(context, step.certificate, index);
  if ('peer' in step) return judgePeer(context, step.peer, index);
  if ('bounced' in step) return judgeBounced(context, step.bounced, index);
  if ('stream' in step) return judgeStream(context, step.stream, index);
  if ('quiet' in step) return judgeQuiet(context, step.quiet, index);
  if ('misprovision' in step) return judgeMisprovision(context, index);
  if ('enable' in step) return judgeEnable(context, step.enable, index);
  if ('counted' in step) return judgeCounted(context, step.counted, index);
  if ('acknowledge' in step) return judgeAcknowledge(context, step.acknowledge, index);
  if ('resume' in step) return judgeResume(context, step.resume, index);
  if ('drop' in step) return judgeDrop(context, step.drop, index);
  if ('pause' in step) return judgeRoaming(context, step.pause, 'paused', index);
  if ('move' in step) return judgeRoaming(context, step.move.actor, 'moved', index);
  if ('connect' in step) return judgeConnect(context, step.connect, index);
  return [];
}

function stepRecord(context: Context, step: Step, index: number, found: readonly Found[]): StepRecord {
  return {
    summary: summaryOf(step, context.evidence.header.domain),
    outcome: found.length === 0 ? 'passed' : worst(found.map((one) => one.outcome)),
    arrows: arrowsOf(context, index, 'timing' in step ? maxTimingArrows : undefined),
  };
}

/** Of a step of thousands of stanzas a report shows the first few; the transcript has all. */
const maxTimingArrows = 40;

/** A transcript of another scenario says nothing about this one. */
function otherTranscript(scenario: Scenario, name: Part['name'], { header }: Transcript): Finding[] {
  if (header.scenario === scenario.id && header.part === name) return [];
  return [
    broken(0, `the transcript is of ${scenario.id}, ${name}`, `it is of ${header.scenario}, ${header.part}`),
  ];
}

function broken(step: number, claim: string, seen: string, line?: number): Finding {
  return { step, outcome: 'broken', claim, seen, evidence: line === undefined ? [] : [line] };
}

function wallMs({ lines }: Transcript): number {
  return lines.reduce((latest, line) => Math.max(latest, line.at), 0);
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
