import { isIPv6 } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';

/** Longest local part, domain or resource, in bytes of UTF-8. RFC 7622 §3.2-3.4. */
const maxPartBytes = 1023;

/** Longest label of a domain, in bytes of its ASCII form. RFC 1035 §2.3.4. */
const maxDomainLabelBytes = 63;

// What nearly every address is written in: prepared already, and short enough to be within every bound
const plainLocal = /^[a-z0-9._+-]{1,255}$/;
const plainDomain = /^[a-z0-9.-]{1,255}$/;
// What connecting takes for an IPv4 address, however it is written: no host's name ends in a number
const addressLike = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;
const plainResource = /^[!-~]{1,255}$/;

// RFC 8264 §4.2: letters, digits and visible ASCII, with the exceptions of RFC 5892 §2.6 that are neither
const identifier = /^[!-~\p{Ll}\p{Lu}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}\u06FD\u06FE\u0F0B\u3007]+$/v;
// RFC 8264 §9.13: characters that are there and not seen
const ignorable = /\p{Default_Ignorable_Code_Point}/v;
// RFC 7622 §3.3.1
const refusedInLocal = /["&'/:<>@]/;
// RFC 8264 §9.1: full-width and half-width forms, mapped before anything else
const wideOrNarrow = /[\u3000\uFF01-\uFFEE]/gv;
// RFC 8264 §4.3: controls, surrogates, private and unassigned characters, line and paragraph separators
const refusedInFreeform = /[\p{C}\p{Zl}\p{Zp}]/v;

/**
 * A local part as it is compared, or `undefined` when it cannot be one.
 *
 * The UsernameCaseMapped profile, except that the Bidi Rule and the contextual rules are not applied: a character
 * that needs a context is refused when it is not a letter, and taken when it is.
 *
 * Source: RFC 7622 §3.3, RFC 8265 §3.3.
 */
export function prepareLocal(text: string): string | undefined {
  if (plainLocal.test(text)) return text;
  const mapped = text.replace(wideOrNarrow, (character) => character.normalize('NFKC'));
  const local = mapped.toLowerCase().normalize('NFC');
  if (!identifier.test(local) || ignorable.test(local) || refusedInLocal.test(local)) return undefined;
  // RFC 8264 §9.17: a character with a compatibility form is not for identifiers
  if (local.normalize('NFKC') !== local) return undefined;
  return within(local);
}

/**
 * A domain as it is compared, or `undefined` when it cannot be one: a host name with its labels in Unicode, an IPv4
 * address, or an IPv6 address in brackets, either in its one form: `127.1` is `127.0.0.1`. A final dot is dropped.
 *
 * Source: RFC 7622 §3.2.
 */
export function prepareDomain(text: string): string | undefined {
  if (text.startsWith('[')) {
    const address = text.slice(1, -1);
    return text.endsWith(']') && isIPv6(address) ? domainToASCII(text) || undefined : undefined;
  }
  const lower = text.toLowerCase().replace(/\.$/, '');
  const isPlain = plainDomain.test(lower) && !lower.includes('xn--') && !addressLike.test(lower);
  const domain = isPlain ? lower : domainToUnicode(domainToASCII(lower)).normalize('NFC');
  const ascii = isPlain ? lower : domainToASCII(domain);
  return ascii.split('.').every(isDomainLabel) ? within(domain) : undefined;
}

/** A resource as it is compared, or `undefined` when it cannot be one. Source: RFC 7622 §3.4, RFC 8265 §4.2. */
export function prepareResource(text: string): string | undefined {
  if (plainResource.test(text)) return text;
  const resource = text.replace(/\p{Zs}/gv, ' ').normalize('NFC');
  if (refusedInFreeform.test(resource) || ignorable.test(resource)) return undefined;
  return within(resource);
}

function isDomainLabel(label: string): boolean {
  return label.length <= maxDomainLabelBytes && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label);
}

function within(part: string): string | undefined {
  const bytes = Buffer.byteLength(part);
  return bytes >= 1 && bytes <= maxPartBytes ? part : undefined;
}
