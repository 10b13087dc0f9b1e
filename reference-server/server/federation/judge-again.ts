import { checkDeparture, type Departing, type Ruling, refusedByMistake } from '../../enforcement/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { recallSent } from '../management/recall-sent.ts';
import type { Came } from '../offline.ts';

/** A message that waited for a stream to a peer, by what holds now: clearances and mappings may have changed since it was judged. */
export function judgeAgain(message: Departing, came: Came, domain: ImDomain): Ruling<Departing> {
  const { to } = message.stanza;
  if (to === undefined) return refusedByMistake('exit');
  try {
    const { ruling } = recallSent(
      { ...message.before, stanza: { ...message.before.stanza, to } },
      came,
      domain,
    );
    return ruling.allowed ? checkDeparture(ruling.message, to, domain.rules) : ruling;
  } catch (mistake) {
    domain.report(mistake);
    return refusedByMistake('exit');
  }
}
