import { childElements, childOf, type Element, element, textOf } from '#xml';
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
  const subject = subjectIn(stanza, rules);
  if (subject === undefined) return undefined;
  if (rules.subject === 'enforce' || faults.has('muc.subject')) return undefined;
  if (childElements(stanza.element).some(isLabel)) {
    if (faults.has('muc.subject-default')) return undefined;
    if (faults.has('muc.subject-label')) return { allowed: true, message: ownStanza(stanza) };
    return refused('malformed', 'label', [
      { kind: 'unreadable-label', message: 'a label on a change of subject' },
    ]);
  }
  return { allowed: true, message: ownStanza(onlySubject(stanza, subject)) };
}

/** Is it a change of subject: to all of a room, with a subject and nothing that would make it a message? */
export function isSubjectChange(stanza: Stanza, rules: Rules): boolean {
  return subjectIn(stanza, rules) !== undefined;
}

/** Source: XEP-0045 §8.1. */
function subjectIn({ kind, type, to, element: message }: Stanza, rules: Rules): Element | undefined {
  if (kind !== 'message' || type !== 'groupchat' || to?.resource !== '') return undefined;
  const subject = childOf(message, namespaces.client, 'subject');
  if (subject === undefined || rules.rooms.of(to.bare) === undefined) return undefined;
  const isMessage = ['body', 'thread'].some(
    (name) => childOf(message, namespaces.client, name) !== undefined,
  );
  return isMessage && !rules.faults.has('muc.subject-body') ? undefined : subject;
}

/** Letters of an id, or of a language, that is handed on: its sender chooses it, and nothing checks it. */
const maxWordLength = 64;

function onlySubject({ id, lang, element: message, ...addressed }: Stanza, subject: Element): Stanza {
  const spoken = subject.attributes[langAttribute] ?? lang;
  const text = textOf(subject);
  return {
    ...addressed,
    ...(id === undefined || id.length > maxWordLength ? {} : { id }),
    ...(spoken === undefined || spoken.length > maxWordLength ? {} : { lang: spoken }),
    element: element(message.namespace, message.name, {}, [
      element(subject.namespace, subject.name, {}, text === '' ? [] : [text]),
    ]),
  };
}
