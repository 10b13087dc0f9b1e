import { childElements, childrenOf, type Element, textOf } from '#xml';
import type { FailureKind } from '../record/index.ts';
import {
  absenceConditions,
  definedConditions,
  kickConditions,
  refusalConditions,
  refusalTypes,
} from './conditions.ts';
import type { SeenStanza } from './evidence.ts';
import { type Found, fails, list } from './findings.ts';
import { bindings, markingOf, securityLabels } from './labels.ts';
import { bindingName, clientNamespace, labelNamespace, stanzasNamespace } from './namespaces.ts';
import { unreadable } from './read-stanza.ts';
import { descendants } from './texts.ts';

/** What an error is about: the stanza that was refused, and who sent it where. */
export interface Refused {
  readonly sent: SeenStanza;
  /** The JID it was sent to; absent: the sender's own account. */
  readonly to?: string;
  /** The full JID of its sender. */
  readonly sender: string;
  readonly nonce?: string;
}

/** What a scenario asks of the error; left out: what refusals may look like anywhere. */
export interface AskedOfError {
  readonly type?: readonly string[] | undefined;
  readonly condition?: readonly string[] | undefined;
  /** Type and condition together, `auth/forbidden`: what the profile of the run accepts. */
  readonly accepts?: readonly string[] | undefined;
  /** What a sender hears of a recipient who is not there will do too. */
  readonly asAbsent?: boolean | undefined;
}

/**
 * Everything wrong with an error as the answer to a refused stanza; nothing found: it may look like that.
 *
 * Source: RFC 6120 §8.3.1-8.3.3 (shape), XEP-0258 §5 (no label in errors).
 */
export function errorFlaws(error: SeenStanza, refused: Refused, asked: AskedOfError = {}): Found[] {
  const types = asked.type ?? refusalTypes;
  const conditions = asked.condition ?? refusalConditions;
  const isAbsence = asked.asAbsent === true && absenceConditions.includes(conditionOf(error) ?? '');
  const meaning = [...meaningFlaws(error, types, conditions), ...pairFlaws(error, asked.accepts)];
  return [...shapeFlaws(error, refused), ...(isAbsence ? [] : meaning), ...echoFlaws(error, refused)];
}

/** What is wrong with an error's shape, whatever it says: addresses, one `<error/>`, one defined condition. */
export function shapeFlaws(error: SeenStanza, refused: Pick<Refused, 'to' | 'sender'>): Found[] {
  const { element } = error;
  if (element === unreadable) return [];
  const claims: [boolean, string, string][] = [];
  const { from, to } = element.attributes;
  const origin = refused.to;
  claims.push([
    origin === undefined || from === undefined || from === origin,
    `the error comes from ${origin ?? ''} (ERR-12)`,
    `it comes from ${from ?? ''}`,
  ]);
  claims.push([
    to === undefined || to === refused.sender,
    'the error goes to the sender (ERR-01)',
    `it goes to ${to ?? ''}`,
  ]);
  const errors = errorElements(element);
  claims.push([errors.length === 1, 'there is one <error/> in it (ERR-01)', `there are ${errors.length}`]);
  for (const one of errors.slice(0, 1)) claims.push(...conditionClaims(one));
  return claims
    .filter(([held]) => !held)
    .map(([, claim, seen]) => fails('wrong-error', claim, seen, [error.n]));
}

function conditionClaims(error: Element): [boolean, string, string][] {
  const inStanzas = childElements(error).filter((child) => child.namespace === stanzasNamespace);
  const conditions = inStanzas.filter((child) => child.name !== 'text').map((child) => child.name);
  const texts = inStanzas.length - conditions.length;
  const others = childElements(error).length - inStanzas.length;
  const defined = conditions.length === 1 && conditions.every((name) => definedConditions.has(name));
  const seen = conditions.length === 0 ? 'there is none' : `there is ${list(conditions)}`;
  return [
    [defined, 'the error has one defined condition (ERR-01)', seen],
    [texts <= 1, 'the error has at most one text (ERR-01)', `there are ${texts}`],
    [others <= 1, 'the error has at most one application condition (ERR-01)', `there are ${others}`],
  ];
}

