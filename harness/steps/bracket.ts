import { arrivalAt, holdsNonce, isBounce, isRequest } from '../observe/index.ts';
import type { Probe } from '../scenario/index.ts';
import { addressesText } from './addresses-text.ts';
import { messageText } from './message-text.ts';
import { type Cue, pingText, type Stage } from './stage.ts';

/** What must get through, before the stimulus and after it: a message on its path, or a ping to each session. */
export function bracketOf(stage: Stage, probe: Probe, at: readonly string[], key: string): Cue[] {
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

function bracketMessage(stage: Stage, probe: Probe, label: string, at: readonly string[], key: string): Cue {
  const { from = probe.from, to: address = probe.to, type = probe.type, stanza } = probe.bracket ?? {};
  const token = stage.newToken();
  const to = stage.jidOf(address);
  const payload = stage.labelElement(label) + addressesText(probe, stage);
  const text =
    stanza === undefined
      ? messageText({ ...token, to, type, payload, body: true })
      : stage.fillIn(stanza, token, to);
  return { ...token, key, from, to, at, label, text };
}

/** Listens from now on. `false`: one came back as an error, a session ended, or the budget ran out. */
export async function bracketArrives(
  stage: Stage,
  cues: readonly Cue[],
  at: readonly string[],
  budget: AbortSignal,
): Promise<boolean> {
  const arrivals = cues.flatMap((cue) => {
    const isIt = cue.label === undefined ? isRequest(cue.id) : holdsNonce(cue.nonce);
    const meant = (cue.at ?? at).filter((name) => at.includes(name));
    return meant.map((name) => arrivalAt(stage.actor(name), isIt, budget));
  });
  const bounces = cues.map((cue) => arrivalAt(stage.actor(cue.from), isBounce(cue.id), budget));
  const all = Promise.all(arrivals).then((arrived) => arrived.every(Boolean));
  return Promise.race([all, ...bounces.map((bounce) => bounce.then(() => false))]);
}
