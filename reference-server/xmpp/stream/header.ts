import type { RootTag } from '#xml';
import { parseJid } from '../jid.ts';
import { langAttribute, namespaces } from '../namespaces.ts';
import { StreamError } from '../stream-error.ts';

/** What a client's stream header says. */
export interface StreamHeader {
  /** The domain that it asks for, prepared. */
  readonly domain: string;
  /** The language of what it sends. */
  readonly lang?: string;
}

/**
 * Reads the header that a client opened its stream with.
 *
 * @throws StreamError for what is no header of a client's stream, a version before 1.0, or a domain not in `domains`.
 *
 * Source: RFC 6120 §4.7, §4.8.1, §4.9.3.
 */
export function readHeader(header: RootTag, domains: ReadonlySet<string>): StreamHeader {
  checkRoot(header, namespaces.client);
  const to = parseJid(header.attributes['to'] ?? '');
  if (to === undefined || !domains.has(to.full)) throw new StreamError('host-unknown');
  checkVersion(header);
  const lang = header.attributes[langAttribute];
  return { domain: to.domain, ...(lang === undefined ? {} : { lang }) };
}

/**
 * @throws StreamError for what does not open a stream with this content namespace
 * Source: RFC 6120 §4.8.
 */
export function checkRoot(header: RootTag, contentNamespace: string): void {
  if (header.namespace !== namespaces.stream) throw new StreamError('invalid-namespace');
  if (header.name !== 'stream') throw new StreamError('bad-format');
  if (header.prefixes.get('stream') !== namespaces.stream) throw new StreamError('bad-namespace-prefix');
  if (header.defaultNamespace !== contentNamespace) throw new StreamError('invalid-namespace');
}

/** @throws StreamError for a version before 1.0. Source: RFC 6120 §4.7.5. */
export function checkVersion({ attributes }: RootTag): void {
  if (!/^0*[1-9][0-9]*\.[0-9]+$/.test(attributes['version'] ?? ''))
    throw new StreamError('unsupported-version');
}

/**
 * The header that a server opens its side with. `domain` is missing when the client asked for none of ours.
 *
 * Source: RFC 6120 §4.7.
 */
export function writeHeader(id: string, domain: string | undefined): string {
  const from = domain === undefined ? '' : ` from='${domain}'`;
  return (
    `<?xml version='1.0'?><stream:stream xmlns='${namespaces.client}' xmlns:stream='${namespaces.stream}'` +
    `${from} id='${id}' version='1.0' xml:lang='en'>`
  );
}