function meaningFlaws(error: SeenStanza, types: readonly string[], conditions: readonly string[]): Found[] {
  const [one] = errorElements(error.element);
  if (!one) return [];
  const flaws: Found[] = [];
  const type = one.attributes['type'] ?? 'missing';
  if (!types.includes(type)) {
    flaws.push(
      fails('wrong-error', `the error's type is ${types.join(' or ')} (ERR-08)`, `it is ${type}`, [error.n]),
    );
  }
  const condition = conditionOf(error);
  if (condition !== undefined && !conditions.includes(condition)) {
    const kicks = kickConditions.has(condition) ? ', for which rooms throw occupants out (ERR-09)' : '';
    flaws.push(
      fails('wrong-error', `the error says ${conditions.join(' or ')}`, `it says ${condition}${kicks}`, [
        error.n,
      ]),
    );
  }
  return flaws;
}

/** An error of a type and a condition that the profile does not take together. */
function pairFlaws(error: SeenStanza, accepts: readonly string[] | undefined): Found[] {
  const [one] = errorElements(error.element);
  const pair = `${one?.attributes['type'] ?? 'missing'}/${conditionOf(error) ?? 'none'}`;
  if (one === undefined || accepts === undefined || accepts.includes(pair)) return [];
  return [fails('wrong-error', `the error is ${accepts.join(' or ')}`, `it is ${pair}`, [error.n])];
}

/**
 * What a refusal must not give back: anything of what was refused, and any label at all. To its sender it tells nothing new, and the
 * error is wrong; at any other session the same is a leak.
 */
export function echoFlaws(
  error: SeenStanza,
  refused: Refused,
  kind: Extract<FailureKind, 'wrong-error' | 'leak'> = 'wrong-error',
): Found[] {
  const claim = 'the error repeats nothing of the message (ERR-02)';
  const flaws: Found[] = [];
  if (labelledInside(error)) {
    flaws.push(fails(kind, 'the error holds no label (ERR-03)', 'there is one in it', [error.n]));
  }
  const repeated = [
    ...(refused.nonce !== undefined && error.raw.includes(refused.nonce) ? ['the content'] : []),
    ...(secretTexts(refused.sent).some((text) => error.raw.includes(text))
      ? ['the label or its marking']
      : []),
    ...originalChildren(error, refused.sent).map((name) => `<${name}/>`),
  ];
  if (repeated.length > 0) flaws.push(fails(kind, claim, `it repeats ${list(repeated)}`, [error.n]));
  return flaws;
}

/** The one defined condition, if there is exactly one `<error/>` and a first condition in it. */
export function conditionOf(error: SeenStanza): string | undefined {
  const [one] = errorElements(error.element);
  return (
    one &&
    childElements(one).find((child) => child.namespace === stanzasNamespace && child.name !== 'text')?.name
  );
}

/** Does the answer to a ping show a session that serves? An error does where it says no more than that pings are unknown. */
export function isServed(pong: SeenStanza): boolean {
  const isUnknown = ['service-unavailable', 'feature-not-implemented'].includes(conditionOf(pong) ?? '');
  return pong.element.attributes['type'] === 'result' || isUnknown;
}

function errorElements(stanza: Element): Element[] {
  return childrenOf(stanza, clientNamespace, 'error');
}

/** A `<securitylabel/>` or a label binding anywhere inside, by name where the text cannot be read. */
export function labelledInside(seen: SeenStanza): boolean {
  if (seen.element === unreadable) return /<([\w-]+:)?(securitylabel|BindingData)\b/.test(seen.raw);
  return descendants(seen.element).some(
    ({ name, namespace }) =>
      (name === 'securitylabel' && namespace === labelNamespace) || name === bindingName,
  );
}

/** Texts of the refused stanza's labels that an error must not hold: encoded labels and markings. */
export function secretTexts(sent: SeenStanza): string[] {
  const labels = securityLabels(sent.element);
  const encoded = [...labels, ...bindings(sent.element)]
    .flatMap(descendants)
    .filter(({ namespace }) => namespace !== labelNamespace)
    .map(textOf);
  const markings = labels.map((label) => markingOf(label) ?? '');
  return [...encoded, ...markings].map((text) => text.trim()).filter((text) => text.length >= shortestSecret);
}

/** Shorter texts occur in errors by chance. */
const shortestSecret = 4;

function originalChildren(error: SeenStanza, sent: SeenStanza): string[] {
  const original = new Set(childElements(sent.element).map(keyOf));
  return childElements(error.element)
    .filter((child) => child.name !== 'error' && original.has(keyOf(child)))
    .map((child) => child.name);
}

function keyOf({ namespace, name }: Element): string {
  return `${namespace} ${name}`;
}
