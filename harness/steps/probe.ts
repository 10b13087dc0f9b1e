import { arrivalAt, holdsNonce, isBounce, isRequest } from '../observe/index.ts';
import { fencedSessionsOf, type Probe } from '../scenario/index.ts';
import { addressesText } from './addresses-text.ts';
import { messageText } from './message-text.ts';
import { type Cue, pingText, type Stage } from './stage.ts';

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
  const controls = bracket(stage, probe, at, `control${suffix}`);
  const stimulus = stimulusOf(stage, probe, at, `stimulus${suffix}`);
  const fences = bracket(stage, probe, at, `fence${suffix}`);
  const here = at.filter((name) => stage.cast.isOnline(name));
  const fenced = fenceArrives(stage, fences, here, budget);
  for (const cue of [...controls, stimulus, ...fences]) stage.send(cue);
  keepForLater(stage, fences, at);
  const arrived = await fenced;
  const answered = await stage.pingServer(probe.from, `sender-fence${suffix}`, budget);
  if (!answered && probe.refusal?.endsStream !== undefined) await pingRecipients(stage, here, suffix);
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

function stimulusOf(stage: Stage, probe: Probe, at: readonly string[], key: string): Cue {
  const token = { ...stage.newToken(), ...(probe.id !== undefined && { id: probe.id }) };
  const to = stage.jidOf(probe.to);
  const { from, type, label, syntax, body } = probe;
  const content =
    probe.payload === undefined ? stage.labelElement(label, syntax) : stage.fillIn(probe.payload, token, to);
  const text =
    probe.stanza === undefined
      ? messageText({ ...token, to, type, payload: content + addressesText(probe, stage), body })
      : stage.fillIn(probe.stanza, token, to);
  const labelled = probe.payload === undefined && probe.stanza === undefined;
  return { ...token, key, from, to, at, text, ...(labelled && { label }) };
}

/** What must get through, before the stimulus and after it: a message on its path, or a ping to each session. */
function bracket(stage: Stage, probe: Probe, at: readonly string[], key: string): Cue[] {
  const { from, fence } = probe;
  if (typeof fence === 'string' && fence !== 'ping') return [bracketMessage(stage, probe, fence, at, key)];
  return at.map((name, index) => {
    const own = at.length > 1 ? `${key}.${index}` : key;
    const label = typeof fence === 'string' ? fence : (fence[name] ?? 'A-U');
    if (label !== 'ping') return bracketMessage(stage, probe, label, [name], own);
    const token = stage.newToken();
    const to = stage.jidOf(name);
    return { ...token, key: own, from, to, at: [name], text: pingText(token.id, to) };
  });
}

function bracketMessage(
  stage: Stage,
  { from, type, ...probe }: Probe,
  label: string,
  at: readonly string[],
  key: string,
): Cue {
  const token = stage.newToken();
  const to = stage.jidOf(probe.to);
  const payload = stage.labelElement(label) + addressesText(probe, stage);
  const text = messageText({ ...token, to, type, payload, body: true });
  return { ...token, key, from, to, at, label, text };
}

/** The sender's stream has ended, and no fence of its can come: what is on its way to a recipient comes before its ping's answer. */
async function pingRecipients(stage: Stage, at: readonly string[], suffix: string): Promise<void> {
  const budget = stage.newBudget();
  const pings = at.map((name, index) => stage.pingServer(name, `recipient-fence${suffix}.${index}`, budget));
  await Promise.all(pings);
}

/** Listens from now on. `false`: it came back as an error, a session ended, or the budget ran out. */
async function fenceArrives(
  stage: Stage,
  fences: readonly Cue[],
  at: readonly string[],
  budget: AbortSignal,
): Promise<boolean> {
  const arrivals = fences.flatMap((fence) => {
    const isFence = fence.label === undefined ? isRequest(fence.id) : holdsNonce(fence.nonce);
    const meant = (fence.at ?? at).filter((name) => at.includes(name));
    return meant.map((name) => arrivalAt(stage.actor(name), isFence, budget));
  });
  const bounces = fences.map((fence) => arrivalAt(stage.actor(fence.from), isBounce(fence.id), budget));
  const all = Promise.all(arrivals).then((arrived) => arrived.every(Boolean));
  return Promise.race([all, ...bounces.map((bounce) => bounce.then(() => false))]);
}
