import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from '../rules.fixture.ts';
import type { Refusal } from '../ruling.ts';
import { checkRoomAccess, checkRoomAccount, checkRoomDomain } from './room-access.ts';
import { type RoomRules, unlimitedRoom } from './room-rules.ts';

const secret = labelNamed('A-S');
const restricted = labelNamed('A-R');

/** Sam is cleared to SECRET, rita to RESTRICTED; so are the places 10.0.0.1 and 10.0.0.2. */
const users: RulesWish = {
  users: { 'sam@a.test': clearedFor('U', 'R', 'C', 'S'), 'rita@a.test': clearedFor('U', 'R') },
};
const places: RulesWish = {
  places: { '10.0.0.1': clearedFor('U', 'R', 'C', 'S'), '10.0.0.2': clearedFor('U', 'R') },
};
const closedDomain: RulesWish = { access: { domains: new Map([['muc.a.test', secret]]) } };

const said = (refusal: Refusal | undefined): string =>
  refusal === undefined ? 'in' : `${refusal.kind} at ${refusal.check}`;
const out = 'denied at access';

describe('checkRoomAccess', () => {
  const outcome = (
    name: string,
    room: Partial<RoomRules>,
    wish: RulesWish = {},
    address = '10.0.0.1',
  ): string => {
    const visitor = { jid: jid(`${name}@a.test/desk`), origin: { address, names: [] } };
    const limits = { ...unlimitedRoom, ...room };
    return said(checkRoomAccess(visitor, 'muc.a.test', limits, rules({ ...users, ...wish })));
  };
  const all = (room: Partial<RoomRules>, wish?: RulesWish): string[] =>
    ['sam', 'rita', 'nobody'].map((name) => outcome(name, room, wish));

  it('lets everybody into a room without a label, cleared for nothing as they may be', () => {
    expect(all({ clearances: [[]], exact: [secret], displayed: secret })).to.deep.equal(['in', 'in', 'in']);
  });

  it('lets in who is cleared for every label of the room', () => {
    expect(all({ access: [secret] })).to.deep.equal(['in', out, out]);
    expect(all({ access: [restricted, secret] })).to.deep.equal(['in', out, out]);
    expect(all({ access: [restricted] })).to.deep.equal(['in', 'in', out]);
  });

  it('asks the label of the domain of rooms besides', () => {
    expect(all({}, closedDomain)).to.deep.equal(['in', out, out]);
    expect(all({ access: [restricted] }, closedDomain)).to.deep.equal(['in', out, out]);
  });

  it('asks the place too', () => {
    const room = { access: [secret] };
    expect(outcome('sam', room, places)).to.equal('in');
    expect(outcome('sam', room, places, '10.0.0.2')).to.equal(out);
    expect(outcome('rita', room, places)).to.equal(out);
    expect(outcome('sam', {}, { ...places, ...closedDomain }, '10.0.0.2')).to.equal(out);
  });

  it('lets nobody into a room that is closed', () => {
    expect(all({ isClosed: true })).to.deep.equal([out, out, out]);
  });

  it('that is broken lets in whom it should not', () => {
    const room = { access: [secret], isClosed: true };
    expect(all(room, { faults: ['access.node'] })).to.deep.equal(['in', 'in', 'in']);
    expect(all({}, { ...closedDomain, faults: ['access.domain'] })).to.deep.equal(['in', 'in', 'in']);
    expect(all({}, { ...closedDomain, faults: ['access.node'] })).to.deep.equal(['in', out, out]);
    const there = { access: [secret] };
    expect(outcome('sam', there, { ...places, faults: ['access.loc'] }, '10.0.0.2')).to.equal('in');
    expect(outcome('rita', there, { ...places, faults: ['access.loc'] }, '10.0.0.2')).to.equal(out);
  });

  it('that takes the usual label for that of the room lets in whom it should not, and not whom it should', () => {
    const faults = ['access.usual'] as const;
    expect(all({ displayed: secret }, { faults })).to.deep.equal(['in', out, out]);
    expect(all({ access: [restricted] }, { faults })).to.deep.equal(['in', 'in', out]);
  });
});

describe('checkRoomDomain', () => {
  const outcome = (domain: string, wish: RulesWish): string =>
    said(checkRoomDomain({ jid: jid('rita@a.test/desk') }, domain, rules({ ...users, ...wish })));

  it('asks the label of that domain and of no other', () => {
    expect(outcome('muc.a.test', closedDomain)).to.equal(out);
    expect(outcome('muc2.a.test', closedDomain)).to.equal('in');
    expect(outcome('muc.a.test', {})).to.equal('in');
  });
});

describe('checkRoomAccount', () => {
  const outcome = (name: string, room: Partial<RoomRules>, wish: RulesWish = {}): string => {
    const limits = { ...unlimitedRoom, ...room };
    const under = rules({ ...users, ...places, ...wish });
    return said(checkRoomAccount(jid(`${name}@a.test`), 'muc.a.test', limits, under));
  };
  const both = (room: Partial<RoomRules>, wish?: RulesWish): string[] =>
    ['sam', 'rita'].map((name) => outcome(name, room, wish));

  it('asks the account wherever it may be', () => {
    expect(both({})).to.deep.equal(['in', 'in']);
    expect(both({ access: [secret] })).to.deep.equal(['in', out]);
    expect(both({}, closedDomain)).to.deep.equal(['in', out]);
    expect(both({ isClosed: true })).to.deep.equal([out, out]);
  });

  it('that is broken asks for less', () => {
    expect(both({ access: [secret] }, { faults: ['access.node'] })).to.deep.equal(['in', 'in']);
    expect(both({}, { ...closedDomain, faults: ['access.domain'] })).to.deep.equal(['in', 'in']);
  });
});
