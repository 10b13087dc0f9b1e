import { childElements, type Element, element, textOf } from '#xml';
import { parseJid, type Stanza } from '../../xmpp/index.ts';
import type { Rules } from '../rules.ts';

const mucUserNamespace = 'http://jabber.org/protocol/muc#user';
const formNamespace = 'jabber:x:data';

/**
 * What a message asks of a room and says nothing with: an invitation or a refusal of one without a reason, made anew; or a request for
 * voice, or the answer to one, which the room reads itself and hands to nobody. `undefined`: it says something, or asks something else.
 *
 * Source: XEP-0045 §7.8.2, §7.13, §8.6.
 */
export function wordlessRequest({ type, to, element: message }: Stanza, rules: Rules): Element | undefined {
  if (type !== 'normal' || to === undefined || to.resource !== '') return undefined;
  if (rules.rooms.of(to.bare) === undefined) return undefined;
  const [payload, another] = childElements(message);
  if (payload === undefined || another !== undefined || hasText(message)) return undefined;
  const { name, namespace } = payload;
  if (name !== 'x') return undefined;
  if (namespace === formNamespace) return isVoiceForm(payload) ? payload : undefined;
  return namespace === mucUserNamespace ? wordlessInvitation(payload, rules) : undefined;
}

function wordlessInvitation(x: Element, { faults }: Rules): Element | undefined {
  const [asked, another] = childElements(x);
  if (asked === undefined || another !== undefined || hasText(x)) return undefined;
  if (asked.namespace !== mucUserNamespace || !['invite', 'decline'].includes(asked.name)) return undefined;
  if (faults.has('muc.invite-text')) return x;
  const to = parseJid(asked.attributes['to'] ?? '');
  const isWordless = !hasText(asked) && childElements(asked).every(isEmptyReason);
  return to === undefined || !isWordless
    ? undefined
    : element(mucUserNamespace, 'x', {}, [element(mucUserNamespace, asked.name, { to: to.full })]);
}

function isEmptyReason(child: Element): boolean {
  return child.name === 'reason' && child.namespace === mucUserNamespace && child.children.length === 0;
}

function isVoiceForm(form: Element): boolean {
  const fields = childElements(form);
  const isRequest = fields.some(
    (field) =>
      field.attributes['var'] === 'FORM_TYPE' &&
      childElements(field).some((value) => textOf(value) === 'http://jabber.org/protocol/muc#request'),
  );
  return isRequest && fields.every(({ attributes }) => voiceFields.has(attributes['var'] ?? ''));
}

const voiceFields: ReadonlySet<string> = new Set([
  'FORM_TYPE',
  'muc#role',
  'muc#jid',
  'muc#roomnick',
  'muc#request_allow',
]);

function hasText({ children }: Element): boolean {
  return children.some((child) => typeof child === 'string' && child.trim() !== '');
}
