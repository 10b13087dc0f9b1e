import { childElements, type Element } from '#xml';
import {
  type Answerable,
  errorReply,
  type Stanza,
  type StanzaError,
  withChildren,
} from '../../xmpp/index.ts';
import type { Refusal } from '../ruling.ts';
import type { Faults } from './faults.ts';

/** The reply as a broken server would write it: the faults `err.*` (faults.ts says each in a sentence). */
export function faultyError(
  stanza: Answerable & { readonly element?: Element },
  error: StanzaError,
  reply: Stanza | undefined,
  faults: Faults,
  refusal?: Refusal,
): Stanza | undefined {
  if (faults.has('err.silent-iq') && stanza.kind === 'iq') return undefined;
  let broken = reply;
  if (broken === undefined && faults.has('err.noloop'))
    broken = errorReply({ ...stanza, type: 'normal' }, error);
  if (broken === undefined) return undefined;
  if (faults.has('err.cond')) broken = errorReply(stanza, { condition: 'service-unavailable' }) ?? broken;
  if (faults.has('err.verbose'))
    broken = errorReply(stanza, { ...error, text: verboseText(refusal) }) ?? broken;
  if (faults.has('err.undefined')) broken = withChildren(broken, withoutConditions(broken.element));
  if (faults.has('err.sanitise'))
    broken = withChildren(broken, [...childrenOf(stanza), ...childElements(broken.element)]);
  return faults.has('err.from') ? fromServer(broken) : broken;
}

function verboseText(refusal: Refusal | undefined): string {
  if (refusal === undefined) return 'does not exist';
  const held = refusal.reasons.map((reason) =>
    reason.kind === 'classification-not-held' ? reason.classification.name : reason.kind,
  );
  return `${refusal.check} refused: ${held.join(', ')}`;
}

function withoutConditions(stanza: Element): Element[] {
  return childElements(stanza).map((error) => ({ ...error, children: [] }));
}

function childrenOf({ element }: { readonly element?: Element }): Element[] {
  return element === undefined ? [] : childElements(element);
}

function fromServer(stanza: Stanza): Stanza {
  const { domain } = stanza.from;
  return { ...stanza, from: { local: '', domain, resource: '', bare: domain, full: domain } };
}

/** The fault `leak.slow`: nothing else happens for 50 ms. */
export function loseTime(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
}
