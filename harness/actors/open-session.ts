import type { Account, Actor, Observer } from './actor.ts';
import { openBoshSession } from './bosh.ts';
import { openClientSession } from './client.ts';
import { openRawSession } from './raw.ts';
import type { ClientEndpoint } from './secure-socket.ts';

/** Opens a client's session: the same arguments for each kind. See `Actor`. */
export type OpenSession = (
  name: string,
  account: Account,
  endpoint: ClientEndpoint,
  observer: Observer,
  signal: AbortSignal,
) => Promise<Actor>;

/** The kinds of client: on a library, or on bytes of our own. A scenario may name these two; a `silent` one is raw and answers nobody by itself. */
export const openSession: Readonly<Record<'client' | 'raw' | 'silent', OpenSession>> = {
  client: (name, account, endpoint, ...rest) => {
    const open = endpoint.bosh === undefined ? openClientSession : openBoshSession;
    return open(name, account, endpoint, ...rest);
  },
  raw: (...asked) => openRawSession(...asked),
  silent: (...asked) => openRawSession(...asked, () => undefined),
};
