import { createHash, timingSafeEqual } from 'node:crypto';
import { escapeAttribute, type RootTag } from '#xml';
import { domainIn } from '../federation/peer-header.ts';
import { namespaces } from '../namespaces.ts';
import { checkRoot } from '../stream/header.ts';
import { StreamError } from '../stream-error.ts';

/**
 * The domain that a component opens its stream for, prepared: a component says whom it wants to be, and not who is to answer.
 *
 * @throws StreamError for what is no header of a component's stream; a version is not asked for
 * Source: XEP-0114 §3.
 */
export function readComponentHeader(header: RootTag): string {
  checkRoot(header, namespaces.component);
  const domain = domainIn(header.attributes['to']);
  if (domain === undefined) throw new StreamError('host-unknown');
  return domain;
}

/** The header that a server answers with; `domain` is missing where it has no such component. Source: XEP-0114 §3. */
export function writeComponentHeader(id: string, domain: string | undefined): string {
  const from = domain === undefined ? '' : ` from='${escapeAttribute(domain)}'`;
  return (
    `<?xml version='1.0'?><stream:stream xmlns='${namespaces.component}' xmlns:stream='${namespaces.stream}'` +
    `${from} id='${id}'>`
  );
}

/** What proves that a component knows the secret, on the stream of this id. Source: XEP-0114 §3. */
export function handshakeFor(id: string, secret: string): string {
  return createHash('sha1')
    .update(id + secret)
    .digest('hex');
}

/** Does `shown` prove it? Takes as long whatever was shown. */
export function isHandshake(shown: string, id: string, secret: string): boolean {
  const expected = Buffer.from(handshakeFor(id, secret));
  const got = Buffer.from(shown);
  return got.length === expected.length && timingSafeEqual(got, expected);
}
