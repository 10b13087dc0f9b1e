import { mayWatch, replacedAnswer } from '../../enforcement/index.ts';
import type { Jid, Stanza } from '../../xmpp/index.ts';
import type { ImDomain } from '../im-domain.ts';
import { answerUnsent } from '../management/keep-sent.ts';

/**
 * What a user of ours, or a domain, sent to a peer without a label, and what waited while rules changed, as it may go now;
 * `undefined`: it may not. Presence goes to who may still watch. An iq was let through by what held then, and what it carries
 * cannot be judged again: in place of an answer stands an error, and who asked is told that it did not get there.
 */
export function exemptOfUserNow(stanza: Stanza, to: Jid, domain: ImDomain): Stanza | undefined {
  const { kind, type, from } = stanza;
  if (kind === 'presence')
    return showsNothing(type) || mayWatch(to.bare, from.bare, domain.rules) ? stanza : undefined;
  if (kind === 'message') return stanza;
  if (type === 'result') return replacedAnswer(stanza).stanza;
  answerUnsent(stanza, domain);
  return undefined;
}

/** That somebody is not there, or not to be seen, and what is asked of others. */
function showsNothing(type: string): boolean {
  return type !== 'available' && type !== 'subscribed';
}
