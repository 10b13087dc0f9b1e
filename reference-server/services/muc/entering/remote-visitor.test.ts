import { expect } from 'chai';
import { unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from '../../../enforcement/rules.fixture.ts';
import { jid } from '../../../xmpp/read.fixture.ts';
import { ops, RoomStage } from '../room.fixture.ts';
import { evictUncleared } from './evict.ts';

const xenia = 'xenia@peer.test/home';
const [high, low] = [clearedFor('U', 'R', 'C', 'S'), clearedFor('U', 'R')];
const secret = labelNamed('A-S');
const anyUser = high;
/** The room is for those who are cleared to SECRET. */
const closed: RulesWish = { anyUser, rooms: { [ops]: { ...unlimitedRoom, access: [secret] } } };
const peer = (outbound = high): RulesWish => ({ peers: { 'peer.test': { outbound } } });
const known = (clearance = high): RulesWish => ({ users: { 'xenia@peer.test': clearance } });

describe('somebody at a peer', () => {
  const enters = (wish: RulesWish): string => {
    const stage = new RoomStage({ rules: rules({ ...closed, ...wish }) }, 'juliet');
    const [first = 'nothing'] = stage.enter(xenia, 'xenia');
    return /<(forbidden|item-not-found)/.exec(first)?.[1] ?? (first.includes('/juliet') ? 'in' : first);
  };

  it('enters a room whose label the peer is cleared for, and so is the user where that is known', () => {
    expect([enters(peer()), enters(peer(low))]).to.deep.equal(['in', 'forbidden']);
    expect([enters(known()), enters(known(low))]).to.deep.equal(['in', 'forbidden']);
    expect(enters({ ...peer(), ...known(low) })).to.equal('forbidden');
    expect(enters({})).to.equal('forbidden');
    expect(enters({ rooms: {} })).to.equal('in');
  });

  it('is not asked where it is', () => {
    const places = { '127.0.0.1': high };
    expect(enters({ ...peer(), places })).to.equal('in');
  });

  it('finds no such room where denials are opaque', () => {
    expect(enters({ ...peer(low), denials: 'opaque' })).to.equal('item-not-found');
  });

  it('is let in anyway with the fault access.peer, which lets in nobody of ours', () => {
    const users = { 'juliet@a.test': high };
    const stage = new RoomStage(
      { rules: rules({ ...closed, ...peer(low), anyUser: low, users, faults: ['access.peer'] }) },
      'juliet',
    );
    expect(stage.enter(xenia, 'xenia').join('')).to.include('110');
    expect(stage.enter('romeo').join('')).to.include('forbidden');
  });

  it('is seen to come and to go, and sees the others', () => {
    const stage = new RoomStage({ rules: rules({ anyUser }) }, 'juliet');
    expect(stage.enter(xenia, 'xenia').slice(0, 2)).to.deep.equal([
      `<presence from='${ops}/juliet' to='${xenia}'><x><item affiliation='owner' role='moderator'/></x></presence>`,
      `<presence from='${ops}/xenia' to='${xenia}'><x><item affiliation='none' role='participant' jid='${xenia}'/><status code='110'/></x></presence>`,
    ]);
    const item = `<item affiliation='none' role='participant' jid='${xenia}'/>`;
    expect(stage.got('juliet')).to.deep.equal([
      `<presence from='${ops}/xenia' to='juliet@a.test/desk'><x>${item}</x></presence>`,
    ]);
    stage.presence(xenia, `<presence to='${ops}/xanthe'/>`);
    expect(stage.got('juliet')).to.have.length(2);
    stage.presence(xenia, `<presence type='unavailable' to='${ops}/xanthe'/>`);
    const gone = `<item affiliation='none' role='none' jid='${xenia}'/>`;
    expect(stage.got('juliet')).to.deep.equal([
      `<presence from='${ops}/xanthe' to='juliet@a.test/desk' type='unavailable'><x>${gone}</x></presence>`,
    ]);
    expect(stage.room.size).to.equal(1);
  });

  it('is put out when the peer, or the user, or the room is another than before', () => {
    const changes: readonly RulesWish[] = [peer(low), { ...peer(), ...known(low) }, {}];
    for (const change of changes) {
      const stage = new RoomStage({ rules: rules({ ...closed, ...peer() }) }, 'juliet', xenia);
      stage.host.rules = rules({ ...closed, ...change });
      evictUncleared(stage.host);
      const gone = `<item affiliation='none' role='none' jid='${xenia}'><reason>Not permitted</reason></item>`;
      expect(stage.got(xenia)).to.deep.equal([
        `<presence from='${ops}/xenia' to='${xenia}' type='unavailable'><x>${gone}<status code='307'/><status code='110'/></x></presence>`,
      ]);
      expect(stage.room.occupantAt('xenia')).to.equal(undefined);
      expect(stage.room.occupantAt('juliet')).not.to.equal(undefined);
    }
  });

  it('makes rooms, and owns them, as long as the users of its domain have not made too many', () => {
    const stage = new RoomStage({ rules: rules({ anyUser }) });
    expect(stage.enter(xenia, 'xenia').join('')).to.include("<status code='201'/>");
    expect(stage.room.affiliationOf('xenia@peer.test')).to.equal('owner');
    stage.room.maker = 'somebody@peer.test';
    for (let number = 1; number < 1000; number += 1) {
      const room = stage.host.rooms.create(jid(`room${number}@muc.a.test`));
      room.maker = `user${number}@peer.test`;
    }
    const answer = stage.presence(
      xenia,
      `<presence to='another@muc.a.test/xenia'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
    );
    expect(answer.join('')).to.include('resource-constraint');
    const own = stage.presence(
      'juliet',
      `<presence to='another@muc.a.test/juliet'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
    );
    expect(own.join('')).to.include("<status code='201'/>");
  });

  it('is in a room with so many sessions, under whichever names, the owner too', () => {
    const stage = new RoomStage({ rules: rules({ anyUser }) }, xenia);
    const entering = (number: number): string =>
      stage.enter(`xenia@peer.test/${number}`, number % 2 === 0 ? 'xenia' : `x${number}`).join('');
    for (let number = 1; number < 50; number += 1) expect(entering(number)).to.include("code='110'");
    expect(entering(50)).to.include('resource-constraint');
    expect(stage.enter('yves@peer.test/home', 'yves').join('')).to.include("code='110'");
    stage.presence('xenia@peer.test/1', `<presence type='unavailable' to='${ops}/x1'/>`);
    expect(entering(51)).to.include("code='110'");
  });

  it('makes no more than half of all rooms, whatever its domain: our own have place', () => {
    const domains = Array.from({ length: 6 }, (_, number) => `s${number}.peer.test`);
    const peers = Object.fromEntries([...domains, 'peer.test'].map((domain) => [domain, {}]));
    const stage = new RoomStage({ rules: rules({ anyUser, peers }) });
    for (let number = 0; number < 5000; number += 1) {
      const room = stage.host.rooms.create(jid(`room${number}@muc.a.test`));
      room.maker = `user@${domains[number % 6] ?? ''}`;
    }
    expect(stage.enter(xenia, 'xenia').join('')).to.include('resource-constraint');
    expect(stage.enter('juliet').join('')).to.include("<status code='201'/>");
  });
});
