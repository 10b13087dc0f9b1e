import { escapeAttribute, type RootTag } from '#xml';
import { parseJid } from '../jid.ts';
import { namespaces } from '../namespaces.ts';
import { checkRoot, checkVersion } from '../stream/header.ts';
import { StreamError } from '../stream-error.ts';

/** What the header says that a peer opened its stream with. Both domains are prepared. */
export interface PeerHeader {
  readonly to: string;
  /** Left out: it says not yet who it is. */
  readonly from: string | undefined;
}

/** XEP-0220 §2.4.1: says in a header, by being declared there, that dialback is known. */
export const dialbackNamespace = 'jabber:server:dialback';

/**
 * Reads the header that a peer opened its stream with.
 *
 * @throws StreamError for what is no header of a server's stream, a version before 1.0, a `to` that is none of ours, and a `from` that
 * is no domain or one of ours
 * Source: RFC 6120 §4.7, §4.8.1, §4.9.3.
 */
export function readPeerHeader(header: RootTag, isOurs: (domain: string) => boolean): PeerHeader {
  checkRoot(header, namespaces.server);
  const to = domainIn(header.attributes['to']);
  if (to === undefined || !isOurs(to)) throw new StreamError('host-unknown');
  checkVersion(header);
  const { from: written } = header.attributes;
  const from = domainIn(written);
  if (written !== undefined && (from === undefined || isOurs(from))) throw new StreamError('invalid-from');
  return { to, from };
}

/**
 * The id of the stream that a peer opened in answer to ours.
 *
 * @throws StreamError for what is no such answer
 */
export function readAnsweringHeader(header: RootTag): string {
  checkRoot(header, namespaces.server);
  checkVersion(header);
  const { id = '' } = header.attributes;
  if (id === '') throw new StreamError('bad-format', 'a stream without an id');
  return id;
}

/** The header of a stream between servers; whoever opens it gives no `id`. Source: RFC 6120 §4.7. */
export function writePeerHeader({ from, to, id }: { from?: string; to?: string; id?: string }): string {
  return (
    `<?xml version='1.0'?><stream:stream xmlns='${namespaces.server}' xmlns:stream='${namespaces.stream}'` +
    ` xmlns:db='${dialbackNamespace}'${attribute('from', from)}${attribute('to', to)}${attribute('id', id)}` +
    ` version='1.0' xml:lang='en'>`
  );
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}='${escapeAttribute(value)}'`;
}

/** An address that is a domain and nothing else. */
export function domainIn(text: string | undefined): string | undefined {
  const jid = parseJid(text ?? '');
  return jid !== undefined && jid.full === jid.domain ? jid.domain : undefined;
}
