import { expect } from 'chai';
import fc from 'fast-check';
import type { FaultName } from '../../../enforcement/index.ts';
import { anyHistory, type RoomHistory } from './act.fixture.ts';
import { playHistory } from './play.fixture.ts';
import type { Breakage } from './world.fixture.ts';

/** How many histories are played: 50, or as many as the environment says (`npm run nightly:rooms`). */
const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 50);
/** Where they begin: anywhere, or where the environment says. */
const seed = Number(process.env['FAST_CHECK_SEED'] ?? Date.now());

const holds = (breakage?: Breakage): fc.IProperty<[RoomHistory]> =>
  fc.property(anyHistory, (history) => {
    playHistory(history, breakage);
  });

describe('whatever happens to rooms', () => {
  it('brings a message to those in the room who are cleared for it there and then, once and in order, and to nobody else', () => {
    fc.assert(holds(), { numRuns, seed });
  });

  describe('it is noticed where', () => {
    const faults: readonly FaultName[] = [
      'muc.fanout',
      'muc.history',
      'muc.limit',
      'muc.past',
      'muc.stale',
      'muc.members',
      'muc.outsider',
      'muc.tell',
      'muc.order',
      'muc.exact',
      'muc.widen',
      'muc.unset',
      'muc.lockout',
      'muc.owner',
      'int.node',
      'int.server',
      'int.domain',
      'int.sender-domain',
      'int.target-domain',
      'access.node',
      'access.domain',
      'access.privilege',
      'access.loc',
      'access.stays',
      'entry.user',
      'entry.loc',
      'sm.resume',
      'entry.peer',
      'exit.peer',
      'access.peer',
      'peer.one-way',
      'peer.queued',
      'muc.kick',
    ];
    const breakages: readonly (readonly [string, Breakage])[] = [
      ...faults.map((fault) => [fault, { faults: [fault] }] as const),
      ['each message comes twice', { isDoubled: true }],
    ];
    for (const [name, breakage] of breakages)
      it(name, () => {
        // From one seed, so that it is noticed today and tomorrow
        const { counterexample } = fc.check(holds(breakage), { numRuns: 1000, seed: 6, endOnFailure: true });
        const [history] = counterexample ?? [];
        expect(history, 'nobody noticed').not.to.equal(undefined);
        if (history !== undefined) playHistory(history);
      });
  });
});
