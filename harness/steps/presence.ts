import { escapeAttribute } from '#xml';
import type { Arrival } from '../actors/index.ts';
import { arrivalAt, holdsNonce, isRequest } from '../observe/index.ts';
import {
  counterpartOf,
  looksItself,
  type Presence,
  type PresenceType,
  type Unseen,
  viewersOf,
} from '../scenario/index.ts';
import { messageText } from './message-text.ts';
import { type Cue, pingText, type Stage } from './stage.ts';

/**
 * Control, the presence and fence leave one session back to back. Where the sender looks itself, a fence comes back from
 * the other side once that has what was sent there; then the sender's own server answers a ping. What must be seen is waited
 * for besides: what a server sends of itself after an approval or a probe may come behind the fence.
 */
export async function playPresence(stage: Stage, step: Presence): Promise<void> {
  const budget = stage.newBudget();
  const counterpart = counterpartOf(step);
  const others = new Set([...viewersOf(step), ...(counterpart === undefined ? [] : [counterpart])]);
  const reached = [...others].filter((name) => stage.cast.isOnline(name));
  const controls = fences(stage, step.from, reached, { key: 'control', label: step.fence });
  const stimulus = stimulusOf(stage, step);
  const after = fences(stage, step.from, reached, { key: 'fence', label: step.fence });
  const fenced = arrive(stage, after, budget);
  const seen = sightings(stage, step, stimulus.nonce, budget);
  for (const cue of [...controls, stimulus, ...after]) stage.send(cue);
  await fenced;
  if (looksItself(step) && counterpart !== undefined && stage.cast.isOnline(counterpart)) {
    const back = fences(stage, counterpart, [step.from], { key: 'back-fence', label: step.fence });
    const returned = arrive(stage, back, budget);
    for (const cue of back) stage.send(cue);
    await returned;
  }
  await stage.pingServer(step.from, 'sender-fence', budget);
  await seen;
}

/** What came is in the transcript already; a ping of each shows that it is still there to see it. */
export async function playUnseen(stage: Stage, { at }: Unseen): Promise<void> {
  const budget = stage.newBudget();
  const pings = at.map((name, index) => stage.pingServer(name, `sender-fence.${index}`, budget));
  await Promise.all(pings);
}

function stimulusOf(stage: Stage, { from, type, to, label }: Presence): Cue {
  const token = stage.newToken();
  const address = to === undefined ? undefined : stage.jidOf(to);
  const typed = type === 'available' ? '' : ` type='${type}'`;
  const addressed = address === undefined ? '' : ` to='${escapeAttribute(address)}'`;
  const hasStatus = type === 'available' || type === 'unavailable';
  const content = (hasStatus ? `<status>${token.nonce}</status>` : '') + stage.labelElement(label);
  const text = `<presence id='${token.id}'${typed}${addressed}>${content}</presence>`;
  return { ...token, key: 'stimulus', from, ...(address !== undefined && { to: address }), text };
}

/** One for each session, by its own address. */
function fences(
  stage: Stage,
  from: string,
  names: readonly string[],
  { key, label }: { readonly key: string; readonly label: string },
): Cue[] {
  return names.map((name, index) => {
    const token = stage.newToken();
    const to = stage.jidOf(name);
    const cue = { ...token, key: `${key}.${index}`, from, to, at: [name] };
    if (label === 'ping') return { ...cue, text: pingText(token.id, to) };
    const payload = stage.labelElement(label);
    return { ...cue, label, text: messageText({ ...token, to, type: 'chat', payload, body: true }) };
  });
}

/** Listens from now on, until each presence that must be seen has come to its session, or the budget runs out. */
async function sightings(stage: Stage, step: Presence, nonce: string, budget: AbortSignal): Promise<void> {
  const awaited = Object.entries(step.seen).filter(([name]) => stage.cast.isOnline(name));
  const arrivals = awaited.flatMap(([name, types]) => {
    const watched =
      name === step.from && step.to !== undefined ? stage.jidOf(step.to) : stage.cast.jid(step.from);
    return types.map((type) => {
      const isThis =
        type === step.type && type === 'available' && name !== step.from ? holdsNonce(nonce) : undefined;
      const isAwaited = (arrival: Arrival): boolean =>
        isPresence(arrival, type, watched) && isThis?.(arrival) !== false;
      return arrivalAt(stage.actor(name), isAwaited, budget);
    });
  });
  await Promise.all(arrivals);
}

/** Is it presence of this type from this account? */
function isPresence(
  { element: { name, attributes } }: Arrival,
  type: PresenceType,
  account: string,
): boolean {
  const isType = name === 'presence' && (attributes['type'] ?? 'available') === type;
  return isType && bareOf(attributes['from'] ?? '') === bareOf(account);
}

function bareOf(jid: string): string {
  return jid.split('/')[0] ?? '';
}

/** Listens from now on, until each has come to its session, or the budget runs out. */
async function arrive(stage: Stage, cues: readonly Cue[], budget: AbortSignal): Promise<void> {
  const arrivals = cues.flatMap(({ id, nonce, label, at = [] }) => {
    const isFence = label === undefined ? isRequest(id) : holdsNonce(nonce);
    return at.map((name) => arrivalAt(stage.actor(name), isFence, budget));
  });
  await Promise.all(arrivals);
}
