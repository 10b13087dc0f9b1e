import { expect } from 'chai';
import {
  entered,
  fence,
  foundOf,
  type Lines,
  ops,
  presence,
  roomMade,
  said,
  stepOf,
} from '../room.fixture.ts';
import { actors, note, received, stream, type Told } from '../transcript.fixture.ts';

const scenario = (step: string): string => `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - ${step}
  - notice: {at: tess, room: ops, status: ['104'], expect: seen}`;

/** What is found of the third step: what came to rita in it, and a fence behind it. */
function found(step: string, came: Lines, ...without: string[]): string[] {
  const look = note(2, 'look', { id: 'look-id', from: 'rita', to: ops });
  const lines = { ...roomMade, ...entered(1, 'rita'), ...stepOf(2, { look, ...came, ...fence(2, 'rita') }) };
  return foundOf(scenario(step), 2, lines, ...without);
}

const pings = "passed: rita's pings through ops and to the server are answered";
const noPings = "inconclusive: rita's pings through ops and to the server are answered: no answer came";

describe('judgeOccupants', () => {
  const gone = presence('rita', 'tess', { type: 'unavailable', codes: ['307'], role: 'none' });

  it('takes the last presence of each', () => {
    const here = 'occupants: {at: rita, room: ops, here: [tess, rita]}';
    expect(found(here, {})).to.deep.equal([
      'passed: for rita, tess is in ops',
      'passed: for rita, rita is in ops',
      pings,
    ]);
    expect(found(here, { gone })[0]).to.equal('failed: for rita, tess is in ops: it has gone');
    expect(found(here, { gone, back: presence('rita', 'tess') })[0]).to.equal(
      'passed: for rita, tess is in ops',
    );
    expect(found(here, {}, 'others1')[0]).to.equal('failed: for rita, tess is in ops: nothing was told');
    expect(found(here, {}, 'others1', 'room-fenceAnswer2')).to.deep.equal([
      'inconclusive: for rita, tess is in ops: nothing was told, and the proof is not complete',
      'inconclusive: for rita, rita is in ops: the proof is not complete',
      noPings,
    ]);
  });

  it('does not look at what came after the fence: in the last step everybody goes', () => {
    const step = 'occupants: {at: rita, room: ops, here: [tess, rita]}';
    const look = note(2, 'look', { id: 'look-id', from: 'rita', to: ops });
    const inside = stepOf(2, { look, ...fence(2, 'rita'), gone });
    const all = foundOf(scenario(step), 2, { ...roomMade, ...entered(1, 'rita'), ...inside });
    expect(all[0]).to.equal('passed: for rita, tess is in ops');
  });

  it('wants who has gone to be gone, with the role none', () => {
    const step = 'occupants: {at: rita, room: ops, gone: [tess]}';
    const claim = 'for rita, tess is no longer in ops';
    expect(found(step, { gone })).to.deep.equal([`passed: ${claim}`, pings]);
    expect(found(step, {})[0]).to.equal(`failed: ${claim}: it still is`);
    expect(found(step, {}, 'others1')[0]).to.equal(`inconclusive: ${claim}: it never was`);
    expect(found(step, { gone }, 'sender-fenceAnswer2')[0]).to.equal(
      `inconclusive: ${claim}: the proof is not complete`,
    );
    expect(found(step, { gone: presence('rita', 'tess', { type: 'unavailable' }) })[1]).to.equal(
      'failed: who has gone has the role none (XEP-0045 §7.14): it is participant',
    );
  });

  it('knows presence that says nothing of the occupant', () => {
    const bare = received('rita', `<presence from='${ops}/tess' to='${actors.rita}' type='unavailable'/>`);
    expect(found('occupants: {at: rita, room: ops, gone: [tess]}', { bare })[1]).to.equal(
      'failed: who has gone has the role none (XEP-0045 §7.14): it is missing',
    );
    expect(found("occupants: {at: rita, room: ops, status: {tess: ['307']}}", { bare })[0]).to.contain(
      'it has no status',
    );
  });

  it('wants nothing to be told of who is unseen, and a fence behind it', () => {
    const step = 'occupants: {at: rita, room: ops, unseen: [sam]}';
    const claim = 'rita is told nothing of sam in ops';
    expect(found(step, {})[0]).to.equal(`passed: ${claim}`);
    expect(found(step, { sam: presence('rita', 'sam') })[0]).to.equal(`failed: ${claim}: a presence came`);
    expect(found(step, { sam: presence('rita', 'sam', { type: 'unavailable' }) })[0]).to.equal(
      `failed: ${claim}: a presence came`,
    );
    expect(found(step, {}, 'room-fenceAnswer2')[0]).to.equal(
      `inconclusive: ${claim}: nothing came, and the proof is not complete`,
    );
  });

  it('looks for one of several status codes', () => {
    const step = "occupants: {at: rita, room: ops, status: {tess: ['307', '321']}}";
    const claim = 'the last presence of tess that rita got says 307 or 321';
    expect(found(step, { gone })[0]).to.equal(`passed: ${claim}`);
    expect(found(step, {})[0]).to.equal(`failed: ${claim}: it has no status`);
    expect(found(step, { other: presence('rita', 'tess', { codes: ['170'] }) })[0]).to.equal(
      `failed: ${claim}: it says 170`,
    );
    expect(found(step, {}, 'others1')[0]).to.equal(`failed: ${claim}: none came`);
  });

  it('does not look at what comes when everybody has gone home', () => {
    const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - occupants: {at: rita, room: ops, here: [tess]}`;
    const look = note(2, 'look', { id: 'look-id', from: 'rita', to: ops });
    const lines = { ...roomMade, ...entered(1, 'rita'), ...stepOf(2, { look, ...fence(2, 'rita') }), gone };
    expect(foundOf(steps, 2, lines)[0]).to.equal('passed: for rita, tess is in ops');
  });

  it('is open about one who never entered, and fails when the stream of the one who looks ends', () => {
    const step = 'occupants: {at: rita, room: ops, here: [tess]}';
    expect(found(step, {}, 'asks1')).to.deep.equal(['inconclusive: rita has entered ops: it has not']);
    expect(found(step, { end: stream('rita', 'closed') })).to.include(
      "failed: rita's stream goes on: it ended: closed",
    );
  });
});

describe('judgeNotice', () => {
  const status = (code: string): Told =>
    said('rita', '', `<x xmlns='http://jabber.org/protocol/muc#user'><status code='${code}'/></x>`);
  const seen = "notice: {at: rita, room: ops, status: ['104'], expect: seen}";
  const unseen = "notice: {at: rita, room: ops, status: ['104'], expect: unseen}";
  const told = 'ops tells rita of a change with 104';
  const untold = 'ops tells rita of no change with 104';

  it('wants the room to say it', () => {
    expect(found(seen, { notice: status('104') })).to.deep.equal([`passed: ${told}`]);
    expect(found(seen, { notice: status('170') })).to.deep.equal([`failed: ${told}: it does not`]);
    expect(found(seen, {}, 'room-fenceAnswer2')).to.deep.equal([
      `inconclusive: ${told}: it does not, and the proof is not complete`,
    ]);
    const fromTess = said(
      'rita',
      'tess',
      `<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>`,
    );
    expect(found(seen, { notice: fromTess })).to.include(`failed: ${told}: it does not`);
  });

  it('wants the room not to say it, with a fence behind it', () => {
    expect(found(unseen, {})).to.deep.equal([`passed: ${untold}`]);
    expect(found(unseen, { notice: status('104') })).to.deep.equal([`failed: ${untold}: it does`]);
    expect(found(unseen, {}, 'sender-fenceAnswer2')).to.deep.equal([
      `inconclusive: ${untold}: nothing came, and the proof is not complete`,
    ]);
  });

  it('looks at what came since the actor entered, or looked before', () => {
    const lines = (step: number): Lines => ({
      ...roomMade,
      ...entered(1, 'rita', step === 1 ? { notice: status('104') } : {}),
      ...stepOf(2, {
        look: note(2, 'look', { id: 'look-id', from: 'rita', to: ops }),
        ...(step === 2 && { notice: status('104') }),
        ...fence(2, 'rita'),
      }),
      ...stepOf(3, fence(3, 'rita')),
    });
    const steps = scenario(`${seen}\n  - ${unseen}`);
    expect(foundOf(steps, 2, lines(1))).to.deep.equal([`failed: ${told}: it does not`]);
    expect([...foundOf(steps, 2, lines(2)), ...foundOf(steps, 3, lines(2))]).to.deep.equal([
      `passed: ${told}`,
      `passed: ${untold}`,
    ]);
    expect(foundOf(steps, 2, lines(2), 'asks1')).to.deep.equal([
      'inconclusive: rita has entered ops: it has not',
    ]);
  });
});
