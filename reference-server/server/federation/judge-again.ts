import {
  checkDeparture,
  type Departing,
  type Exempt,
  type Ruling,
  refusedByMistake,
  replacedAnswer,
} from '../../enforcement/index.ts';
import { mayStillSee, refusalOfRoom } from '../../services/index.ts';
import type { Jid, Stanza } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { answerUnsent } from '../management/keep-sent.ts';
import { recallSent } from '../management/recall-sent.ts';
import type { Came } from '../offline.ts';
import { exemptOfUserNow } from './exempt-of-user.ts';
import { RemoteSession } from './remote-session.ts';

/**
 * A message that waited for a stream to a peer, by what holds now: clearances and mappings may have changed since it was judged. It is
 * sent as it was said, without a word about the waiting.
 */
export function judgeAgain(message: Departing, came: Came, domain: ImDomain): Ruling<Departing> {
  const { to } = message.stanza;
  if (to === undefined) return refusedByMistake('exit');
  try {
    const stanza = { ...message.before.stanza, to };
    const { ruling } = recallSent({ ...message.before, stanza }, came, domain);
    if (!ruling.allowed) return ruling;
    return isOutside(to, stanza, domain)
      ? { ...outside }
      : checkDeparture({ ...ruling.message, stanza }, to, domain.rules);
  } catch (mistake) {
    domain.report(mistake);
    return refusedByMistake('exit');
  }
}

/**
 * What carries no label and has waited, as it may go now; `undefined`: it may not, and whoever has to hear of
 * that has. What comes from a room is for who is in it, or may know of it. An iq of a user or a domain goes as it is where no rule has changed
 * meanwhile, and its content was not measured by a clearance, which a directory may change without one.
 */
export function exemptNow({ stanza }: Exempt, came: Came, domain: ImDomain): Stanza | undefined {
  const { to, kind, type, from } = stanza;
  if (to === undefined || type === 'error') return stanza;
  const isUnchanged = came.rules === domain.rules && domain.rules.iq !== 'default-label';
  if (kind === 'iq' && isUnchanged && !domain.rooms.serves(from.domain)) return stanza;
  if (!domain.rooms.serves(from.domain)) return exemptOfUserNow(stanza, to, domain);
  if (kind === 'presence') return mayStillSee(to, stanza, domain.rooms) ? stanza : undefined;
  if (!isOutside(to, stanza, domain)) return stanza;
  if (kind === 'iq' && type === 'result') return replacedAnswer(stanza).stanza;
  answerUnsent(stanza, domain);
  return undefined;
}

/** What is said in a room is for those who are in it, what the room itself writes for those who may be. */
function isOutside(to: Jid, { from }: Stanza, domain: ImDomain): boolean {
  if (!domain.rooms.serves(from.domain)) return false;
  return from.resource === ''
    ? refusalOfRoom(new RemoteSession(to), { from }, domain) !== undefined
    : domain.rooms.at(from)?.occupantOf(to) === undefined;
}

const outside = {
  allowed: false,
  kind: 'denied',
  check: 'exit',
  reasons: [{ kind: 'rule', rule: 'the recipient is not in the room any longer' }],
} as const;
