import { type Clearance, type Clearances, type Label, type Policies, policiesOf } from '#policy';
import type { MarkingMode } from '../../enforcement/index.ts';
import { userJid } from '../account.ts';
import { certificateClearances } from '../certificate-clearance.ts';
import { loadPolicies } from './load-policies.ts';
import type { Provisioned } from './provisioned.ts';
import { catalogOf } from './read-catalog.ts';
import { locationsOf } from './read-locations.ts';
import { syntaxOf } from './read-syntax.ts';
import { booleanOf, clearancesOf, labelOf, wordOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, readVerb, type Verb } from './verbs.ts';

/** What the verbs of one provisioning are about. */
export interface ProvisionPlace {
  /** The IM domains of the server; a user named without a domain is of the first. */
  readonly domains: readonly string[];
  /** Paths of SPIF files start here. */
  readonly folder: string;
  /** The server's certificate, PEM, for `Srv.clr: certificate`. */
  readonly certificate?: string;
  /** Is a directory configured? Left out: no. */
  readonly hasDirectory?: boolean;
}

/** The verbs that there are, by head: what stands in the parentheses, if anything does. */
const verbTable: Readonly<Record<string, 'user' | 'domain' | 'place' | 'syntax' | 'nothing'>> = {
  Pol: 'nothing',
  'Pol.label': 'nothing',
  'Pol.clr': 'nothing',
  U: 'user',
  'U*': 'nothing',
  'Srv.clr': 'nothing',
  'Srv.lbl': 'nothing',
  'Dir.use': 'nothing',
  'Dom.clr': 'domain',
  'Dom.lbl': 'domain',
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
  Syn: 'syntax',
  unknown: 'nothing',
  mark: 'nothing',
  stamp: 'nothing',
};

/**
 * Reads a whole provisioning: every verb is known, every name is looked up, or it is refused as a whole.
 *
 * @throws ProvisionError naming the verb
 */
export function readProvision(verbs: ProvisionVerbs, place: ProvisionPlace): Provisioned {
  const read = Object.keys(verbs).map((written) => checkedVerb(readVerb(written), place));
  const loaded = loadPolicies(filesOf(verbs['Pol']), place.folder);
  const policies = withDefaults(loaded, defaultsOf(verbs, loaded));
  const unlessNone = (verb: string): Clearances | undefined => levelOf(verbs[verb], policies, verb);
  return {
    policies,
    spifLabel: loaded.governing.defaults.label,
    anyUser: unlessNone('U*'),
    server: serverOf(verbs['Srv.clr'], policies, place),
    isServerCertified: verbs['Srv.clr'] === 'certificate',
    usesDirectory: directoryOf(verbs['Dir.use'], place),
    users: collect(
      read,
      'U',
      ({ written }) => unlessNone(written),
      (user) => userOf(user, place),
    ),
    domains: collect(read, 'Dom.clr', ({ written }) => unlessNone(written)),
    locations: locationsOf(read, verbs, policies),
    access: {
      server: labelOrNone('Srv.lbl', verbs['Srv.lbl'] ?? 'none', policies),
      domains: collect(read, 'Dom.lbl', ({ written }) => labelOrNone(written, verbs[written], policies)),
    },
    catalogs: catalogsOf(read, verbs, policies),
    presenceLabels: collect(
      read,
      'Pres.lbl',
      ({ written }) => (verbs[written] === 'none' ? undefined : labelOf(verbs[written], policies, written)),
      (user) => userOf(user, place),
    ),
    denials: wordOf(verbs['denials'] ?? 'explicit', ['explicit', 'opaque'], 'denials'),
    catalogReveals: wordOf(verbs['Cat.reveal'] ?? 'all', ['all', 'contacts', 'none'], 'Cat.reveal'),
    announcers: new Set(
      collect(
        read,
        'Announce',
        ({ written }) => booleanOf(verbs[written], written) || undefined,
        (user) => userOf(user, place),
      ).keys(),
    ),
    iq: wordOf(verbs['iq'] ?? 'allow-list', ['open', 'allow-list', 'default-label'], 'iq'),
    withheld: wordOf(verbs['store.withheld'] ?? 'keep', ['keep', 'bounce'], 'store.withheld'),
    storedLabel: wordOf(verbs['store.label'] ?? 'freeze', ['freeze', 'now'], 'store.label'),
    contentFree: wordOf(verbs['contentfree'] ?? 'exempt', ['exempt', 'deny'], 'contentfree'),
    syntaxes: collect(read, 'Syn', ({ written, subject }) =>
      verbs[written] === 'none' ? undefined : syntaxOf(verbs[written], subject, policies, written),
    ),
    unknownLabel: wordOf(verbs['unknown'] ?? 'refuse', ['refuse', 'default'], 'unknown'),
    marking: markingOf(verbs['mark'] ?? 'rewrite'),
    stamp: booleanOf(verbs['stamp'] ?? false, 'stamp'),
  };
}

