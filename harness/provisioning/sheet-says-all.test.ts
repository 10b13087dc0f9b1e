import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { z } from 'zod';
import { clearanceCodecs } from '#labels';
import { readFixtures, verbArgument, verbHead, verbs } from '../fixtures/index.ts';
import { loadProfiles, loadScenarios, profileNamed, underProfile, userOf } from '../scenario/index.ts';
import type { TargetDriver } from '../targets/target.ts';
import type { PlacedPart } from './deployments.ts';
import { planFor } from './plan-for.ts';
import { sheetFor } from './sheet-for.ts';

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const fixtures = readFixtures(here('fixtures'));
const { base } = fixtures;
const all = loadScenarios(here('scenarios'), fixtures.vocabulary());
const profile = profileNamed(loadProfiles(here('scenarios/profiles.yaml')), undefined, 'reference');

const domains = {
  'a.test': 'alpha.lab',
  'a2.test': 'beta.lab',
  'muc.a.test': 'rooms.alpha.lab',
  'muc2.a.test': 'halls.lab',
} as const;
const naming = { domains, account: (user: string) => `cmbac-${user.split('@')[0] ?? ''}` };
const named = new Map<string, string>(Object.entries(domains));

/** All that a server could be told that is not another server's. */
const told = verbs.map(({ head }) => head).filter((head) => !/^(Peer|Cmp|Syn|Dir)/.test(head));

const driver: TargetDriver = {
  name: 'lab',
  verbs: new Set(told),
  features: new Set([
    'labels',
    'catalog',
    'rooms',
    'offline',
    'several-domains',
    'several-resources',
    'room-history',
  ]),
  naming,
  worksheet: { clearances: 'x501' },
  start: () => Promise.reject(new Error('it is only described')),
};

/** What has these values is as if nobody had said anything of it. Source: docs/provisioning.md, last column. */
const asLeftOut: Readonly<Record<string, string>> = {
  'store.withheld': 'keep',
  'store.label': 'freeze',
  contentfree: 'exempt',
  'Cat.restrict': 'false',
  'Cat.reveal': 'all',
  denials: 'explicit',
  iq: 'allow-list',
  Announce: 'off',
  subject: 'open',
  unknown: 'refuse',
  mark: 'rewrite',
  stamp: 'off',
};
/** Numbers of policies by OID. */
const numbersOf = readNumbers();
/** Who has a clearance or a catalog of his own, or asks for none, does not mind these. */
const mayNotMatter = new Set(['U*', 'Pol.clr', 'Cat.reveal', 'Cat.restrict']);

describe('the worksheet of all deployments', () => {
  const asked = all.map((one) => underProfile(one, profile));
  const plan = planFor({ scenarios: asked, all: asked, driver, fixtures });
  const sheet = sheetFor(plan, driver, fixtures);

  it('tells the server what each part played on one would be given by the harness, and nothing else', () => {
    const typed = new Map<string, string>();
    let looked = 0;
    for (const { number, parts } of plan.deployments) {
      typeIn(number, typed);
      for (const part of parts)
        for (const [what, wanted] of wantedBy(part)) {
          const has = typed.get(what) ?? '';
          looked += wanted === '' ? 0 : 1;
          expect(has, `deployment ${number}, ${part.scenario.id} (${part.part.name}): ${what}`).to.equal(
            wanted,
          );
        }
    }
    expect([plan.deployments.length > 20, looked > 1500]).to.deep.equal([true, true]);
  });

  /** The rows of one deployment after those before it: `U cmbac-u-r@alpha.lab` → what it means. */
  function typeIn(number: number, typed: Map<string, string>): void {
    const rows = sheet.deployments.find((one) => one.number === number)?.rows ?? [];
    const said = Map.groupBy(
      rows.filter(({ verb }) => verb !== ''),
      ({ verb, name }) => `${verb} ${name}`,
    );
    for (const [what, group] of said) {
      const verb = group[0]?.verb ?? '';
      const values = group.filter(({ setting }) => !/place in|chosen|name$|description$/.test(setting));
      typed.set(
        what,
        meant(
          verb,
          values.map(({ value }) => value),
        ),
      );
    }
  }
});

/** What the harness would tell a server before a part, in the words of `meant`, by verb and name; an empty one: nothing. */
function wantedBy({ scenario, part, users, rooms }: PlacedPart): [string, string][] {
  const provision: Record<string, unknown> = { ...base.provision, ...part.provision };
  const players = Object.values(scenario.actors).map(userOf);
  const account = (user: string): string => {
    const [, home = base.domain] = user.split('@');
    return `${naming.account(users[user] ?? user)}@${named.get(home) ?? home}`;
  };
  const ofAccounts = base.accounts
    .filter((user) => players.includes(user))
    .flatMap((user) =>
      ['U', 'Pres.lbl', 'Announce'].map((verb): [string, string] => {
        const key = verb === 'Pres.lbl' ? `Pres(${user}).lbl` : `${verb}(${user})`;
        return [`${verb} ${account(user)}`, given(verb, provision[key])];
      }),
    );
  const others = Object.keys({
    ...provision,
    ...Object.fromEntries(globals.map((verb) => [verb, undefined])),
  })
    .filter(
      (key) =>
        told.includes(verbHead(key)) &&
        verbs.find(({ head }) => head === verbHead(key))?.argument !== 'account',
    )
    .filter((key) => key in part.provision || (verbArgument(key) === undefined && !mayNotMatter.has(key)))
    .map((key): [string, string] => {
      const about = verbArgument(key) ?? base.domain;
      const head = verbHead(key);
      if (!head.startsWith('Rm.'))
        return [`${head} ${named.get(about) ?? about}`, given(head, provision[key])];
      const [local = '', home = base.rooms[0] ?? ''] = (rooms[about] ?? about).split('@');
      return [`${head} ${local}@${named.get(home) ?? home}`, given(head, provision[key])];
    });
  return [...ofAccounts, ...others];
}

