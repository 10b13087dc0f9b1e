import type { IncomingHttpHeaders } from 'node:http';
import { canonicalAddress } from '../locations/address.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/**
 * Where a request comes from: `peer`, who sent it, or whom a trusted proxy sent it for.
 *
 * The hops are followed from here outwards for as long as each is a trusted proxy; the first that is not is where the
 * request comes from, and what it claims of others is not looked at. A hop that says no address, and a trusted proxy that
 * says nothing at all, is a place nobody knows: the empty address. `undefined`: a trusted proxy passed on what cannot be read, or two headers that disagree; one of them
 * is then not the proxy's own.
 *
 * Source: RFC 7239 §4, §5.2, §8.1; X-Forwarded-For as proxies write it.
 */
export function forwardedAddress(
  peer: string,
  headers: IncomingHttpHeaders,
  proxies: TrustedProxies,
): string | undefined {
  if (!proxies.trusts(peer)) return peer;
  const { forwarded } = headers;
  const listed = headers['x-forwarded-for'];
  const told = [
    ...(forwarded === undefined ? [] : [hopsOfForwarded(forwarded)]),
    ...(listed === undefined ? [] : [hopsOfList([listed].flat().join(','))]),
  ].map((hops) => hops && outermost(peer, hops, proxies));
  const [first = ''] = told;
  return told.includes(undefined) || told.some((address) => address !== first) ? undefined : first;
}

/** The first hop from the right that no trusted proxy stands at; the leftmost, if they all are. */
function outermost(peer: string, hops: readonly string[], proxies: TrustedProxies): string {
  let from = peer;
  for (const hop of hops.toReversed()) {
    if (!proxies.trusts(from)) return from;
    from = hop;
  }
  return from;
}

/** `X-Forwarded-For: 192.0.2.1, 198.51.100.7:4711`; an empty address for what is none. */
function hopsOfList(text: string): readonly string[] {
  return text.split(',').map((hop) => addressOfNode(hop.trim()));
}

/** `Forwarded: for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"`; `undefined`: it is not written as it must be. */
function hopsOfForwarded(text: string): readonly string[] | undefined {
  const hops: string[] = [];
  let rest = text;
  for (;;) {
    const [whole, pairs = ''] = forwardedElement.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    const nodes = [...pairs.matchAll(pair)].filter(([, name = '']) => name.toLowerCase() === 'for');
    if (nodes.length > 1) return undefined;
    hops.push(addressOfNode(unquoted(nodes[0]?.[2] ?? '')));
    rest = rest.slice(whole.length);
    if (rest === '') return hops;
    rest = rest.slice(1);
  }
}

/** RFC 9110 §5.6.2, §5.6.4. */
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = '"(?:[^"\\\\\\x00-\\x1f\\x7f]|\\\\[ -~])*"';
/** One hop, up to a comma or the end. RFC 7239 §4. */
const forwardedElement = new RegExp(
  `^[ \\t]*(${token}=(?:${token}|${quoted})(?:;${token}=(?:${token}|${quoted}))*)[ \\t]*(?=,|$)`,
);
const pair = new RegExp(`(${token})=(${token}|${quoted})`, 'g');

function unquoted(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

/** The address of `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`; empty for anything else. */
function addressOfNode(node: string): string {
  const [, bracketed, plain] =
    /^(?:\[([0-9a-fA-F:.]+)\](?::\d{1,5})?|(\d+(?:\.\d+){3})(?::\d{1,5})?)$/.exec(node) ?? [];
  return canonicalAddress(bracketed ?? plain ?? node) ?? '';
}
