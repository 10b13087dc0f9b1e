import { type Element, escapeAttribute, type RootTag } from '#xml';
import { langAttribute, namespaces } from '../namespaces.ts';
import { type StreamError, serializeStreamError } from '../stream-error.ts';
import { frameText } from './framing.ts';

/** Namespaces of the wrapper. Source: XEP-0124 §6; XEP-0206. */
export const httpBind = 'http://jabber.org/protocol/httpbind';
export const xmppBosh = 'urn:xmpp:xbosh';

/** What both sides keep to. Times are in seconds. Source: XEP-0124 §7.2. */
export interface BoshTerms {
  readonly sid: string;
  /** Longest that a request is held. */
  readonly wait: number;
  /** Most requests that are held at once. */
  readonly hold: number;
  /** Longest without a request. */
  readonly inactivity: number;
  /** The same where the client asks for a pause. */
  readonly maxPause: number;
}

/** Conditions that end a session, as far as this server says them. Source: XEP-0124 §17.2. */
export type BoshCondition =
  | 'bad-request'
  | 'host-unknown'
  | 'improper-addressing'
  | 'item-not-found'
  | 'policy-violation'
  | 'remote-stream-error'
  | 'system-shutdown';

/** A number that the wrapper carries; `undefined`: none, or not written as one. */
export function numberOf({ attributes }: Element, name: string): number | undefined {
  const text = attributes[name] ?? '';
  const number = Number(text);
  return /^\d{1,16}$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}

/** Does the client open a new stream? Source: XEP-0206. */
export function isRestart({ attributes }: Element): boolean {
  return attributes[`{${xmppBosh}}restart`] === 'true';
}

/** What a wrapper that opens a stream says, as a stream header over TCP would have said it. */
export function rootOfBody({ attributes }: Element, before?: RootTag): RootTag {
  const to = attributes['to'] ?? before?.attributes['to'];
  const lang = attributes[langAttribute] ?? before?.attributes[langAttribute];
  const version = attributes[`{${xmppBosh}}version`] ?? before?.attributes['version'];
  return {
    name: 'stream',
    namespace: namespaces.stream,
    defaultNamespace: namespaces.client,
    prefixes: new Map([['stream', namespaces.stream]]),
    attributes: {
      ...(to !== undefined && { to }),
      ...(version !== undefined && { version }),
      ...(lang !== undefined && { [langAttribute]: lang }),
    },
  };
}

/** A wrapper around what was written for a stream over TCP; it declares the prefix of what is the stream's own. */
export function bodyText(texts: readonly string[], terms = ''): string {
  const ofStream = texts.some((text) => text.startsWith('<stream:'));
  const prefix = ofStream ? ` xmlns:stream='${namespaces.stream}'` : '';
  return `<body xmlns='${httpBind}'${prefix}${terms}>${texts.map(frameText).join('')}</body>`;
}

/** What the first response says besides. Source: XEP-0124 §7.2; XEP-0206. */
export function termsText({ sid, wait, hold, inactivity, maxPause }: BoshTerms, domain: string): string {
  return (
    ` sid='${sid}' wait='${wait}' hold='${hold}' requests='${hold + 1}' inactivity='${inactivity}'` +
    ` maxpause='${maxPause}' ver='1.6' from='${escapeAttribute(domain)}'` +
    ` xmlns:xmpp='${xmppBosh}' xmpp:version='1.0' xmpp:restartlogic='true'`
  );
}

/** The end of a session, and what was still to be said in it. */
export function endText(condition?: BoshCondition, texts: readonly string[] = []): string {
  const why = condition === undefined ? '' : ` condition='${condition}'`;
  return bodyText(texts, ` type='terminate'${why}`);
}

/** The end of a session by a stream error. */
export function errorText(error: StreamError, texts: readonly string[]): string {
  switch (error.condition) {
    case 'host-unknown':
    case 'system-shutdown':
    case 'improper-addressing':
      return endText(error.condition, texts);
    default:
      return endText('remote-stream-error', [...texts, serializeStreamError(error)]);
  }
}