const globals = verbs.flatMap(({ head, argument }) =>
  argument === undefined && told.includes(head) ? [head] : [],
);

/** A value in the words of scenarios as what it means. */
function given(verb: string, words: unknown): string {
  if (words === undefined) return '';
  if (verb === 'Pol') return z.array(z.string()).parse(words).map(fileOf).join(' ');
  const key =
    verbs.find(({ head }) => head === verb)?.argument === undefined ? verb : verb.replace(/^\w+/, '$&(x)');
  const plain = fixtures.provisionValues({ [key]: words })[key];
  if (plain === 'none') return '';
  switch (shapeOf(verb)) {
    case 'clearance':
    case 'server-clearance':
      return z.array(clearance).parse(plain).map(inNumbers).sort().join('; ');
    case 'label':
      return textOf(label.parse(plain));
    case 'catalog':
      return catalog
        .parse(plain)
        .items.map((item) => (item.label ? textOf(item.label) : 'none'))
        .join(' ');
    default:
      return usual(verb, z.coerce.string().parse(plain));
  }
}

/** What somebody has typed in as what it means. */
function meant(verb: string, values: readonly string[]): string {
  const [first = ''] = values;
  if (verb === 'Pol') return values.map((value) => value.replace(/^.*\/policies\/|\.xml$/g, '')).join(' ');
  if (values.length === 1 && (first === '' || first === 'none')) return '';
  switch (shapeOf(verb)) {
    case 'clearance':
    case 'server-clearance':
      return values
        .map((x501) => inNumbers({ x501 }))
        .sort()
        .join('; ');
    case 'label':
    case 'catalog':
      return values.join(' ');
    default:
      return usual(verb, first);
  }
}

function shapeOf(verb: string): string | undefined {
  return verbs.find(({ head }) => head === verb)?.shape;
}

function usual(verb: string, value: string): string {
  return asLeftOut[verb] === value ? '' : value;
}

function fileOf(policy: string): string {
  return policy.includes('/') ? policy : `${policy}/spif`;
}

const label = z.object({ ess: z.string().optional(), stanag4774: z.string().optional() });
const catalog = z.object({ items: z.array(z.object({ label: label.optional() })) });
const clearance = z.union([
  z.object({ x501: z.string() }),
  z.object({
    policy: z.string(),
    classifications: z.array(z.string()),
    categories: z.record(z.string(), z.array(z.string())),
  }),
]);

function textOf({ ess, stanag4774 }: z.infer<typeof label>): string {
  return ess ?? stanag4774 ?? '';
}

/** A clearance with the numbers of its policy: its classifications, then each set of categories. */
function inNumbers(plain: z.infer<typeof clearance>): string {
  if ('x501' in plain) {
    const { policy, classifications, categories } = clearanceCodecs.x501.read(plain.x501);
    const sets = categories.map(
      ({ tagSet, values }) => `${tagSet.oid ?? ''} ${values.map(String).sort().join()}`,
    );
    return [policy.oid, classifications.map(String).sort().join(), ...sets.sort()].join(' | ');
  }
  const policy = numbersOf.get(plain.policy);
  const sets = Object.entries(plain.categories).map(([set, values]) => {
    const { oid = set, numbers } = policy?.sets.get(set) ?? {};
    return `${oid} ${values
      .map((value) => numbers?.get(value) ?? value)
      .sort()
      .join()}`;
  });
  const classes = plain.classifications.map((name) => policy?.classifications.get(name) ?? name);
  return [plain.policy, classes.sort().join(), ...sets.sort()].join(' | ');
}

interface Numbers {
  readonly classifications: ReadonlyMap<string, string>;
  readonly sets: ReadonlyMap<string, { readonly oid: string; readonly numbers: ReadonlyMap<string, string> }>;
}

/** The numbers of each policy by its OID, taken from the text of its file. */
function readNumbers(): ReadonlyMap<string, Numbers> {
  const folder = here('fixtures/policies');
  const texts = readdirSync(folder)
    .map((name) => join(folder, name, 'spif.xml'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
  return new Map(
    texts.map((text) => {
      const [, oid = ''] = /<(?:\w+:)?securityPolicyId [^>]*id="([^"]+)"/.exec(text) ?? [];
      const sets = text
        .split(/<(?:\w+:)?securityCategoryTagSet /)
        .slice(1)
        .map((part) => {
          const [, name = '', id = ''] = /^name="([^"]+)" id="([^"]+)"/.exec(part) ?? [];
          return [name, { oid: id, numbers: lacvs(part, 'tagCategory') }] as const;
        });
      return [oid, { classifications: lacvs(text, 'securityClassification'), sets: new Map(sets) }];
    }),
  );
}

function lacvs(text: string, element: string): ReadonlyMap<string, string> {
  const found = text.matchAll(new RegExp(`<(?:\\w+:)?${element} name="([^"]+)" lacv="(\\d+)"`, 'g'));
  return new Map([...found].map(([, name = '', lacv = '']) => [name, lacv]));
}
