import { type Clearance, type Clearances, type Policies, policiesOf } from '#policy';
import type { MarkingMode } from '../../enforcement/index.ts';
import { accountJid } from '../account.ts';
import { loadPolicies } from './load-policies.ts';
import type { Provisioned } from './provisioned.ts';
import { catalogOf } from './read-catalog.ts';
import { booleanOf, clearancesOf, labelOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, readVerb, type Verb } from './verbs.ts';

/** What the verbs of one provisioning are about. */
export interface ProvisionPlace {
  readonly domain: string;
  /** Paths of SPIF files start here. */
  readonly folder: string;
}

/** The verbs that there are, by head: what stands in the parentheses, if anything does. */
const verbTable: Readonly<Record<string, 'user' | 'domain' | 'nothing'>> = {
  Pol: 'nothing',
  'Pol.label': 'nothing',
  'Pol.clr': 'nothing',
  U: 'user',
  'U*': 'nothing',
  'Srv.clr': 'nothing',
  'Dom.clr': 'domain',
  Cat: 'domain',
  'Cat.restrict': 'nothing',
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
    server: unlessNone('Srv.clr'),
    users: collect(
      read,
      'U',
      ({ written }) => unlessNone(written),
      (user) => userOf(user, place),
    ),
    domains: collect(read, 'Dom.clr', ({ written }) => unlessNone(written)),
    catalogs: catalogsOf(read, verbs, policies),
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

function checkedVerb(verb: Verb, { domain }: ProvisionPlace): Verb {
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
  if (about === 'domain' && verb.subject !== domain) {
    throw new ProvisionError(`this server has the domain \`${domain}\` only`, verb.written);
  }
  return verb;
}

/** As the server knows the user: the clearance of `Sam` is that of sam. */
function userOf(user: string, { domain }: ProvisionPlace): string {
  const jid = accountJid(user, domain);
  if (jid === undefined) throw new ProvisionError('this cannot be the name of a user', `U(${user})`);
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

type Defaults = Policies['governing']['defaults'];

/** `Pol.label` and `Pol.clr` in place of what the SPIF says; left out, the SPIF counts. */
function defaultsOf(verbs: ProvisionVerbs, policies: Policies): Defaults {
  const { label, clearance, ...others } = policies.governing.defaults;
  const { 'Pol.label': labelValue, 'Pol.clr': clearanceValue } = verbs;
  const wantedLabel = labelValue === undefined ? label : labelOrNone(labelValue, policies);
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

function labelOrNone(value: unknown, policies: Policies): Defaults['label'] {
  return value === 'none' ? undefined : labelOf(value, policies, 'Pol.label');
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
