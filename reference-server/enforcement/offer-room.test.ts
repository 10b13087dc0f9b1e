import { expect } from 'chai';
import { jid } from '../xmpp/read.fixture.ts';
import { isUndecidable, unlabelledWouldPass, type Way, wouldPass } from './offer.ts';
import { isDisplayed } from './room/displayed.ts';
import { type RoomRules, unlimitedRoom } from './room/room-rules.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from './rules.fixture.ts';

const users = { 'juliet@a.test': clearedFor('U', 'R', 'S'), 'rita@a.test': clearedFor('U', 'R') };
const names = ['A-U', 'A-R', 'A-S'];

function way(limits: Partial<RoomRules>, more: Partial<Way> & { readonly recipient?: string } = {}): Way {
  const { recipient, ...others } = more;
  const room = { limits: { ...unlimitedRoom, ...limits }, ...(recipient === undefined ? {} : { recipient }) };
  return { from: jid('juliet@a.test/desk'), origin: undefined, to: jid('ops@muc.a.test'), room, ...others };
}

const passing = (on: Way, wish: RulesWish = {}): string[] =>
  names.filter((name) => wouldPass(labelNamed(name), on, rules({ users, ...wish })));

describe('wouldPass to a room', () => {
  it('says what the room takes from the sender, whoever is in it', () => {
    expect(passing(way({}))).to.deep.equal(names);
    expect(passing(way({ clearances: [clearedFor('U', 'R'), clearedFor('R', 'S')] }))).to.deep.equal(['A-R']);
    expect(passing(way({ exact: [labelNamed('A-S')] }))).to.deep.equal(['A-S']);
    expect(passing(way({ isClosed: true }))).to.deep.equal([]);
    expect(passing(way({}, { from: jid('rita@a.test/desk') }))).to.deep.equal(['A-U', 'A-R']);
    expect(passing(way({}), { domains: { 'muc.a.test': clearedFor('U') } })).to.deep.equal(['A-U']);
  });

  it('says what somebody in it may have, unless that is hidden', () => {
    expect(passing(way({ clearances: [clearedFor('R', 'S')] }, { recipient: 'rita@a.test' }))).to.deep.equal([
      'A-R',
    ]);
    expect(passing(way({}, { recipient: 'rita@a.test', hidesRecipient: true }))).to.deep.equal(names);
    const domains = { 'a2.test': clearedFor('U') };
    const others = { ...users, 'rita@a2.test': clearedFor('U', 'R') };
    const across = passing(way({}, { recipient: 'rita@a2.test' }), { users: others, domains });
    expect(across).to.deep.equal(['A-U']);
  });

  it('knows no room where the fault says it', () => {
    expect(passing(way({ clearances: [clearedFor('U')] }), { faults: ['cat.room'] })).to.deep.equal(names);
  });

  it('holds for a message without a label', () => {
    const taken = (limits: Partial<RoomRules>): boolean => unlabelledWouldPass(way(limits), rules({ users }));
    expect([taken({}), taken({ clearances: [clearedFor('S')] })]).to.deep.equal([true, false]);
  });
});

describe('isUndecidable to a room', () => {
  const under = rules({ users });
  const down = {
    ...under,
    clearances: {
      ...under.clearances,
      ofUser: (user: string) =>
        user === 'rita@a.test' ? { unavailable: 'down' } : under.clearances.ofUser(user),
    },
  };

  it('is for somebody in it whose clearance is out of reach', () => {
    expect(isUndecidable(way({}), down)).to.equal(false);
    expect(isUndecidable(way({}, { recipient: 'rita@a.test' }), down)).to.equal(true);
    expect(isUndecidable(way({}, { recipient: 'rita@a.test', hidesRecipient: true }), down)).to.equal(false);
  });
});

describe('isDisplayed', () => {
  it('is the label that the room shows, where it shows one', () => {
    const shown = { ...unlimitedRoom, displayed: labelNamed('A-R') };
    const is = [labelNamed('A-R'), labelNamed('A-U')].map((label) => isDisplayed(label, shown));
    expect([...is, isDisplayed(labelNamed('A-R'), unlimitedRoom)]).to.deep.equal([true, false, false]);
  });
});
