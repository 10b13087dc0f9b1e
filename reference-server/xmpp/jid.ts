import { prepareDomain, prepareLocal, prepareResource } from './prepare-jid.ts';

/** An XMPP address, prepared and split. `bare` and `full` are the text forms, made once. RFC 7622. */
export interface Jid {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
  readonly bare: string;
  readonly full: string;
}

/** How many addresses are remembered; the oldest is forgotten first. */
const maxRemembered = 16384;

/** Longest text that is remembered, in characters: at most 8 MB are held, whatever strangers send. */
const maxRememberedLength = 256;

const remembered = new Map<string, Jid>();

/**
 * The address that `text` writes, or `undefined` when it writes none.
 *
 * Two texts that mean one address give equal values: the local part and the domain are compared without case, all parts
 * in Unicode NFC. The same text gives the same object while it is remembered.
 *
 * Source: RFC 7622 §3.
 */
export function parseJid(text: string): Jid | undefined {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (!text.isWellFormed()) return undefined;
  if (text.length > maxRememberedLength) return splitAndPrepare(text);
  // A copy: a part cut out of what a socket brought would keep all of that in memory
  const copy = Buffer.from(text).toString();
  const jid = splitAndPrepare(copy);
  if (jid !== undefined) remember(copy, jid);
  return jid;
}

/** The same address without its resource. */
export function bareOf(jid: Jid): Jid {
  return jid.resource === '' ? jid : joined(jid.local, jid.domain, '');
}

/** The same address with another resource, or `undefined` when `resource` cannot be one. */
export function withResource(jid: Jid, resource: string): Jid | undefined {
  const prepared = prepareResource(resource);
  return prepared === undefined ? undefined : joined(jid.local, jid.domain, prepared);
}

function splitAndPrepare(text: string): Jid | undefined {
  // RFC 7622 §3.1: the first slash ends the bare part; an `@` after it belongs to the resource
  const slash = text.indexOf('/');
  const bare = slash === -1 ? text : text.slice(0, slash);
  const at = bare.indexOf('@');
  const local = at === -1 ? '' : prepareLocal(bare.slice(0, at));
  const domain = prepareDomain(bare.slice(at + 1));
  const resource = slash === -1 ? '' : prepareResource(text.slice(slash + 1));
  if (local === undefined || domain === undefined || resource === undefined) return undefined;
  return joined(local, domain, resource);
}

function joined(local: string, domain: string, resource: string): Jid {
  const bare = local === '' ? domain : `${local}@${domain}`;
  return { local, domain, resource, bare, full: resource === '' ? bare : `${bare}/${resource}` };
}

function remember(text: string, jid: Jid): void {
  if (remembered.size >= maxRemembered) {
    for (const oldest of remembered.keys()) {
      remembered.delete(oldest);
      break;
    }
  }
  remembered.set(text, jid);
}
