import { type Label, validate } from '#policy';
import { element } from '#xml';
import { type Jid, namespaces, type Stanza } from '../xmpp/index.ts';
import { checkEntry } from './entry.ts';
import { checkExit } from './exit.ts';
import { checkInternal } from './internal.ts';
import { checkRestriction } from './restriction.ts';
import { policyOf, type Rules } from './rules.ts';
import type { LabelledStanza } from './stages.ts';

/**
 * Would a message with this label pass from one to the other? It is put through the checks themselves, so a label
 * that is offered is one that passes.
 */
export function wouldPass(label: Label, from: Jid, to: Jid, rules: Rules): boolean {
  const validity = validate(policyOf(label, rules), label, { mode: 'read', now: rules.now() });
  return validity.violations.length === 0 && passes(imagined(label, from, to), to, rules);
}

/** Would a message without a label pass? */
export function unlabelledWouldPass(from: Jid, to: Jid, rules: Rules): boolean {
  const label = rules.clearances.defaultLabel();
  return label !== undefined && passes(imagined(label, from, to), to, rules);
}

function passes(message: LabelledStanza, to: Jid, rules: Rules): boolean {
  const listed = checkRestriction(message, rules);
  if (!listed.allowed) return false;
  const entered = checkEntry(listed.message, rules);
  if (!entered.allowed) return false;
  const accepted = checkInternal(entered.message, rules);
  if (!accepted.allowed) return false;
  // An address of the server itself has no recipient whose clearance could be asked
  return to.local === '' || checkExit(accepted.message, to.bare, rules).allowed;
}

function imagined(label: Label, from: Jid, to: Jid): LabelledStanza {
  const stanza: Stanza = {
    kind: 'message',
    type: 'chat',
    from,
    to,
    element: element(namespaces.client, 'message'),
  };
  return { arrival: { stanza, sender: from }, stanza, label, equivalents: [] };
}
