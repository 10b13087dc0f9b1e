import { type Element, element } from '#xml';
import { type Exempt, ownStanza, replyWith } from '../enforcement/index.ts';
import { bareOf, namespaces, type Stanza, type StanzaError } from '../xmpp/index.ts';
import type { Host } from './host.ts';
import type { Session } from './im/sessions.ts';

/** An iq of type get or set, for the server or for an account, from one of our sessions. */
export interface IqRequest {
  readonly stanza: Stanza;
  readonly payload: Element;
  readonly session: Session;
  /** The server's own address, the sender's own account, or somebody else's account. */
  readonly at: 'server' | 'own-account' | 'other-account';
}

/** One thing that the server answers: found by the type of the iq and the name of its payload. */
export interface IqService {
  readonly type: 'get' | 'set';
  readonly namespace: string;
  readonly name: string;
  /** The payload of the result, `undefined` for an empty one, or an error. */
  answer(request: IqRequest, host: Host): Element | StanzaError | undefined;
}

/** The answer to a request, found in the table; what nobody knows is `<service-unavailable/>` (RFC 6120 §8.4). */
export function answerIq(services: readonly IqService[], request: IqRequest, host: Host): Exempt | undefined {
  const { stanza, payload } = request;
  const service = services.find(
    (each) => each.type === stanza.type && each.name === payload.name && each.namespace === payload.namespace,
  );
  const answer =
    faultyAnswer(request, host) ?? (service === undefined ? unavailable : service.answer(request, host));
  if (answer !== undefined && 'condition' in answer) return replyWith(stanza, answer, host.rules);
  return ownStanza(resultOf(stanza, answer));
}

/** The fault `disco.exists`. */
function faultyAnswer({ at, stanza }: IqRequest, host: Host): StanzaError | undefined {
  if (at !== 'other-account' || !host.rules.faults.has('disco.exists')) return undefined;
  return host.hasAccount(stanza.to?.bare ?? '') ? { condition: 'forbidden' } : undefined;
}

export const unavailable: StanzaError = { condition: 'service-unavailable' };

/** The result of a request, with this in it. */
export function resultOf(request: Stanza, payload: Element | undefined): Stanza {
  return {
    kind: 'iq',
    type: 'result',
    ...(request.id === undefined ? {} : { id: request.id }),
    from: request.to ?? bareOf(request.from),
    to: request.from,
    element: element(namespaces.client, 'iq', {}, payload === undefined ? [] : [payload]),
  };
}
