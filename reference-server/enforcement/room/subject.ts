import { childElements, childOf, element, textOf } from '#xml';
import { langAttribute, namespaces, type Stanza } from '../../xmpp/index.ts';
import { type Exempt, ownStanza } from '../exempt.ts';
import { isLabel } from '../label/label-element.ts';
import type { Rules } from '../rules.ts';
import { type Ruling, refused } from '../ruling.ts';

/**
 * A change of a room's subject, where the mode has them open: it is not checked, needs no label, and may carry none. It is made
 * anew from its text and language. `undefined`: it is none, or the mode has it checked like any message.
 *
 * Source: XEP-0258 §5.2.6.
 */
export function admitSubject(stanza: Stanza, rules: Rules): Ruling<Exempt> | undefined {
  const { faults } = rules;
  if (!isSubjectChange(stanza, rules)) return undefined;
  if (rules.subject === 'enforce' || faults.has('muc.subject')) return undefined;
  if (childElements(stanza.element).some(isLabel)) {
    if (faults.has('muc.subject-default')) return undefined;
    if (faults.has('muc.subject-label')) return { allowed: true, message: ownStanza(stanza) };
    return refused('malformed', 'label', [
      { kind: 'unreadable-label', message: 'a label on a change of subject' },
    ]);
  }
  return { allowed: true, message: ownStanza(onlySubject(stanza)) };
}

/**
 * Is it a change of subject: to all of a room, with a subject and nothing that would make it a message?
 *
 * Source: XEP-0045 §8.1.
 */
export function isSubjectChange({ kind, type, to, element: message }: Stanza, rules: Rules): boolean {
  if (kind !== 'message' || type !== 'groupchat' || to?.resource !== '') return false;
  if (childOf(message, namespaces.client, 'subject') === undefined) return false;
  if (rules.rooms.of(to.bare) === undefined) return false;
  if (rules.faults.has('muc.subject-body')) return true;
  return (
    childOf(message, namespaces.client, 'body') === undefined &&
    childOf(message, namespaces.client, 'thread') === undefined
  );
}

/** Letters of an id that is handed on: its sender chooses it, and nothing checks it. */
const maxIdLength = 64;

function onlySubject({ kind, type, id, from, to, lang, element: message }: Stanza): Stanza {
  const subject = childOf(message, namespaces.client, 'subject');
  const spoken = subject?.attributes[langAttribute] ?? lang;
  const text = subject === undefined ? '' : textOf(subject);
  return {
    kind,
    type,
    from,
    ...(id === undefined || id.length > maxIdLength ? {} : { id }),
    ...(to === undefined ? {} : { to }),
    ...(spoken === undefined ? {} : { lang: spoken }),
    element: element(namespaces.client, 'message', {}, [
      element(namespaces.client, 'subject', {}, text === '' ? [] : [text]),
    ]),
  };
}
