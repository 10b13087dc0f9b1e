import { expect } from 'chai';
import { type FaultName, type RoomRules, unlimitedRoom } from '../../enforcement/index.ts';
import {
  clearedFor,
  labelNamed,
  type RulesWish,
  rules,
  securityLabel,
} from '../../enforcement/rules.fixture.ts';
import { limitsOfRooms } from './entering/evict.ts';
import { ops, RoomStage } from './room.fixture.ts';
import { announceChangedLimits } from './said/notice.ts';

const everybody: RulesWish = { anyUser: clearedFor('U', 'R', 'C', 'S') };
const upToR: RoomRules = { ...unlimitedRoom, clearances: [clearedFor('U', 'R')] };
const upToS: RoomRules = { ...unlimitedRoom, clearances: [clearedFor('U', 'R', 'C', 'S')] };
const secret = `<message type='groupchat' id='m' to='${ops}'><body>one</body>${securityLabel('A-S')}</message>`;

/** Is SECRET taken under the first limits, and, once they are changed, under the second? */
function taken(first: RoomRules, second: RoomRules, faults: readonly FaultName[] = []): boolean[] {
  const stage = new RoomStage({ rules: rules({ ...everybody, faults, rooms: { [ops]: first } }) }, 'juliet');
  const before = stage.say('juliet', secret) === '';
  stage.host.rules = rules({ ...everybody, faults, rooms: { [ops]: second } });
  return [before, stage.say('juliet', secret) === ''];
}

describe('limitsOnSpeaking', () => {
  it('are those of now', () => {
    expect(taken(upToR, upToS)).to.deep.equal([false, true]);
    expect(taken(upToS, upToR)).to.deep.equal([true, false]);
  });

  it('of a broken server are those of the first message', () => {
    expect(taken(upToR, upToS, ['muc.stale'])).to.deep.equal([false, false]);
    expect(taken(upToS, upToR, ['muc.stale'])).to.deep.equal([true, true]);
  });
});

describe('announceChangedLimits', () => {
  const got = (second: RoomRules): string[] => {
    const stage = new RoomStage({ rules: rules({ ...everybody, rooms: { [ops]: upToR } }) }, 'juliet');
    const before = limitsOfRooms(stage.host);
    stage.host.rules = rules({ ...everybody, rooms: { [ops]: second } });
    announceChangedLimits(before, stage.host);
    return [...stage.got('juliet')];
  };

  it('tells a room of a clearance, a label or a usual label that is another than before', () => {
    for (const changed of [
      upToS,
      { ...upToR, access: [labelNamed('A-U')] },
      { ...upToR, displayed: labelNamed('A-U') },
    ])
      expect(got(changed).join('')).to.include("<status code='104'/>");
  });

  it('says nothing where the same is said in other objects', () => {
    expect(got({ ...unlimitedRoom, clearances: [clearedFor('U', 'R')] })).to.deep.equal([]);
  });
});

describe('entering under the fault that lifts owners above labels', () => {
  it('lets in owners and administrators, and nobody else', () => {
    const wish = (faults: readonly FaultName[], access: RoomRules['access']): RulesWish => ({
      anyUser: clearedFor('U'),
      faults,
      rooms: { [ops]: { ...unlimitedRoom, access } },
    });
    const stage = new RoomStage({ rules: rules(wish([], [])) }, 'juliet', 'romeo', 'nurse');
    stage.room.affiliations.set('romeo@a.test', 'member');
    const comesBack = (name: string): boolean => {
      stage.presence(name, `<presence type='unavailable' to='${ops}/${name}'/>`);
      return stage.enter(name).join('').includes("code='110'");
    };
    for (const [faults, expected] of [
      [[], [false, false]],
      [['access.privilege'], [true, false]],
    ] as const) {
      stage.host.rules = rules(wish(faults, [labelNamed('A-S')]));
      expect(['juliet', 'romeo'].map(comesBack)).to.deep.equal(expected);
    }
  });
});
