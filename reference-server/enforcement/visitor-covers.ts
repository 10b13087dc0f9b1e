import type { Label } from '#policy';
import type { Jid } from '../xmpp/index.ts';
import type { Origin } from './location.ts';
import { mayBeAt } from './may-be-at.ts';
import type { Rules } from './rules.ts';
import { type Refusal, refused } from './ruling.ts';
import { refusalOfUser } from './user-covers.ts';

/** Who wants a session of an account, or has one, or wants into a room, and from where. */
export interface Visitor {
  readonly jid: Jid;
  readonly origin?: Origin | undefined;
  /** The domain of another server, or of a component, where it is somebody there; left out: it is one of ours. */
  readonly peer?: string | undefined;
}

/** The refusal of a visitor by the label of a place; `undefined`: the user and the location are both cleared for it. */
export function refusalOfVisitor(label: Label, { jid, origin }: Visitor, rules: Rules): Refusal | undefined {
  const labelled = { label, equivalents: [] };
  const user = refusalOfUser('access', labelled, jid.bare, rules);
  if (user !== undefined) return user;
  const place = mayBeAt(origin, labelled, rules);
  return place.grant || rules.faults.has('access.loc')
    ? undefined
    : refused('denied', 'access', place.reasons);
}
