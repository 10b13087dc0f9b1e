import type { Clearances, Policies } from '#policy';
import type { MarkingMode } from '../../enforcement/index.ts';
import { certificateClearances } from '../certificate-clearance.ts';
import { anyUserOf, collect, knownVerbs, type ProvisionPlace, userOf } from './known-verbs.ts';
import { loadPolicies } from './load-policies.ts';
import type { Provisioned } from './provisioned.ts';
import { catalogOf } from './read-catalog.ts';
import { withDefaults } from './read-defaults.ts';
import { locationsOf } from './read-locations.ts';
import { peersOf } from './read-peers.ts';
import { roomsOf } from './read-rooms.ts';
import { syntaxOf } from './read-syntax.ts';
import { booleanOf, labelOf, labelOrNone, levelOf, wordOf } from './values.ts';
import { ProvisionError, type ProvisionVerbs, type Verb } from './verbs.ts';

/**
 * Reads a whole provisioning: every verb is known, every name is looked up, or it is refused as a whole.
 *
 * @throws ProvisionError naming the verb
 */
export function readProvision(verbs: ProvisionVerbs, place: ProvisionPlace): Provisioned {
  const read = knownVerbs(verbs, place);
  const loaded = loadPolicies(filesOf(verbs['Pol']), place.folder);
  const policies = withDefaults(loaded, verbs);
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
      (verb) => anyUserOf(verb, place),
    ),
    domains: collect(read, 'Dom.clr', ({ written }) => unlessNone(written)),
    locations: locationsOf(read, verbs, policies),
    access: {
      server: labelOrNone('Srv.lbl', verbs['Srv.lbl'] ?? 'none', policies),
      domains: collect(read, 'Dom.lbl', ({ written }) => labelOrNone(written, verbs[written], policies)),
    },
    peers: peersOf(read, verbs, policies),
    rooms: roomsOf(read, verbs, place, policies),
    catalogs: catalogsOf(read, verbs, policies),
    presenceLabels: collect(
      read,
      'Pres.lbl',
      ({ written }) => (verbs[written] === 'none' ? undefined : labelOf(verbs[written], policies, written)),
      (verb) => userOf(verb, place),
    ),
    denials: wordOf(verbs['denials'] ?? 'explicit', ['explicit', 'opaque'], 'denials'),
    catalogReveals: wordOf(verbs['Cat.reveal'] ?? 'all', ['all', 'contacts', 'none'], 'Cat.reveal'),
    announcers: new Set(
      collect(
        read,
        'Announce',
        ({ written }) => booleanOf(verbs[written], written) || undefined,
        (verb) => userOf(verb, place),
      ).keys(),
    ),
    iq: wordOf(verbs['iq'] ?? 'allow-list', ['open', 'allow-list', 'default-label'], 'iq'),
    withheld: wordOf(verbs['store.withheld'] ?? 'keep', ['keep', 'bounce'], 'store.withheld'),
    storedLabel: wordOf(verbs['store.label'] ?? 'freeze', ['freeze', 'now'], 'store.label'),
    contentFree: wordOf(verbs['contentfree'] ?? 'exempt', ['exempt', 'deny'], 'contentfree'),
    subject: wordOf(verbs['subject'] ?? 'open', ['open', 'enforce'], 'subject'),
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
