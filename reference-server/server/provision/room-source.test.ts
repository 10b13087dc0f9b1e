import { expect } from 'chai';
import { type RoomRules, unlimitedRoom } from '../../enforcement/index.ts';
import { clearedFor, essText, labelNamed, rules } from '../../enforcement/rules.fixture.ts';
import { Rooms } from '../../services/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { roomSource } from './room-source.ts';

const ops = 'ops@muc.a.test';
const provisioned: RoomRules = { ...unlimitedRoom, clearances: [clearedFor('U', 'R')] };
const secret = { access: essText('A-S') };

describe('roomSource', () => {
  const rooms = new Rooms(['muc.a.test']);
  const source = roomSource(new Map([[ops, provisioned]]), rooms, rules());

  afterEach(() => {
    rooms.clear();
  });

  it('gives what is provisioned for a room, be there such a room or not', () => {
    expect(source.of(ops)).to.equal(provisioned);
    expect(source.of('desk@muc.a.test')).to.equal(unlimitedRoom);
    rooms.create(jid(ops));
    expect(source.of(ops)).to.deep.equal(provisioned);
  });

  it('knows no room elsewhere, and none without a name', () => {
    for (const address of ['ops@a.test', 'muc.a.test', 'a b@muc.a.test', '']) {
      expect(source.of(address)).to.equal(undefined);
      expect(source.wouldBe(address, secret)).to.equal(undefined);
    }
  });

  it("adds what the room's owners set, looked up once", () => {
    const room = rooms.create(jid(ops));
    room.labels = secret;
    const both = source.of(ops);
    expect(both).to.deep.equal({ ...provisioned, access: [labelNamed('A-S')] });
    expect(source.of(ops)).to.equal(both);
  });

  it('asks again in time what that means: policies have an end', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const timed = roomSource(new Map(), rooms, rules({ now: () => new Date(now) }));
    rooms.create(jid(ops)).labels = secret;
    const both = timed.of(ops);
    now += 29_999;
    expect(timed.of(ops)).to.equal(both);
    now += 1;
    expect(timed.of(ops)).not.to.equal(both);
    expect(timed.of(ops)).to.deep.equal(both);
  });

  it('holds with the next change of the owners, and ends with the room', () => {
    const room = rooms.create(jid(ops));
    room.labels = secret;
    expect(source.of(ops)?.access).to.deep.equal([labelNamed('A-S')]);
    room.labels = { access: essText('A-R') };
    expect(source.of(ops)?.access).to.deep.equal([labelNamed('A-R')]);
    rooms.remove(room);
    expect(source.of(ops)).to.equal(provisioned);
  });

  it('says what would limit a room if its owners set that, and changes nothing', () => {
    const room = rooms.create(jid(ops));
    expect(source.wouldBe(ops, secret)?.access).to.deep.equal([labelNamed('A-S')]);
    expect([room.labels, source.of(ops)?.access]).to.deep.equal([{}, []]);
  });

  it('keeps apart rooms whose owners set the same', () => {
    for (const name of [ops, 'desk@muc.a.test']) rooms.create(jid(name)).labels = secret;
    expect(source.of(ops)?.clearances).to.deep.equal(provisioned.clearances);
    expect(source.of('desk@muc.a.test')?.clearances).to.deep.equal([]);
  });
});
