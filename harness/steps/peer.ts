import { arrivalAt, holdsNonce, isBounce } from '../observe/index.ts';
import type { Peer, Probe, Quiet, Stream } from '../scenario/index.ts';
import { messageText } from './message-text.ts';
import { type Cue, pingText, type Stage } from './stage.ts';

/** The peer is otherwise from now on: streams of before end first, unless it only goes on. */
export async function playPeer(stage: Stage, { at, is, bidi, by, rides, streams }: Peer): Promise<void> {
  const { peers } = stage.cast;
  if (is === 'mute') stage.cast.patienceMs = Math.max(stage.cast.patienceMs, patienceWithMuteMs);
  const isOtherwise = (is !== undefined && is !== 'up') || [bidi, by, rides].some((one) => one !== undefined);
  if (streams !== undefined || isOtherwise) await peers.endStreams(at, streams ?? 'closed');
  peers.set(at, {
    ...(is !== undefined && { condition: is }),
    ...(bidi !== undefined && { bidi }),
    ...(by !== undefined && { by }),
    ...(rides !== undefined && { rides }),
  });
}

/** Within this time, in milliseconds, a server gives up on one that never answers. Requirement CAT-21. */
const patienceWithMuteMs = 30_000;

/** A stream by which an actor's server would be let in; where it is, a ping of the actor's goes on it. */
export async function playStream(stage: Stage, { from, certificate }: Stream): Promise<void> {
  const pair = { from: stage.cast.peerOf(from) ?? '', to: stage.domain };
  const { outcome, detail } = await stage.cast.peers.tryStream({ pair, certificate });
  stage.note('stream', JSON.stringify({ id: outcome, label: detail }));
  if (outcome === 'accepted') await stage.pingServer(from, 'sender-fence', stage.newBudget());
}

/** The refused message, then one to another peer; once that is there, the sender's own fence, and a permitted one to the first. */
export async function playQuiet(stage: Stage, { from, to, label, via, fence }: Quiet): Promise<void> {
  const budget = stage.newBudget();
  const stimulus = messageTo(stage, { key: 'stimulus', from, to, label });
  const elsewhere = messageTo(stage, { key: 'fence', from, to: via, label: fence });
  const arrived = arrivalAt(stage.actor(via), holdsNonce(elsewhere.nonce), budget);
  stage.send(stimulus);
  stage.send(elsewhere);
  await Promise.race([arrived, arrivalAt(stage.actor(from), isBounce(elsewhere.id), budget)]);
  await stage.pingServer(from, 'sender-fence', budget);
  const control = messageTo(stage, { key: 'control', from, to, label: fence });
  const seen = arrivalAt(stage.actor(to), holdsNonce(control.nonce), stage.newBudget());
  stage.send(control);
  await seen;
}

/** A message to an actor's session, labelled. */
export function messageTo(
  stage: Stage,
  { key, from, to, label }: Pick<Cue, 'key' | 'from'> & { readonly to: string; readonly label: string },
): Cue {
  const token = stage.newToken();
  const address = stage.jidOf(to);
  const payload = stage.labelElement(label);
  const text = messageText({ ...token, to: address, type: 'chat', payload, body: true });
  return { ...token, key, from, to: address, at: [to], label, text };
}

/**
 * Has the recipients' server wait with its answer. Gives what lets it go on, once the server under test waits for it and has taken
 * all that was sent, and these verbs have changed.
 */
export async function holdRecipients(
  stage: Stage,
  probe: Probe,
  changes: NonNullable<Probe['whileQueued']>,
  at: readonly string[],
): Promise<() => Promise<void>> {
  const [domain] = at.flatMap((name) => stage.cast.peerOf(name) ?? []);
  if (domain === undefined) throw new Error('nobody whom it is for is at a server that the harness plays');
  const { peers } = stage.cast;
  await peers.endStreams(domain, 'closed');
  peers.set(domain, { condition: 'held' });
  return async () => {
    const budget = stage.newBudget();
    await askBehind(stage, probe, budget);
    const isAwaited = await peers.awaited(domain, budget);
    stage.note('queued', JSON.stringify({ id: isAwaited ? 'waits' : 'does not wait' }));
    if (Object.keys(changes).length > 0) await stage.provision(changes);
    peers.set(domain, { condition: 'up' });
  };
}

/** Its answer shows that all before it was taken: by the sender's server, or by the room that it went to. */
async function askBehind(stage: Stage, { from, to }: Probe, budget: AbortSignal): Promise<void> {
  if (typeof to !== 'object' || !('room' in to)) {
    await stage.pingServer(from, 'queue-fence', budget);
    return;
  }
  const token = stage.newToken();
  const room = stage.jidOf({ room: to.room });
  const place = `${room}/${stage.cast.places.nickOf(from, room)}`;
  const text = pingText(token.id, place);
  await stage.request({ ...token, key: 'queue-fence', from, to: place, text }, budget);
}
