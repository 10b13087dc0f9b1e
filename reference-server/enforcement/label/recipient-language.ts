import { sameLabel } from '#policy';
import type { Stanza } from '../../xmpp/index.ts';
import type { Rules } from '../rules.ts';
import type { LabelledStanza } from '../stages.ts';
import { labelledIn } from './label-arrival.ts';

/**
 * The stanza with its marking in the language of whoever gets it, where the server writes markings; the policy's own
 * where it does not speak that language, or none is known. The label, and all else, stays as it is.
 */
export function inLanguageOf(lang: string | undefined, message: LabelledStanza, rules: Rules): Stanza {
  const { arrival, stanza, label } = message;
  if (lang === arrival.stanza.lang || rules.marking !== 'rewrite' || rules.faults.has('mark.language'))
    return stanza;
  const again = labelledIn(lang, arrival, rules);
  return again.allowed && sameLabel(again.message.label, label)
    ? { ...stanza, element: again.message.stanza.element }
    : stanza;
}
