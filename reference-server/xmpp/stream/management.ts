import { type Element, element, serialize } from '#xml';
import { namespaces } from '../namespaces.ts';
import type { StanzaCondition } from '../stanza-error.ts';
import { StreamError } from '../stream-error.ts';

export const managementNamespace = 'urn:xmpp:sm:3';

/** What a client says of stream management in place of a stanza. `h` counts stanzas, modulo 2^32. */
export type ManagementRequest =
  | { readonly kind: 'enable'; readonly resume: boolean; readonly maxSeconds?: number }
  | { readonly kind: 'request' }
  | { readonly kind: 'acknowledge'; readonly h: number }
  | ResumeRequest;

/** A session that lost its connection is wanted back. */
export interface ResumeRequest {
  readonly kind: 'resume';
  readonly previd: string;
  readonly h: number;
}

/**
 * Reads an element of stream management; `undefined`: it is of another namespace.
 *
 * @throws StreamError when it is none that a client sends, or counts nothing
 * Source: XEP-0198 §3, §4, §5.
 */
export function readManagement({ namespace, name, attributes }: Element): ManagementRequest | undefined {
  if (namespace !== managementNamespace) return undefined;
  switch (name) {
    case 'enable':
      return {
        kind: 'enable',
        resume: attributes['resume'] === 'true' || attributes['resume'] === '1',
        ...maxIn(attributes['max']),
      };
    case 'r':
      return { kind: 'request' };
    case 'a':
      return { kind: 'acknowledge', h: countIn(attributes['h']) };
    case 'resume':
      return { kind: 'resume', previd: attributes['previd'] ?? '', h: countIn(attributes['h']) };
    default:
      throw new StreamError('unsupported-stanza-type');
  }
}

/** Says after login that streams can be managed. */
export const managementFeature = `<sm xmlns='${managementNamespace}'/>`;

/** Asks the client for its count. */
export const countRequest = `<r xmlns='${managementNamespace}'/>`;

export function countAnswer(h: number): string {
  return `<a xmlns='${managementNamespace}' h='${h}'/>`;
}

/** `resumable`: under this id, and for so many seconds; left out: the session cannot be resumed. */
export function enabledAnswer(resumable?: { readonly id: string; readonly maxSeconds: number }): string {
  const how =
    resumable === undefined ? '' : ` id='${resumable.id}' resume='true' max='${resumable.maxSeconds}'`;
  return `<enabled xmlns='${managementNamespace}'${how}/>`;
}

/** `previd` is an id that this server made. */
export function resumedAnswer(previd: string, h: number): string {
  return `<resumed xmlns='${managementNamespace}' previd='${previd}' h='${h}'/>`;
}

/** The stream goes on, without what was asked for. Source: XEP-0198 §3, §5. */
export function failedAnswer(condition: StanzaCondition): string {
  const child = element(namespaces.stanzaErrors, condition);
  return serialize(element(managementNamespace, 'failed', {}, [child]), namespaces.client);
}

/** 2^32, where counts begin anew. Source: XEP-0198 §4. */
export const countModulus = 4_294_967_296;

function countIn(text = ''): number {
  const h = /^\d{1,10}$/.test(text) ? Number(text) : countModulus;
  if (h >= countModulus) throw new StreamError('bad-format', 'a count is a number below 2^32');
  return h;
}

function maxIn(text = ''): { maxSeconds?: number } {
  return /^\d{1,9}$/.test(text) ? { maxSeconds: Number(text) } : {};
}
