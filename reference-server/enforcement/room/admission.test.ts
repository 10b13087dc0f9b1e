import { expect } from 'chai';
import {
  accepted,
  clearedFor,
  labelledMessage,
  labelNamed,
  type RulesWish,
  rules,
} from '../rules.fixture.ts';
import { checkRoom, closed } from './admission.ts';
import { type RoomRules, unlimitedRoom } from './room-rules.ts';

const everybody: RulesWish = { anyUser: clearedFor('U', 'R', 'C', 'S') };

describe('checkRoom', () => {
  const outcome = (label: string, room: Partial<RoomRules>, wish: RulesWish = {}): unknown => {
    const under = rules({ ...everybody, ...wish });
    const ruling = checkRoom(accepted(labelledMessage(label), under), { ...unlimitedRoom, ...room }, under);
    if (ruling.allowed) return 'taken';
    return [ruling.kind, ruling.check, ...ruling.reasons.map(({ kind }) => kind)].join(' ');
  };
  const refused = 'denied room classification-not-held';

  it('takes anything where nothing limits the room', () => {
    expect(['A-U', 'A-S', 'unlabelled'].map((label) => outcome(label, {}))).to.deep.equal([
      'taken',
      'taken',
      'taken',
    ]);
  });

  it('takes what every clearance of the room covers, be it an administrator or an owner who set it', () => {
    const room = { clearances: [clearedFor('U', 'R', 'S'), clearedFor('U', 'S', 'C')] };
    const taken = ['A-U', 'A-R', 'A-C', 'A-S'].map((label) => outcome(label, room));
    expect(taken).to.deep.equal(['taken', refused, refused, 'taken']);
  });

  it('takes nothing for a clearance of nothing', () => {
    expect(outcome('A-U', { clearances: [[]] })).to.equal('denied room no-clearance');
  });

  it('takes the very label of a room for one label, none below it and none above', () => {
    const room = { exact: [labelNamed('A-R')] };
    const taken = ['A-U', 'A-R', 'A-S'].map((label) => outcome(label, room));
    expect(taken).to.deep.equal(['denied room rule', 'taken', 'denied room rule']);
    expect(outcome('A-R', { exact: [labelNamed('A-R'), labelNamed('A-S')] })).to.equal('denied room rule');
  });

  it('asks the clearance also in a room for one label', () => {
    const room = { exact: [labelNamed('A-R')], clearances: [clearedFor('U')] };
    expect(outcome('A-R', room)).to.equal(refused);
  });

  it('measures the default label of a message without one', () => {
    expect(outcome('unlabelled', { clearances: [clearedFor('S')] })).to.equal(refused);
  });

  it('measures nothing by the label of the room or the one that it shows', () => {
    expect(outcome('A-U', { access: [labelNamed('A-S')], displayed: labelNamed('A-S') })).to.equal('taken');
  });

  it('takes nothing in a room that is closed', () => {
    expect(outcome('A-U', { isClosed: true })).to.equal('denied room rule');
    expect(closed.kind).to.equal('rule');
  });

  it('that is broken takes what it should not', () => {
    const room = { isClosed: true, clearances: [clearedFor('U')], exact: [labelNamed('A-U')] };
    expect(outcome('A-S', room, { faults: ['int.node'] })).to.equal('taken');
    expect(outcome('A-S', { exact: [labelNamed('A-U')] }, { faults: ['muc.exact'] })).to.equal('taken');
    expect(outcome('A-S', { clearances: [clearedFor('U')] }, { faults: ['muc.exact'] })).to.equal(refused);
  });
});
