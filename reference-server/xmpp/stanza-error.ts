import { childElements, childOf, type Element, element } from '#xml';
import { bareOf, type Jid } from './jid.ts';
import { langAttribute, namespaces } from './namespaces.ts';
import type { Answerable, Stanza } from './stanza.ts';

export type StanzaErrorType = 'auth' | 'cancel' | 'continue' | 'modify' | 'wait';

/**
 * The defined conditions, each with the type that it has unless one is given.
 *
 * Source: RFC 6120 §8.3.3.
 */
export const stanzaConditions = {
  'bad-request': 'modify',
  conflict: 'cancel',
  'feature-not-implemented': 'cancel',
  forbidden: 'auth',
  gone: 'cancel',
  'internal-server-error': 'cancel',
  'item-not-found': 'cancel',
  'jid-malformed': 'modify',
  'not-acceptable': 'modify',
  'not-allowed': 'cancel',
  'not-authorized': 'auth',
  'policy-violation': 'modify',
  'recipient-unavailable': 'wait',
  redirect: 'modify',
  'registration-required': 'auth',
  'remote-server-not-found': 'cancel',
  'remote-server-timeout': 'wait',
  'resource-constraint': 'wait',
  'service-unavailable': 'cancel',
  'subscription-required': 'auth',
  'undefined-condition': 'modify',
  'unexpected-request': 'wait',
} as const satisfies Record<string, StanzaErrorType>;

export type StanzaCondition = keyof typeof stanzaConditions;

/** What an error says. `text` is English and goes to strangers: it names no label, clearance or person. */
export interface StanzaError {
  readonly condition: StanzaCondition;
  /** The condition's own type when left out. */
  readonly type?: StanzaErrorType;
  readonly text?: string;
  /** The application-specific condition, in a namespace of its own. RFC 6120 §8.3.4. */
  readonly application?: Element;
  /** The domain that says so, where it is not the one that the stanza was for. */
  readonly by?: string;
}

/**
 * The error to answer `stanza` with, or `undefined` where none may be sent: to an error, to an iq result, and so that two
 * servers never answer each other for ever.
 *
 * It has the id of the stanza, its addresses swapped and one `<error/>`; nothing that the stanza carried. A stanza that
 * was for nobody was for its sender's own account, which then answers.
 *
 * Source: RFC 6120 §8.3.1, §8.2.3; XEP-0258 §5.
 */
export function errorReply(stanza: Answerable, error: StanzaError): Stanza | undefined {
  if (stanza.type === 'error' || (stanza.kind === 'iq' && stanza.type === 'result')) return undefined;
  const from: Jid = stanza.to ?? bareOf(stanza.from);
  return {
    kind: stanza.kind,
    type: 'error',
    ...(stanza.id === undefined ? {} : { id: stanza.id }),
    from,
    to: stanza.from,
    element: element(namespaces.client, stanza.kind, {}, [errorElement(error)]),
  };
}

/** The same error stanza with nothing in it but its `<error/>`: a client's own words in it are not passed on. */
export function withOnlyError(stanza: Stanza): Stanza {
  const { namespace, name, attributes } = stanza.element;
  const error = childOf(stanza.element, namespace, 'error');
  return {
    ...stanza,
    element: { name, namespace, attributes, children: error === undefined ? [] : [error] },
  };
}

/**
 * The same error stanza written again from what cannot hold a client's own words: addresses, id, the error's type and its
 * defined condition.
 */
export function bareError(stanza: Stanza): Stanza {
  const { kind, id, from, to, element: written } = stanza;
  const condition = conditionOf(stanza) ?? 'undefined-condition';
  const type = childOf(written, written.namespace, 'error')?.attributes['type'];
  const error = errorElement({ condition, ...(isErrorType(type) ? { type } : {}) });
  return {
    kind,
    type: 'error',
    from,
    ...(id === undefined ? {} : { id }),
    ...(to === undefined ? {} : { to }),
    element: element(namespaces.client, kind, {}, [error]),
  };
}

/** The defined condition that an error stanza carries; `undefined-condition` for one that is not defined. */
export function conditionOf(stanza: Stanza): StanzaCondition | undefined {
  const error = childOf(stanza.element, stanza.element.namespace, 'error');
  if (error === undefined) return undefined;
  for (const child of childElements(error)) {
    if (child.namespace === namespaces.stanzaErrors && isCondition(child.name)) return child.name;
  }
  return 'undefined-condition';
}

function errorElement({ condition, type, text, application, by }: StanzaError): Element {
  const children = [element(namespaces.stanzaErrors, condition)];
  if (text !== undefined) {
    children.push(element(namespaces.stanzaErrors, 'text', { [langAttribute]: 'en' }, [text]));
  }
  if (application !== undefined) children.push(application);
  return element(namespaces.client, 'error', { type: type ?? stanzaConditions[condition], by }, children);
}

function isErrorType(type: string | undefined): type is StanzaErrorType {
  return errorTypes.includes(type ?? '');
}

const errorTypes: readonly string[] = [
  'auth',
  'cancel',
  'continue',
  'modify',
  'wait',
] satisfies readonly StanzaErrorType[];

function isCondition(name: string): name is StanzaCondition {
  return Object.hasOwn(stanzaConditions, name);
}
