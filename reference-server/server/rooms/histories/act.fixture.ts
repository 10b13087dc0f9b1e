import fc from 'fast-check';

/** What clearances and labels of a history are made of. */
export type Level = 'U' | 'R' | 'C' | 'S';
export const levels: readonly Level[] = ['U', 'R', 'C', 'S'];

/** The accounts of the clients, by client: some accounts have two. Those after the fourth are at peers. */
export const userOf = [0, 0, 1, 1, 2, 3, 4, 5, 6] as const;
/** Accounts of our own. */
export const users = 4;
/** Clients of our own. */
export const clients = 6;
/** The peer of each account at one: two at the first, one at the second. */
export const peerOf: Readonly<Record<number, number>> = { 4: 0, 5: 0, 6: 1 };
export const peers = 2;
export const places = 3;
export const rooms = 2;

/** One thing that happens. Clients, users, places and rooms are numbers; a level left out: `none`, not limited. */
export type Act =
  | { readonly act: 'enter'; readonly who: number; readonly room: number; readonly most: number | undefined }
  | { readonly act: 'leave'; readonly who: number; readonly room: number }
  | { readonly act: 'say'; readonly who: number; readonly room: number; readonly level: Level | undefined }
  | {
      readonly act: 'whisper';
      readonly who: number;
      readonly room: number;
      readonly user: number;
      readonly level: Level;
    }
  | { readonly act: 'move' | 'resume' | 'end'; readonly who: number; readonly place: number }
  | { readonly act: 'lose'; readonly who: number }
  /** Of somebody at a peer: an error for what came last, which says that it was denied, or that nobody is there. */
  | { readonly act: 'answer'; readonly who: number; readonly isGone: boolean }
  /** A peer cannot be reached for a while: what goes to it waits. */
  | { readonly act: 'hold'; readonly peer: number }
  | { readonly act: 'let go'; readonly peer: number }
  | {
      readonly act: 'clear peer';
      readonly peer: number;
      readonly direction: 'in' | 'out';
      readonly levels: readonly Level[] | undefined;
    }
  /** What somebody at a peer is cleared for is known here, or not. */
  | { readonly act: 'know'; readonly user: number; readonly levels: readonly Level[] | undefined }
  | { readonly act: 'clear user'; readonly user: number; readonly levels: readonly Level[] }
  | { readonly act: 'clear place'; readonly place: number; readonly levels: readonly Level[] }
  | {
      readonly act: 'limit server' | 'limit users' | 'limit rooms';
      readonly levels: readonly Level[] | undefined;
    }
  | { readonly act: 'limit room'; readonly room: number; readonly levels: readonly Level[] | undefined }
  | {
      readonly act: 'configure';
      readonly who: number;
      readonly room: number;
      readonly levels: readonly Level[] | undefined;
      readonly level: Level | undefined;
    }
  | { readonly act: 'keep to one'; readonly room: number; readonly level: Level | undefined }
  | { readonly act: 'close room'; readonly room: number; readonly level: Level | undefined }
  | { readonly act: 'close rooms'; readonly level: Level | undefined };

/** Who is cleared for what when a history begins. */
export interface Beginning {
  readonly users: readonly (readonly Level[])[];
  readonly places: readonly (readonly Level[])[];
  /** Where each client of our own is. */
  readonly at: readonly number[];
}

export interface RoomHistory {
  readonly beginning: Beginning;
  readonly acts: readonly Act[];
}

const who = fc.nat({ max: clients - 1 });
const remote = fc.integer({ min: clients, max: userOf.length - 1 });
const anybody = fc.oneof({ weight: 5, arbitrary: who }, { weight: 4, arbitrary: remote });
const user = fc.nat({ max: users - 1 });
const peer = fc.nat({ max: peers - 1 });
const place = fc.nat({ max: places - 1 });
// Most of it in one room: a history of few things each in a room of its own says little
const room = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: rooms - 1 }) },
);
const level = fc.constantFrom(...levels);
const cleared = fc.oneof(
  { weight: 2, arbitrary: fc.constant(levels) },
  { weight: 3, arbitrary: fc.subarray([...levels], { minLength: 2 }) },
  { weight: 1, arbitrary: fc.subarray([...levels]) },
);
const some = fc.subarray([...levels], { minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });

function acts<Name extends Act['act'], Rest extends object>(
  weight: number,
  name: Name,
  rest: fc.Arbitrary<Rest>,
): { weight: number; arbitrary: fc.Arbitrary<Rest & { act: Name }> } {
  return { weight, arbitrary: rest.map((others) => ({ ...others, act: name })) };
}

const most = fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 2 });

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  acts(16, 'enter', fc.record({ who: anybody, room, most })),
  acts(3, 'leave', fc.record({ who: anybody, room })),
  acts(24, 'say', fc.record({ who: anybody, room, level: fc.option(level, { nil: undefined, freq: 6 }) })),
  acts(6, 'whisper', fc.record({ who: anybody, room, user: fc.nat({ max: users + 2 }), level })),
  acts(2, 'answer', fc.record({ who: remote, isGone: fc.boolean() })),
  acts(3, 'hold', fc.record({ peer })),
  acts(4, 'let go', fc.record({ peer })),
  acts(
    5,
    'clear peer',
    fc.record({ peer, direction: fc.constantFrom('in', 'out', 'out'), levels: maybe(cleared) }),
  ),
  acts(2, 'know', fc.record({ user: fc.integer({ min: users, max: users + 2 }), levels: maybe(cleared) })),
  acts(3, 'move', fc.record({ who, place })),
  acts(4, 'lose', fc.record({ who })),
  acts(5, 'resume', fc.record({ who, place })),
  acts(2, 'end', fc.record({ who, place })),
  acts(4, 'clear user', fc.record({ user, levels: cleared })),
  acts(3, 'clear place', fc.record({ place, levels: cleared })),
  acts(1, 'limit server', fc.record({ levels: maybe(cleared) })),
  acts(1, 'limit users', fc.record({ levels: maybe(cleared) })),
  acts(1, 'limit rooms', fc.record({ levels: maybe(cleared) })),
  acts(3, 'limit room', fc.record({ room, levels: maybe(cleared) })),
  acts(5, 'configure', fc.record({ who: anybody, room, levels: maybe(some), level: maybe(level) })),
  acts(1, 'keep to one', fc.record({ room, level: maybe(level) })),
  acts(3, 'close room', fc.record({ room, level: maybe(level) })),
  acts(1, 'close rooms', fc.record({ level: maybe(level) })),
);

/** Anything that may happen in two rooms, with six clients of four accounts at three places, and three of three accounts at two peers. */
export const anyHistory: fc.Arbitrary<RoomHistory> = fc.record({
  beginning: fc.record({
    users: fc.array(cleared, { minLength: users, maxLength: users }),
    places: fc.array(cleared, { minLength: places, maxLength: places }),
    at: fc.array(place, { minLength: clients, maxLength: clients }),
  }),
  acts: fc.array(anyAct, { minLength: 15, maxLength: 50, size: 'max' }),
});
