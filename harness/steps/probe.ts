import { arrivalAt, isBounce } from '../observe/index.ts';
import { fencedSessionsOf, type Probe } from '../scenario/index.ts';
import { addressesText } from './addresses-text.ts';
import { bracketArrives, bracketOf } from './bracket.ts';
import { fenceFar } from './far-fence.ts';
import { messageText } from './message-text.ts';
import { holdRecipients } from './peer.ts';
import { returnedLabels } from './returned-labels.ts';
import { askRoom } from './room-fence.ts';
import type { Cue, Stage } from './stage.ts';
import type { Token } from './token.ts';

/**
 * Control, stimulus and fence leave one session back to back; when the fence has arrived wherever the stimulus might
 * have, the sender's own fence shows that its server has said all it had to say. Where a recipient is absent, they are
 * waited for when it connects.
 *
 * `suffix` ends the keys of the notes where a step has several probes. Gives whether the fence arrived: a fence that
 * came back as an error is not waited for.
 */
export async function playProbe(stage: Stage, probe: Probe, suffix = ''): Promise<boolean> {
  // A sender who is gone ends the probe before anything is listened for
  stage.actor(probe.from);
  const budget = stage.newBudget();
  const at = fencedSessionsOf(probe);
  const controls = bracketOf(stage, probe, at, `control${suffix}`);
  const stimulus = stimulusOf(stage, probe, at, `stimulus${suffix}`);
  if (probe.remember !== undefined) stage.cast.remembered.set(probe.remember, stimulus.nonce);
  const fences = bracketOf(stage, probe, at, `fence${suffix}`);
  const here = at.filter((name) => stage.cast.isOnline(name));
  if (probe.bracket?.from !== undefined)
    return playBetween(stage, { probe, controls, stimulus, fences, here }, suffix);
  const goOn = probe.whileQueued && (await holdRecipients(stage, probe, probe.whileQueued, at));
  const fenced = bracketArrives(stage, fences, here, budget);
  const told = mustBeTold(probe, at) && arrivalAt(stage.actor(probe.from), isBounce(stimulus.id), budget);
  for (const cue of [...controls, stimulus, ...fences]) stage.send(cue);
  if (goOn) await goOn();
  keepForLater(stage, fences, at);
  const arrived = await fenced;
  if (told) await told;
  const answered = await stage.pingServer(probe.from, `sender-fence${suffix}`, budget, stimulus.to);
  await fenceFar(stage, probe, at, suffix);
  if (!answered && probe.refusal?.endsStream !== undefined) await pingRecipients(stage, here, suffix);
  return arrived;
}

/**
 * Is an error all that can come of it? It may come late, from a look for a server that is not there: the answer to a ping, which asks
 * nobody, says nothing of it.
 */
function mustBeTold({ expect, refusal }: Probe, at: readonly string[]): boolean {
  return expect === 'refused' && refusal?.silence === 'forbidden' && at.length === 0;
}

/**
 * Where another session sends control and fence, no stream keeps them in order: each is sent when what came before has got
 * there, and the fence when the room has answered the sender of the stimulus.
 */
async function playBetween(
  stage: Stage,
  {
    probe,
    controls,
    stimulus,
    fences,
    here,
  }: {
    readonly probe: Probe;
    readonly controls: readonly Cue[];
    readonly stimulus: Cue;
    readonly fences: readonly Cue[];
    readonly here: readonly string[];
  },
  suffix: string,
): Promise<boolean> {
  const controlled = bracketArrives(stage, controls, here, stage.newBudget());
  for (const cue of controls) stage.send(cue);
  await controlled;
  stage.send(stimulus);
  await askRoom(stage, stimulus.from, String(stimulus.to).split('/')[0] ?? '', suffix);
  const fenced = bracketArrives(stage, fences, here, stage.newBudget());
  for (const cue of fences) stage.send(cue);
  const arrived = await fenced;
  await stage.pingServer(stimulus.from, `sender-fence${suffix}`, stage.newBudget(), stimulus.to);
  await fenceFar(stage, probe, here, suffix);
  return arrived;
}

/** An absent recipient's fence is looked for when it comes back. */
function keepForLater(stage: Stage, fences: readonly Cue[], at: readonly string[]): void {
  for (const name of at) {
    if (stage.cast.isOnline(name)) continue;
    for (const { nonce } of fences.filter((fence) => fence.at?.includes(name) ?? true))
      stage.cast.awaitLater(name, nonce);
  }
}

/** The tested message of a probe. */
export function stimulusOf(stage: Stage, probe: Probe, at: readonly string[], key: string): Cue {
  const token = { ...stage.newToken(), ...(probe.id !== undefined && { id: probe.id }) };
  const to = stage.jidOf(probe.to);
  const { from, type, body } = probe;
  const content = contentOf(stage, probe, token, to);
  const text =
    probe.stanza === undefined
      ? messageText({ ...token, to, type, payload: content + addressesText(probe, stage), body })
      : stage.fillIn(probe.stanza, token, to);
  const labelled = [probe.payload, probe.stanza, probe.returns].every((raw) => raw === undefined);
  const isWritten = probe.stanza !== undefined;
  return { ...token, key, from, to, at, text, isWritten, ...(labelled && { label: probe.label }) };
}

/** What labels a probe's message. */
function contentOf(stage: Stage, probe: Probe, token: Token, to: string): string {
  const { from, label, syntax, payload, returns } = probe;
  if (returns !== undefined) return returnedLabels(stage, returns, from);
  return payload === undefined ? stage.labelElement(label, syntax) : stage.fillIn(payload, token, to);
}

/** The sender's stream has ended, and no fence of its can come: what is on its way to a recipient comes before its ping's answer. */
async function pingRecipients(stage: Stage, at: readonly string[], suffix: string): Promise<void> {
  const budget = stage.newBudget();
  const pings = at.map((name, index) => stage.pingServer(name, `recipient-fence${suffix}.${index}`, budget));
  await Promise.all(pings);
}
