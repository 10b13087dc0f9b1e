import type { Holding } from '../coverage.ts';
import type { Provided } from '../variants.ts';
import { type Bench, isSaid, type Showing } from './bench.ts';
import { type Check, type Look, lookOf } from './check.ts';
import { rowsOf } from './self-matrix.ts';

/** What is said of rooms: who may be in them, and which labels they take. */
export function roomChecks(bench: Bench): Check[] {
  return bench.rooms.flatMap((room) =>
    [...room.settings.keys()].map((verb) => ({ verb, name: room.name, look: lookAt(verb, room, bench) })),
  );
}

function lookAt(verb: string, room: Provided, bench: Bench): Look | string {
  if (!bench.features.has('rooms')) return 'the description does not claim that it has rooms';
  const label = room.settings.get('Rm.lbl')?.words;
  const access = typeof label === 'string' ? label : undefined;
  const owner = bench.best(bench.domain, ({ gets }) => access === undefined || gets.has(access));
  if (owner === undefined) return 'no account of this deployment is known to be let in';
  const words = room.settings.get(verb)?.words;
  if (verb === 'Rm.clr') return limitLook(room, owner, bench.coverage.of(words), bench);
  if (verb === 'Rm.exact') {
    const lacks = bench.coverage.labels.filter((label) => label !== words);
    return limitLook(room, owner, { gets: new Set([String(words)]), lacks: new Set(lacks) }, bench);
  }
  return verb === 'Rm.lbl'
    ? accessLook(room, owner, access ?? 'none', bench)
    : 'no probe looks at it before the run';
}

/** What its owner says in it comes back, or is refused. */
function limitLook(
  { name }: Pick<Provided, 'name'>,
  { account, gets }: Showing,
  limit: Holding | undefined,
  bench: Bench,
  except = '',
): Look | string {
  const passes = bench.passes([bench.domain, bench.roomDomain], except);
  if (passes === undefined || limit === undefined) return 'nobody has written down which labels it covers';
  const labels = [...passes].filter((label) => gets.has(label) && isSaid(limit, label));
  const fence = labels.find((label) => limit.gets.has(label));
  if (fence === undefined) return 'no account of this deployment has a label that shows it';
  const rows = rowsOf(labels, limit);
  return lookOf(
    `room/${name}`,
    {
      actors: { owner: account.name },
      steps: [
        { room: { name, owner: 'owner' } },
        { matrix: { from: 'owner', room: name, to: ['owner'], fence, rows } },
      ],
    },
    [name],
  );
}

/** Whoever may have its access label enters it, another one does not. */
function accessLook(
  { name }: Pick<Provided, 'name'>,
  owner: Showing,
  label: string,
  bench: Bench,
): Look | string {
  const stranger = bench.best(bench.domain, ({ lacks }) => lacks.has(label));
  if (stranger === undefined) return 'everybody of this deployment may be in it';
  return lookOf(
    `access/${name}`,
    {
      actors: { owner: owner.account.name, stranger: stranger.account.name },
      steps: [
        { room: { name, owner: 'owner' } },
        { enter: { actor: 'stranger', room: name, expect: 'refused' } },
      ],
    },
    [name],
  );
}

/** A domain for rooms, by a room of its own there. */
export function roomDomainLook(verb: string, domain: string, bench: Bench): Look | string {
  if (domain !== bench.roomDomain || !bench.features.has('rooms'))
    return 'no account and no room is there to show it';
  const owner = bench.best(bench.domain);
  if (owner === undefined) return 'no account of this deployment is there to show it';
  return limitLook({ name: 'cmbac-look' }, owner, bench.coverage.of(bench.words(verb)), bench, verb);
}
