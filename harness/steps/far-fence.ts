import { serverOf } from '../observe/index.ts';
import type { Probe } from '../scenario/index.ts';
import { pingText, type Stage } from './stage.ts';

/**
 * Waits until the other real server has told the sender of a message all that it had to.
 *
 * What a server hands to another it says in the other's name and on a stream of the other's own: an error from there comes after
 * the sender's own server has answered a ping. But what that server sends the same user comes in one order (RFC 6120 §10.1). So the
 * sender pings where the message went, behind control, stimulus and fence: the other server's address, or the own place in a room there; and each
 * session there that the message might have reached, whose answer comes from behind that session. The answers return on the stream on which an
 * error would have, after it.
 *
 * Where everybody is at one server there is nothing to wait for. `suffix` ends the keys of the notes.
 */
export async function fenceFar(
  stage: Stage,
  { from, to }: Pick<Probe, 'from' | 'to'>,
  at: readonly string[],
  suffix: string,
): Promise<void> {
  const addresses = farAddresses(stage, { from, to }, at);
  await Promise.all(
    addresses.map(async (address, index) => {
      const token = stage.newToken();
      const text = pingText(token.id, address);
      const cue = { ...token, key: `far-fence${suffix}.${index}`, from, to: address, text };
      await stage.request(cue, stage.newBudget());
    }),
  );
}

/** Where a message went first, if that is at another server; then the sessions there. */
function farAddresses(
  stage: Stage,
  { from, to }: Pick<Probe, 'from' | 'to'>,
  at: readonly string[],
): string[] {
  const { servers, cast } = stage;
  const home = serverOf(cast.homeOf(from), servers);
  const isFar = (jid: string): boolean => ![undefined, home].includes(serverOf(jid, servers));
  const went = stage.jidOf(to);
  const room = typeof to === 'object' && 'room' in to ? (went.split('/')[0] ?? '') : undefined;
  const placeOf = (name: string): string => `${room ?? ''}/${cast.places.nickOf(name, room ?? '')}`;
  const first = room === undefined ? (serverOf(went, servers) ?? '') : placeOf(from);
  const sessions = at
    .filter((name) => name !== from && cast.isOnline(name) && isFar(cast.jid(name)))
    .map((name) => (room === undefined ? cast.jid(name) : placeOf(name)));
  return isFar(went) ? [first, ...sessions] : sessions;
}
