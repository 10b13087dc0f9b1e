import type { Fixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { startProsodyForScripts } from '../targets/prosody/scansion.ts';
import type { Deployment, Provision, TargetDriver } from '../targets/target.ts';
import type { PlayOptions } from './play.ts';
import { provisionOf } from './provision.ts';
import { renameScript, scriptNames } from './rename.ts';
import type { Character, Script } from './script.ts';

/** A server made ready for scripts, and the scripts as they are played on it. */
export interface Staging {
  readonly driver: TargetDriver;
  readonly deployment: Omit<Deployment, 'folder'>;
  readonly scripts: readonly Script[];
  readonly keeper: PlayOptions['keeper'];
  readonly accountOf: PlayOptions['accountOf'];
  /** What the server has while a script is played. */
  readonly provisionFor: (script: Script) => Provision;
}

/** A server that enforces labels lets through what has none: its policy's default label is one that everybody may have. */
const withoutLabels = { Pol: ['harness-a'], 'U*': ['U'], iq: 'open' };

/** Who is there while a script is played, unseen. */
const keeper = { user: 'cmbac-keeper', password: 'kept' };

/** Whatever a script has in force, that one may log in. */
const forKeeper = { [`U(${keeper.user})`]: ['U', 'R', 'C', 'S', 'TS'] };

/**
 * Makes a server ready for scripts: it has their domain, rooms at `conference.` before it, and an account for each of their characters.
 *
 * A server that somebody else has started keeps its names; the scripts are played with those, and its accounts are as its description says.
 *
 * @throws ScenarioError where scripts cannot be played on one server: they speak of two domains, or one account has two passwords
 */
export function stageFor(driver: TargetDriver, scripts: readonly Script[], fixtures: Fixtures): Staging {
  const domain = domainOf(scripts);
  const accounts = accountsOf(scripts);
  const { naming } = driver;
  const labels = driver.verbs.has('Pol') ? fixtures.provisionValues(withoutLabels) : {};
  const provisionFor = (script: Script): Provision => {
    const own = provisionOf(script, driver, fixtures);
    return own === undefined
      ? labels
      : { ...own, ...fixtures.provisionValues(driver.verbs.has('U') ? forKeeper : {}) };
  };
  const base = { domain, rooms: [`conference.${domain}`], provision: labels, faults: [] };
  if (naming === undefined) {
    return {
      driver: driver.name === 'prosody' ? { ...driver, start: startProsodyForScripts } : driver,
      deployment: { ...base, accounts: { ...accounts, [keeper.user]: keeper.password } },
      scripts,
      keeper,
      provisionFor,
      accountOf: ({ jid, password }) => ({ user: userOf(jid), password }),
    };
  }
  const names = scriptNames(naming, domain);
  const passwords = new Map(
    Object.entries(accounts).map(([user, password]) => [
      naming.account(user),
      naming.password?.(user) ?? password,
    ]),
  );
  const [[user, password] = [keeper.user, keeper.password]] = passwords;
  const renamed = (name: string): string => names.domains[name] ?? name;
  return {
    driver,
    deployment: {
      ...base,
      accounts: Object.fromEntries(passwords),
      domain: renamed(domain),
      rooms: base.rooms.map(renamed),
    },
    scripts: scripts.map((script) => renameScript(script, names)),
    provisionFor,
    // An account of its own would have to be there too
    keeper: { user, password },
    accountOf: (character) => ({
      user: userOf(character.jid),
      password: passwords.get(userOf(character.jid)) ?? character.password,
    }),
  };
}

function domainOf(scripts: readonly Script[]): string {
  const [first, second] = new Set(
    scripts.flatMap(({ cast }) => cast.map(({ jid }) => jid.slice(jid.indexOf('@') + 1))),
  );
  if (second === undefined) return first ?? 'localhost';
  throw new ScenarioError([
    {
      sentence: `these scripts have characters at \`${first ?? ''}\` and at \`${second}\`; play those of one domain at a time`,
    },
  ]);
}

function accountsOf(scripts: readonly Script[]): Record<string, string> {
  const accounts = new Map<string, { readonly password: string; readonly file: string }>();
  for (const { file, cast } of scripts)
    for (const character of cast) {
      const user = userOf(character.jid).toLowerCase();
      const known = accounts.get(user);
      if (known !== undefined && known.password !== character.password)
        throw new ScenarioError([{ sentence: twoPasswords(character, known.file, file) }]);
      accounts.set(user, { password: character.password, file });
    }
  return Object.fromEntries([...accounts].map(([user, { password }]) => [user, password]));
}

function twoPasswords({ jid }: Character, one: string, other: string): string {
  return `\`${jid}\` has two passwords, in \`${one}\` and in \`${other}\`; give it one`;
}

function userOf(jid: string): string {
  return jid.slice(0, jid.indexOf('@'));
}
