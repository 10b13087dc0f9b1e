import { z } from 'zod';
import { readEssLabel, writeEssLabel } from '#labels';
import { express, type Label, resolveLabel, validate } from '#policy';
import { type Element, element, parseDocument } from '#xml';
import { bareOf, namespaces, parseJid, readStanza, type Stanza, serializeContent } from '../xmpp/index.ts';
import { policyOf, type Rules } from './rules.ts';
import type { Accepted } from './stages.ts';
import { stamp } from './stamp.ts';

/** An accepted message as text: the label that counted when it came is kept with it, and no later default touches it. */
const heldMessage = z.object({
  sender: z.string(),
  to: z.string(),
  type: z.string(),
  id: z.string().optional(),
  lang: z.string().optional(),
  content: z.string(),
  /** Base64 of ESS labels: the label, then its verified equivalents. */
  labels: z.array(z.string()).min(1),
  /** When it came: ISO 8601, UTC. */
  at: z.string(),
});

/** The message as it is kept for a user who is not there. */
export function hold({ arrival, stanza, label, equivalents }: Accepted, rules: Rules): string {
  const asText = (each: Label): string => writeEssLabel(express(policyOf(each, rules), each, 'numbers'));
  const held: z.infer<typeof heldMessage> = {
    sender: arrival.sender.full,
    to: (stanza.to ?? bareOf(arrival.sender)).full,
    type: stanza.type,
    id: stanza.id,
    lang: stanza.lang,
    content: serializeContent(stanza),
    labels: [label, ...equivalents].map(asText),
    at: rules.now().toISOString(),
  };
  return JSON.stringify(held);
}

/**
 * The message that was held, with the time when it came (XEP-0203). Entry and internal were asked then and are not asked
 * again; whoever hands it over asks `checkExit`. `undefined` when the policies loaded now do not know its label any
 * more, or do not allow it: then nobody may have it.
 */
export function recall(text: string, rules: Rules): Accepted | undefined {
  const held = heldMessage.parse(JSON.parse(text));
  const [label, ...equivalents] = held.labels.map((each) => labelOf(each, rules));
  const stanza = stanzaOf(held);
  if (label === undefined || stanza === undefined) return undefined;
  const known = equivalents.filter((each) => each !== undefined);
  const message = { arrival: { stanza, sender: stanza.from }, stanza, label, equivalents: known };
  return stamp.internal(stamp.entry(message));
}

/** How deep a message may be was asked of it when it came, by the server's own limit. */
const boundedWhenItCame = Number.MAX_SAFE_INTEGER;

function labelOf(base64: string, rules: Rules): Label | undefined {
  const resolved = resolveLabel(rules.policies, readEssLabel(base64));
  if (!resolved.ok) return undefined;
  const { violations } = validate(resolved.policy, resolved.label, { mode: 'read', now: rules.now() });
  return violations.length === 0 ? resolved.label : undefined;
}

function stanzaOf({
  sender,
  to,
  type,
  id,
  lang,
  content,
  at,
}: z.infer<typeof heldMessage>): Stanza | undefined {
  const from = parseJid(sender);
  if (from === undefined) return undefined;
  const text = `<message xmlns='${namespaces.client}'>${content}</message>`;
  const { children } = parseDocument(text, { maxDepth: boundedWhenItCame });
  const delay = element('urn:xmpp:delay', 'delay', { from: from.domain, stamp: at });
  const message: Element = element(namespaces.client, 'message', { to, type, id }, [...children, delay]);
  const stanza = readStanza(message, from, lang);
  return 'refused' in stanza ? undefined : stanza;
}
