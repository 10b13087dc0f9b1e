import { userJid } from '../account.ts';
import { ProvisionError, type ProvisionVerbs, readVerb, type Verb } from './verbs.ts';

/** What the verbs of one provisioning are about. */
export interface ProvisionPlace {
  /** The IM domains of the server; a user named without a domain is of the first. */
  readonly domains: readonly string[];
  /** The domains for rooms; a room named without one is of the first. Left out: there are none. */
  readonly roomDomains?: readonly string[];
  /** The domains of its components. Left out: there are none. */
  readonly components?: readonly string[];
  /** Paths of SPIF files start here. */
  readonly folder: string;
  /** The server's certificate, PEM, for `Srv.clr: certificate`. */
  readonly certificate?: string;
  /** Is a directory configured? Left out: no. */
  readonly hasDirectory?: boolean;
}

/** The verbs that there are, by head: what stands in the parentheses, if anything does. */
const verbTable: Readonly<
  Record<
    string,
    'user' | 'domain' | 'any-domain' | 'room' | 'peer' | 'component' | 'place' | 'syntax' | 'nothing'
  >
> = {
  Pol: 'nothing',
  'Pol.label': 'nothing',
  'Pol.clr': 'nothing',
  U: 'user',
  'U*': 'nothing',
  'Srv.clr': 'nothing',
  'Srv.lbl': 'nothing',
  'Dir.use': 'nothing',
  'Dom.clr': 'any-domain',
  'Dom.lbl': 'any-domain',
  'Rm.clr': 'room',
  'Rm.lbl': 'room',
  'Rm.dfl': 'room',
  'Rm.exact': 'room',
  'Peer.in': 'peer',
  'Peer.out': 'peer',
  'Peer.dfl': 'peer',
  'Peer.map': 'peer',
  'Peer*.in': 'nothing',
  'Peer*.out': 'nothing',
  'Peer*.dfl': 'nothing',
  'Peer*.map': 'nothing',
  'Cmp.clr': 'component',
  'Cmp.dfl': 'component',
  'Cmp.map': 'component',
  Loc: 'place',
  'Loc*': 'nothing',
  Cat: 'domain',
  'Cat.restrict': 'nothing',
  'Cat.reveal': 'nothing',
  iq: 'nothing',
  Announce: 'user',
  'Pres.lbl': 'user',
  denials: 'nothing',
  'store.withheld': 'nothing',
  'store.label': 'nothing',
  contentfree: 'nothing',
  subject: 'nothing',
  Syn: 'syntax',
  unknown: 'nothing',
  mark: 'nothing',
  stamp: 'nothing',
};

/** The verbs as they were written, each known and about something that there is. @throws ProvisionError */
export function knownVerbs(verbs: ProvisionVerbs, place: ProvisionPlace): readonly Verb[] {
  return Object.keys(verbs).map((written) => checkedVerb(readVerb(written), place));
}

function checkedVerb(verb: Verb, { domains, roomDomains = [], components = [] }: ProvisionPlace): Verb {
  const about = Object.hasOwn(verbTable, verb.head) ? verbTable[verb.head] : undefined;
  if (about === undefined) {
    throw new ProvisionError(
      `no such verb; the verbs are ${Object.keys(verbTable).join(', ')}`,
      verb.written,
    );
  }
  if ((about === 'nothing') !== (verb.subject === '')) {
    throw new ProvisionError(
      about === 'nothing'
        ? 'takes no parentheses'
        : `needs a ${about === 'any-domain' ? 'domain' : about} in parentheses`,
      verb.written,
    );
  }
  const known =
    about === 'domain' ? domains : about === 'any-domain' ? [...domains, ...roomDomains] : undefined;
  if (known !== undefined && !known.includes(verb.subject)) {
    throw new ProvisionError(`this server has no such domain, only ${known.join(', ')}`, verb.written);
  }
  if (about === 'peer') checkPeer(verb, [...domains, ...roomDomains], components);
  if (about === 'component' && !components.includes(verb.subject))
    throw new ProvisionError(noSuchComponent(components), verb.written);
  return verb;
}

function noSuchComponent(components: readonly string[]): string {
  return components.length === 0
    ? 'this server has no components; the configuration names them with `components`'
    : `this server has no such component, only ${components.join(', ')}`;
}

/** A peer is none of our own domains; what stands before `>` is one of them. */
function checkPeer({ subject, written }: Verb, ours: readonly string[], components: readonly string[]): void {
  const [, own, peer = ''] = /^(?:([^>]*)>)?(.*)$/.exec(subject) ?? [];
  if (own !== undefined && !ours.includes(own))
    throw new ProvisionError(`this server has no domain \`${own}\`, only ${ours.join(', ')}`, written);
  if (!/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(peer))
    throw new ProvisionError('write the domain of a peer in lower case, as in b.test or *.b.test', written);
  if (ours.includes(peer))
    throw new ProvisionError(`\`${peer}\` is a domain of this server and no peer`, written);
  if (components.includes(peer))
    throw new ProvisionError(
      `\`${peer}\` is a component of this server; \`Cmp(${peer}).clr\` is its clearance`,
      written,
    );
}

/** A user of ours, or of a peer, whose clearance is known here. */
export function anyUserOf(verb: Verb, place: ProvisionPlace): string {
  const { subject, written } = verb;
  const domain = subject.slice(subject.lastIndexOf('@') + 1);
  if (!subject.includes('@') || place.domains.includes(domain)) return userOf(verb, place);
  const jid = userJid(subject, [domain]);
  if (jid === undefined) throw new ProvisionError('this cannot be the address of a user', written);
  return jid.bare;
}

/** As the server knows the user: the clearance of `Sam` is that of sam. */
export function userOf({ subject, written }: Verb, { domains }: ProvisionPlace): string {
  const jid = userJid(subject, domains);
  if (jid === undefined)
    throw new ProvisionError(`this cannot be the name of a user of ${domains.join(' or ')}`, written);
  return jid.bare;
}

/** The address of a room as provisioning names one: `ops` is of the first domain for rooms. */
export function roomOf({ subject, written }: Verb, { roomDomains = [] }: ProvisionPlace): string {
  if (roomDomains.length === 0)
    throw new ProvisionError(
      'this server has no rooms; the configuration names domains for them with `rooms`',
      written,
    );
  const jid = userJid(subject, roomDomains);
  if (jid === undefined)
    throw new ProvisionError(`this cannot be the name of a room of ${roomDomains.join(' or ')}`, written);
  return jid.bare;
}

/** The values of all verbs with this head, by subject; `none` leaves no entry. */
export function collect<T>(
  verbs: readonly Verb[],
  head: string,
  valueOf: (verb: Verb) => T | undefined,
  keyOf: (verb: Verb) => string = ({ subject }) => subject,
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  for (const verb of verbs) {
    if (verb.head !== head) continue;
    const key = keyOf(verb);
    const value = valueOf(verb);
    if (value !== undefined) values.set(key, value);
  }
  return values;
}
