import type { Label } from '#policy';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import type { PeerMapping } from './peer-rules.ts';
import { type Rewritten, rewritten } from './rewritten.ts';

/**
 * A message from a peer with its label as it is said here, where a mapping for the peer asks for it: in the policy that governs
 * here, and as a `<securitylabel/>` with an ESS label and a marking in this language. What cannot be said here does not come in; it
 * never falls back to the default.
 *
 * The label that came stays beside it, and whoever is cleared for that one may have the message too.
 */
export function understoodFromPeer(
  message: LabelledStanza,
  { peer, lang }: { readonly peer: string; readonly lang: string | undefined },
  rules: Rules,
): Ruling<LabelledStanza> {
  const { mapping } = rules.peers.between(message.stanza.to?.domain ?? '', peer);
  // The default label is one of ours
  if (mapping === undefined || message.isDefault) return { allowed: true, message };
  const ruling = rewritten(message, { mapping, direction: 'inwards', lang }, rules);
  return ruling.allowed ? { allowed: true, message: asUnderstood(message, ruling.message, mapping) } : ruling;
}

function asUnderstood(
  message: LabelledStanza,
  { element, shown }: Rewritten,
  { original }: PeerMapping,
): LabelledStanza {
  const { stanza, label, equivalents } = message;
  if (element === stanza.element) return message;
  const written = { ...message, stanza: { ...stanza, element } };
  if (shown.policy === label.policy) return written;
  return {
    ...written,
    label: shown,
    equivalents: original === 'record' ? besides(shown, label, equivalents) : [],
  };
}

/** Labels that say the same in other policies: the one that came, and those that came with it. */
function besides(shown: Label, label: Label, equivalents: readonly Label[]): Label[] {
  return [label, ...equivalents.filter(({ policy }) => policy !== shown.policy)];
}
