import type { Deployment, Place, RunningTarget } from './target.ts';

/** Where the components of a deployment connect, where all do so at one place; nothing where it has none. */
export function componentsAt(
  { components }: Pick<Deployment, 'components'>,
  place: Place,
): Pick<RunningTarget, 'components'> {
  if (components === undefined) return {};
  return { components: Object.fromEntries(Object.keys(components).map((domain) => [domain, place])) };
}
