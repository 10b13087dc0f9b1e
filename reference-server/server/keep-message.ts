import { type Destined, hold, type Rules } from '../enforcement/index.ts';
import type { Store } from './store.ts';

/** Messages kept for one user. XEP-0160 §3. */
const maxOfflineMessages = 1000;

/** Bytes kept for one user: no more than a client may leave unread, since it gets them all in one go. */
const maxOfflineBytes = 4_194_304;

/** Keeps a message for a user who is cleared for it; false: there is no place left. */
export function keepMessage(
  message: Destined,
  user: string,
  { store, rules }: { readonly store: Store; readonly rules: Rules },
  at?: Date,
): boolean {
  const held = hold(message, rules, at);
  const { count, bytes } = store.offlineSize(user);
  if (count >= maxOfflineMessages || bytes + Buffer.byteLength(held) > maxOfflineBytes) return false;
  store.addOffline(user, held);
  return true;
}
