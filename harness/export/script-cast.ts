import type { Edition, Member } from './edition.ts';

/** Why nobody could play this part in a script, whatever its steps are; `undefined`: somebody can. */
export function partProblem({ scenario, cast, domain, rooms, part }: Edition): string | undefined {
  const other = rooms.slice(1).find((one) => JSON.stringify(part.steps).includes(one));
  if (other !== undefined) return `there are rooms at \`${other}\`, and those of a script are at one domain`;
  const { kills } = scenario;
  if (kills.length > 0 && kills.every((fault) => fault.startsWith('err.')))
    return 'it is about what an error says, and a script cannot say what must not stand in one';
  for (const member of cast) {
    const found = problemOf(member, domain);
    if (found !== undefined) return found;
  }
  return undefined;
}

function problemOf({ name, jid, actor, at }: Member, domain: string): string | undefined {
  if (at !== 'server') return `${name} is at another server or a component, and a script has clients alone`;
  const home = jid.replace(/\/.*$/s, '').replace(/^.*@/, '');
  if (home !== domain) return `${name} is at \`${home}\`, and the characters of a script are at one domain`;
  if (typeof actor === 'string') return undefined;
  if (actor.transport !== 'tcp') return `${name} comes over ${actor.transport}, and a script over TCP`;
  if (actor.address !== undefined || actor.proxyHeader !== undefined)
    return `${name} comes from an address of its own, and a script from wherever it is played`;
  return actor.lang === undefined
    ? undefined
    : `${name}'s stream has a language, and a script cannot say which`;
}

/** `tess` plays as `Tess`. */
export function characterOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The cast as it stands at the top of a script. */
export function castLines(members: readonly Member[]): string[] {
  return members.flatMap(({ name, jid }) => {
    const [bare = '', resource = ''] = jid.split('/');
    return [
      `[Client] ${characterOf(name)}`,
      `\tjid: ${bare}`,
      '\tpassword: secret',
      `\tresource: ${resource}`,
      '',
    ];
  });
}
