import { type Element, textOf } from '#xml';
import { decodeBase64 } from '../sasl/base64.ts';
import type { SaslCondition } from '../sasl/mechanism.ts';
import { domainIn } from './peer-header.ts';

/**
 * Why a peer that wants to log in by its certificate may not; `undefined`: it may, as `from`, the domain that its stream is from.
 * `isTrusted`: its certificate is for that domain.
 *
 * Source: XEP-0178 §3; RFC 6120 §6.4.2 (`=` is an empty response).
 */
export function loginFailure(
  request: Element,
  from: string | undefined,
  isTrusted: boolean,
): SaslCondition | undefined {
  if (request.name !== 'auth') return 'malformed-request';
  if (request.attributes['mechanism'] !== 'EXTERNAL') return 'invalid-mechanism';
  if (!isTrusted) return 'not-authorized';
  const text = textOf(request).trim();
  if (text === '' || text === '=') return undefined;
  const authzid = decodeBase64(text);
  if (authzid === undefined) return 'incorrect-encoding';
  return domainIn(authzid.toString()) === from ? undefined : 'not-authorized';
}
