import type { Setting, Settings } from './part-needs.ts';

/** Something that wants a server told certain things, and does not mind the rest. */
interface Wanting {
  readonly needs: { readonly server: Settings };
}

/** What shares one deployment, and what it is told: every verb that somebody in it cares for. */
export interface Group<One> {
  readonly members: readonly One[];
  readonly server: Settings;
}

/**
 * As few groups as first fit finds: those that want nothing unusual share the first; of the others who wants most comes first, and each
 * goes to the first group that contradicts it in nothing (graph colouring after Welsh and Powell). The groups with most members come
 * first; in each the members keep their order. `usual` is what a verb has in the base deployment.
 */
export function grouped<One extends Wanting>(wanting: readonly One[], usual: Settings): Group<One>[] {
  const groups: { members: number[]; server: Map<string, Setting> }[] = [];
  const order = wanting
    .map((one, index) => ({ one, index, unusual: unusualIn(one.needs.server, usual) }))
    .sort((a, b) => weight(b) - weight(a) || a.index - b.index);
  for (const { one, index } of order) {
    const found = groups.find(({ server }) => !contradicts(server, one.needs.server));
    const group = found ?? { members: [], server: new Map<string, Setting>() };
    if (!found) groups.push(group);
    group.members.push(index);
    for (const [verb, setting] of one.needs.server)
      if (!group.server.has(verb)) group.server.set(verb, setting);
  }
  return groups
    .sort((a, b) => b.members.length - a.members.length)
    .map(({ members, server }) => ({
      members: members.sort((a, b) => a - b).flatMap((index) => wanting[index] ?? []),
      server,
    }));
}

function weight({ unusual }: { readonly unusual: number }): number {
  return unusual === 0 ? Infinity : unusual;
}

function contradicts(one: Settings, other: Settings): boolean {
  return [...other].some(([verb, { same }]) => {
    const has = one.get(verb);
    return has !== undefined && has.same !== same;
  });
}

function unusualIn(server: Settings, usual: Settings): number {
  return [...server].filter(([verb, { same }]) => same !== (usual.get(verb)?.same ?? '')).length;
}

/** All that a server is told: what the group wants, and for the rest what is usual. */
export function allTold(server: Settings, usual: Settings): Settings {
  const all = new Map([...usual, ...server]);
  return new Map([...all].filter(([, { same }]) => same !== ''));
}
