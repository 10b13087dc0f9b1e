import type { Naming } from '../targets/target.ts';
import type { Body, Character, Script, Step } from './script.ts';

/** What a server that is there already calls what a script calls `localhost`, `conference.localhost` and `romeo`. */
export interface ScriptNames {
  /** By whole domain: `localhost` → `alpha.lab`. */
  readonly domains: Readonly<Record<string, string>>;
  /** The account of a user at the script's domain. */
  readonly account: (user: string) => string;
}

/**
 * The names of a server for those of scripts at `domain`: a script's domain is the one under test, `conference.` its first domain for
 * rooms. What else is below the script's domain is below the server's.
 */
export function scriptNames(naming: Naming, domain: string): ScriptNames {
  const home = naming.domains['a.test'] ?? 'a.test';
  const rooms = naming.domains['muc.a.test'] ?? `muc.${home}`;
  return {
    domains: {
      [domain]: home,
      [`conference.${domain}`]: rooms,
      [`pubsub.${domain}`]: `pubsub.${home}`,
      [`upload.${domain}`]: `upload.${home}`,
    },
    account: (user) => naming.account(user),
  };
}

/** The script as it is played against such a server. */
export function renameScript(script: Script, names: ScriptNames): Script {
  const text = (written: string): string => renameText(written, names);
  return {
    ...script,
    cast: script.cast.map(
      (one): Character => ({ ...one, jid: text(one.jid), writtenJid: text(one.writtenJid) }),
    ),
    steps: script.steps.map((step): Step => {
      if (step.verb === 'sends') return { ...step, body: renameBody(step.body, text) };
      if (step.verb === 'receives' && step.body !== undefined)
        return { ...step, body: renameBody(step.body, text) };
      return step;
    }),
  };
}

function renameBody(body: Body, text: (written: string) => string): Body {
  return { ...body, text: text(body.text) };
}

/** Whole domain names only, with the user before the script's own. */
function renameText(text: string, { domains, account }: ScriptNames): string {
  const [own = ''] = Object.keys(domains);
  return text.replace(address, (whole, local: string | undefined, domain: string) => {
    const renamed = domains[domain.toLowerCase()];
    if (renamed === undefined) return whole;
    if (local === undefined) return renamed;
    return `${domain.toLowerCase() === own ? account(local) : local}@${renamed}`;
  });
}

const address = /(?:([\w.+-]+)@)?(?<![\w.-])([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?![\w-]|\.\w)/g;