/** A binding catalog that is not there would bind nobody: it is a mistake. */
function catalogsOf(
  read: readonly Verb[],
  verbs: ProvisionVerbs,
  policies: Policies,
): Provisioned['catalogs'] {
  const restrict = booleanOf(verbs['Cat.restrict'] ?? false, 'Cat.restrict');
  const catalogs = collect(read, 'Cat', ({ written }) =>
    verbs[written] === 'none' ? undefined : catalogOf(verbs[written], policies, restrict, written),
  );
  if (restrict && catalogs.size === 0) {
    throw new ProvisionError('there is no catalog to bind to; give one with `Cat(domain)`', 'Cat.restrict');
  }
  return catalogs;
}

function checkedVerb(verb: Verb, { domains }: ProvisionPlace): Verb {
  const about = Object.hasOwn(verbTable, verb.head) ? verbTable[verb.head] : undefined;
  if (about === undefined) {
    throw new ProvisionError(
      `no such verb; the verbs are ${Object.keys(verbTable).join(', ')}`,
      verb.written,
    );
  }
  if ((about === 'nothing') !== (verb.subject === '')) {
    throw new ProvisionError(
      about === 'nothing' ? 'takes no parentheses' : `needs a ${about} in parentheses`,
      verb.written,
    );
  }
  if (about === 'domain' && !domains.includes(verb.subject)) {
    throw new ProvisionError(`this server has no such domain, only ${domains.join(', ')}`, verb.written);
  }
  return verb;
}

/** As the server knows the user: the clearance of `Sam` is that of sam. */
function userOf(user: string, { domains }: ProvisionPlace): string {
  const jid = userJid(user, domains);
  if (jid === undefined)
    throw new ProvisionError(`this cannot be the name of a user of ${domains.join(' or ')}`, `U(${user})`);
  return jid.bare;
}

/** The values of all verbs with this head, by subject; `none` leaves no entry. */
function collect<T>(
  verbs: readonly Verb[],
  head: string,
  valueOf: (verb: Verb) => T | undefined,
  keyOf: (subject: string) => string = (subject) => subject,
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  for (const verb of verbs) {
    if (verb.head !== head) continue;
    const key = keyOf(verb.subject);
    const value = valueOf(verb);
    if (value !== undefined) values.set(key, value);
  }
  return values;
}

/** A clearance that may be unset: `none`, or the verb left out. */
function levelOf(value: unknown, policies: Policies, verb: string): Clearances | undefined {
  return value === undefined || value === 'none' ? undefined : clearancesOf(value, policies, verb);
}

/** The server's own clearance: written here, or the one that its certificate states. */
function serverOf(
  value: unknown,
  policies: Policies,
  { certificate }: ProvisionPlace,
): Clearances | undefined {
  return value === 'certificate'
    ? certificateClearances(certificate ?? '', policies, 'Srv.clr')
    : levelOf(value, policies, 'Srv.clr');
}

/** A directory that is configured is used unless it is said otherwise. */
function directoryOf(value: unknown, { hasDirectory = false }: ProvisionPlace): boolean {
  const wanted = booleanOf(value ?? hasDirectory, 'Dir.use');
  if (wanted && !hasDirectory)
    throw new ProvisionError(
      'there is no directory; the configuration gives one with `directory`',
      'Dir.use',
    );
  return wanted;
}

type Defaults = Policies['governing']['defaults'];

/** `Pol.label` and `Pol.clr` in place of what the SPIF says; left out, the SPIF counts. */
function defaultsOf(verbs: ProvisionVerbs, policies: Policies): Defaults {
  const { label, clearance, ...others } = policies.governing.defaults;
  const { 'Pol.label': labelValue, 'Pol.clr': clearanceValue } = verbs;
  const wantedLabel = labelValue === undefined ? label : labelOrNone('Pol.label', labelValue, policies);
  const wantedClearance =
    clearanceValue === undefined ? clearance : onlyOne(levelOf(clearanceValue, policies, 'Pol.clr'));
  return {
    ...others,
    ...(wantedLabel === undefined ? {} : { label: wantedLabel }),
    ...(wantedClearance === undefined ? {} : { clearance: wantedClearance }),
  };
}

/** A policy has one default clearance. */
function onlyOne(clearances: Clearances = []): Clearance | undefined {
  if (clearances.length > 1) throw new ProvisionError('write one clearance, or `none`', 'Pol.clr');
  return clearances[0];
}

function labelOrNone(verb: string, value: unknown, policies: Policies): Label | undefined {
  return value === 'none' ? undefined : labelOf(value, policies, verb);
}

/** The same policies; their classifications and categories stay the same objects. */
function withDefaults({ governing, all }: Policies, defaults: Defaults): Policies {
  return policiesOf({ ...governing, defaults }, ...all.slice(1));
}

function filesOf(value: unknown): readonly string[] {
  const files: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (value === undefined)
    throw new ProvisionError('is missing: it names the SPIF files, the governing one first', 'Pol');
  return files.map((file) => {
    if (typeof file !== 'string') throw new ProvisionError('write a list of SPIF files', 'Pol');
    return file;
  });
}

function markingOf(value: unknown): MarkingMode {
  if (value === 'preserve' || value === 'verify' || value === 'rewrite') return value;
  throw new ProvisionError('write `preserve`, `verify` or `rewrite`', 'mark');
}
