import { expect } from 'chai';
import { essText, rules } from '../../enforcement/rules.fixture.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { restoreRooms } from './kept/restore-rooms.ts';
import type { RoomStore } from './kept/room-store.ts';
import type { Room } from './room.ts';
import { defaultConfig } from './room-config.ts';
import { Rooms } from './rooms.ts';

const ops = jid('ops@muc.a.test');

/** A store that forgets with the test. */
class Shelf implements RoomStore {
  readonly kept = new Map<string, string>();

  rooms(): { address: string; text: string }[] {
    return [...this.kept].map(([address, text]) => ({ address, text }));
  }

  putRoom(address: string, text: string): void {
    this.kept.set(address, text);
  }

  dropRoom(address: string): void {
    this.kept.delete(address);
  }
}

/** The rooms of a server that has started with this shelf, and what it said of it. */
function started(shelf: Shelf): { rooms: Rooms; said: string[] } {
  const rooms = new Rooms(['muc.a.test'], { store: shelf });
  const said: string[] = [];
  restoreRooms(rooms, shelf, {
    report: (mistake) => said.push(mistake instanceof Error ? `mistake: ${mistake.message}` : ''),
    notice: (line) => said.push(line),
  });
  return { rooms, said };
}

function persistent(rooms: Rooms): Room {
  const room = rooms.create(ops);
  room.isLocked = false;
  room.config = { ...defaultConfig, isPersistent: true, name: 'Ops', showsRoles: new Set(['moderator']) };
  room.labels = { access: essText('A-R'), custom: ['access'], clearance: [essText('A-U')] };
  room.maker = 'una@a.test';
  room.affiliations.set('sam@a.test', 'owner').set('rita@a.test', 'outcast');
  room.reservedNicks.set('sam@a.test', 'Sam');
  room.banReasons.set('rita@a.test', 'Too loud');
  const at = new Date('2026-11-15T12:00:00.000Z');
  room.subject = { text: 'Weather', lang: 'en', by: jid('ops@muc.a.test/Sam'), at };
  rooms.save(room);
  return room;
}

describe('rooms that persist', () => {
  it('are what they were after a restart, with nobody in them and nothing said', () => {
    const shelf = new Shelf();
    const { config, labels, maker, affiliations, reservedNicks, banReasons, subject } = persistent(
      started(shelf).rooms,
    );
    const { rooms, said } = started(shelf);
    const room = rooms.at(ops);
    expect(said).to.deep.equal([]);
    expect(room).to.deep.include({ config, labels, maker, affiliations, reservedNicks, banReasons, subject });
    expect(room).to.deep.include({ isLocked: false, size: 0 });
    expect(room?.history.all).to.deep.equal([]);
  });

  it('are kept without a subject, too', () => {
    const shelf = new Shelf();
    const { rooms } = started(shelf);
    const room = persistent(rooms);
    room.subject = undefined;
    rooms.save(room);
    expect(started(shelf).rooms.at(ops)?.subject).to.equal(undefined);
  });

  it('are kept no longer when they end, or need not persist', () => {
    const shelf = new Shelf();
    const { rooms } = started(shelf);
    const room = persistent(rooms);
    room.config = { ...room.config, isPersistent: false };
    rooms.save(room);
    expect(shelf.kept.size).to.equal(0);
    room.config = { ...room.config, isPersistent: true };
    rooms.save(room);
    expect(shelf.kept.size).to.equal(1);
    rooms.remove(room);
    rooms.remove(room);
    rooms.save(room);
    expect(shelf.kept.size).to.equal(0);
  });

  for (const [what, text] of [
    ['no JSON', '{'],
    ['another shape', '{"config":{}}'],
  ] as const) {
    it(`are reported and closed, and stay kept, where what is kept is ${what}`, () => {
      const shelf = new Shelf();
      shelf.putRoom('ops@muc.a.test', text);
      const { rooms, said } = started(shelf);
      const room = rooms.at(ops);
      expect(said).to.deep.equal([
        'mistake: what is kept of the room `ops@muc.a.test` cannot be read; it is closed',
      ]);
      expect(room?.labels).to.deep.equal({ isLost: true });
      expect(rules().rooms.wouldBe(ops.bare, room?.labels ?? {})?.isClosed).to.equal(true);
      if (room !== undefined) rooms.save(room);
      expect(shelf.kept.get('ops@muc.a.test')).to.equal(text);
    });
  }

  it('stay kept where their domain is served no longer', () => {
    const shelf = new Shelf();
    shelf.putRoom('ops@elsewhere.test', '{}');
    shelf.putRoom('muc.a.test', '{}');
    const { rooms, said } = started(shelf);
    expect(rooms.all()).to.deep.equal([]);
    expect(said).to.deep.equal([
      'the store has a room at `ops@elsewhere.test`, which is at no domain for rooms',
      'the store has a room at `muc.a.test`, which is at no domain for rooms',
    ]);
    expect(shelf.kept.size).to.equal(2);
  });
});

describe('the number of rooms', () => {
  it('is bounded for each session', () => {
    const rooms = new Rooms(['muc.a.test']);
    const session = jid('sam@a.test/desk');
    const all = Array.from({ length: 1000 }, (_, n) => rooms.create(jid(`r${n}@muc.a.test`)));
    for (const room of all) {
      expect(rooms.isOpenTo(session)).to.equal(true);
      rooms.noteEntered(session, room);
    }
    expect([rooms.isOpenTo(session), rooms.isOpenTo(jid('sam@a.test/phone'))]).to.deep.equal([false, true]);
    for (const room of all.slice(0, 1)) rooms.noteLeft(session, room);
    expect(rooms.isOpenTo(session)).to.equal(true);
  });

  it('is bounded for a server and for each owner', () => {
    const few = new Rooms(['muc.a.test'], { maxRooms: 2 });
    few.create(jid('one@muc.a.test'));
    expect(few.hasPlaceFor('sam@a.test')).to.equal(true);
    few.create(jid('two@muc.a.test'));
    expect(few.hasPlaceFor('sam@a.test')).to.equal(false);
    const many = new Rooms(['muc.a.test']);
    for (let n = 0; n < 200; n += 1)
      many.create(jid(`r${n}@muc.a.test`)).affiliations.set('sam@a.test', 'owner');
    expect(many.hasPlaceFor('sam@a.test')).to.equal(false);
    expect(many.hasPlaceFor('rita@a.test')).to.equal(true);
    for (const room of many.all()) room.maker = 'rita@a.test';
    expect(many.hasPlaceFor('rita@a.test')).to.equal(false);
  });

  it('leaves what is not the share of peers to our own users', () => {
    const peer = { domain: 'b.test', isPeer: (domain: string) => domain !== 'a.test' };
    const quarter = new Rooms(['muc.a.test'], { maxRooms: 8, shareOfPeers: 0.25 });
    quarter.create(jid('one@muc.a.test')).maker = 'xenia@b.test';
    expect(quarter.hasPlaceFor('xenia@b.test', peer)).to.equal(true);
    quarter.create(jid('two@muc.a.test')).maker = 'yorick@c.test';
    expect(quarter.hasPlaceFor('xenia@b.test', peer)).to.equal(false);
    expect(quarter.hasPlaceFor('sam@a.test')).to.equal(true);
    const none = new Rooms(['muc.a.test'], { shareOfPeers: 0 });
    expect(none.hasPlaceFor('xenia@b.test', peer)).to.equal(false);
  });
});
