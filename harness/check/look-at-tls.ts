import type { X509Certificate } from 'node:crypto';
import { childElements, childOf, type Element, textOf } from '#xml';
import {
  type ClientEndpoint,
  type InspectedTls,
  type Inspection,
  inspectEntrance,
  SessionError,
} from '../actors/index.ts';
import type { CheckRow } from '../record/index.ts';
import { Rows } from './rows.ts';

/** One way in: whether anything answers there, and under which TLS. */
export interface EntranceSight {
  readonly rows: readonly CheckRow[];
  readonly inspection?: Inspection;
}

/** Looks at where clients connect: the connection, TLS and the certificate, before anybody logs in. */
export async function lookAtEntrance(endpoint: ClientEndpoint, signal: AbortSignal): Promise<EntranceSight> {
  const reach = new Rows('reach');
  const place = `${endpoint.host}:${endpoint.port}`;
  const how = endpoint.tls === 'direct' ? 'direct TLS' : 'STARTTLS';
  try {
    const inspection = await inspectEntrance(endpoint, signal);
    reach.is(true, how, `${place}, connected in ${inspection.connectMs.toFixed(1)} ms`);
    return { rows: [...reach.all, ...tlsRows(endpoint, how, inspection)], inspection };
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    reach.is(false, how, `${place}: ${error.message}`, 'an XMPP server');
    return { rows: reach.all };
  }
}

function tlsRows({ domain, tls: way }: ClientEndpoint, how: string, seen: Inspection): readonly CheckRow[] {
  const rows = new Rows('tls');
  if (seen.inClear !== undefined && way === 'starttls') clearRows(rows, seen.inClear);
  if (seen.tls === undefined) {
    rows.is(false, `${how}: TLS`, seen.ended ?? 'there is none', 'TLS 1.2 or later');
    return rows.all;
  }
  const { version, cipher } = seen.tls;
  rows.is(true, `${how}: TLS`, `${version}, ${cipher}`);
  certificateRows(rows, how, domain, seen.tls);
  if (seen.features === undefined)
    rows.is(false, `${how}: stream`, seen.ended ?? 'no features', 'stream features');
  return rows.all;
}

/** What is offered to who does not ask for TLS. Source: RFC 6120 §13.8.3. */
function clearRows(rows: Rows, features: Element): void {
  const offer = childOf(features, 'urn:ietf:params:xml:ns:xmpp-tls', 'starttls');
  const isRequired = offer !== undefined && childElements(offer).some(({ name }) => name === 'required');
  const inClear = mechanismsIn(features);
  rows.note('STARTTLS', offer === undefined ? 'not offered' : isRequired ? 'required' : 'optional');
  rows.is(
    !inClear.includes('PLAIN'),
    'login before TLS',
    inClear.length === 0 ? 'not offered' : inClear.join(', '),
    'no PLAIN in clear',
    'RFC 6120 §13.8.3',
  );
}

/** Source: RFC 6120 §13.7.1.2. */
function certificateRows(rows: Rows, how: string, domain: string, { chain, untrusted }: InspectedTls): void {
  for (const [index, one] of chain.entries())
    rows.note(`${how}: certificate ${index + 1} of ${chain.length}`, described(one));
  const [own] = chain;
  rows.is(
    untrusted === undefined,
    `${how}: chain`,
    untrusted === undefined ? 'ends at an authority that is trusted' : reasonFor(untrusted),
    'an authority that is trusted',
    'RFC 6120 §13.7.1.2',
  );
  if (own === undefined) return;
  const [from, to] = [own.validFromDate, own.validToDate];
  const now = new Date();
  rows.is(from <= now && now <= to, `${how}: validity`, `${day(from)} to ${day(to)}`, `valid on ${day(now)}`);
  rows.is(
    own.checkHost(domain, { subject: 'never' }) !== undefined,
    `${how}: names`,
    own.subjectAltName ?? 'no names',
    domain,
    'RFC 6120 §13.7.1.2',
  );
}

/** OpenSSL's codes in words, as far as servers' certificates bring them up. */
function reasonFor(code: string): string {
  const sentence = reasons[code];
  return sentence === undefined ? code : `${sentence} (${code})`;
}

const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'a certificate of it has expired',
  CERT_NOT_YET_VALID: 'a certificate of it is not valid yet',
  CERT_SIGNATURE_FAILURE: 'a signature in it is not that of its authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'it ends at an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it ends at an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is not trusted, or not in the chain',
};

function described({ subject, issuer, validFromDate, validToDate }: X509Certificate): string {
  return `${oneLine(subject)}, issued by ${oneLine(issuer)}, ${day(validFromDate)} to ${day(validToDate)}`;
}

/** The mechanisms that stream features offer. */
export function mechanismsIn(features: Element | undefined): string[] {
  const offer = features && childOf(features, 'urn:ietf:params:xml:ns:xmpp-sasl', 'mechanisms');
  return offer ? childElements(offer).map(textOf) : [];
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
