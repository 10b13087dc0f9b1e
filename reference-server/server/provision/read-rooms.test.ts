import { expect } from 'chai';
import { unlimitedRoom } from '../../enforcement/index.ts';
import { clearedFor, labelNamed } from '../../enforcement/rules.fixture.ts';
import { labelled, place, policies, upTo } from './provision.fixture.ts';
import { readProvision } from './read-provision.ts';
import { roomsOf } from './read-rooms.ts';
import { ProvisionError, type ProvisionVerbs } from './verbs.ts';

const where = { ...place, roomDomains: ['muc.a.test', 'muc2.a.test'] };

describe('the verbs of rooms', () => {
  const read = (verbs: ProvisionVerbs, at = where) => readProvision({ Pol: policies, ...verbs }, at).rooms;
  const words = (rooms: ReturnType<typeof read>): unknown =>
    [...rooms].map(([room, { clearances, access, exact, displayed }]) => [
      room,
      clearances.map(([clearance]) => [...(clearance?.classifications ?? [])].map(({ name }) => name)),
      [access, exact, displayed ?? []].flat().map(({ classification }) => classification.name),
    ]);

  it('say all of one room together, of a room of the first domain or of another', () => {
    const rooms = read({
      'Rm(ops).clr': upTo('U', 'R'),
      'Rm(ops).lbl': labelled('R'),
      'Rm(ops).exact': labelled('U'),
      'Rm(ops).dfl': labelled('U'),
      'Rm(ops@muc2.a.test).lbl': labelled('S'),
    });
    expect(words(rooms)).to.deep.equal([
      ['ops@muc.a.test', [['UNCLASSIFIED', 'RESTRICTED']], ['RESTRICTED', 'UNCLASSIFIED', 'UNCLASSIFIED']],
      ['ops@muc2.a.test', [], ['SECRET']],
    ]);
  });

  it('are those of one room however its name is written', () => {
    const rooms = read({ 'Rm(Ops).clr': upTo('U'), 'Rm(ops).lbl': labelled('R') });
    expect(words(rooms)).to.deep.equal([['ops@muc.a.test', [['UNCLASSIFIED']], ['RESTRICTED']]]);
  });

  it('take a limit away with `none`, and limit a room to nothing with an empty clearance', () => {
    const none = {
      'Rm(ops).clr': 'none',
      'Rm(ops).lbl': 'none',
      'Rm(ops).exact': 'none',
      'Rm(ops).dfl': 'none',
    };
    expect([...read(none)]).to.deep.equal([]);
    expect(read({ 'Rm(ops).clr': [] }).get('ops@muc.a.test')).to.deep.equal({
      ...unlimitedRoom,
      clearances: [[]],
    });
  });

  it('mean what the words mean', () => {
    const room = read({ 'Rm(ops).clr': upTo('U', 'R'), 'Rm(ops).lbl': labelled('S') }).get('ops@muc.a.test');
    expect(room).to.deep.equal({
      ...unlimitedRoom,
      clearances: [clearedFor('U', 'R')],
      access: [labelNamed('A-S')],
    });
  });

  it('are refused with a word that is none, for a room that cannot be, and where there are no rooms', () => {
    const sentence = (verbs: ProvisionVerbs, at = where): string => {
      try {
        read(verbs, at);
        return 'taken';
      } catch (error) {
        return error instanceof ProvisionError ? error.message : String(error);
      }
    };
    expect(sentence({ 'Rm(ops).lbl': { policy: 'HARNESS-A', classification: 'PINK' } })).to.match(
      /^`Rm\(ops\)\.lbl`: /,
    );
    expect(sentence({ 'Rm(ops).clr': 'PINK' })).to.match(/^`Rm\(ops\)\.clr`: /);
    expect(sentence({ 'Rm(a b).clr': 'none' })).to.equal(
      '`Rm(a b).clr`: this cannot be the name of a room of muc.a.test or muc2.a.test',
    );
    expect(sentence({ 'Rm(ops).clr': 'none' }, { ...where, roomDomains: [] })).to.equal(
      '`Rm(ops).clr`: this server has no rooms; the configuration names domains for them with `rooms`',
    );
  });

  it('show nothing as usual that the room does not take', () => {
    const shown = { 'Rm(ops).clr': upTo('U'), 'Rm(ops).dfl': labelled('R') };
    expect(() => read(shown)).to.throw(
      '`Rm(ops).dfl`: is no label that the room takes; show one that its clearance covers',
    );
    expect(read({ ...shown, 'Rm(ops).dfl': 'none' }).size).to.equal(1);
    expect(read({ 'Rm(ops).dfl': labelled('R') }).size).to.equal(1);
  });

  it('are known', () => {
    const verb = { head: 'Rm.colour', subject: 'ops', written: 'Rm(ops).colour' };
    const { policies: loaded } = readProvision({ Pol: policies }, where);
    expect(() => roomsOf([verb], { [verb.written]: 'red' }, where, loaded)).to.throw(
      '`Rm(ops).colour`: is no verb of a room',
    );
  });
});
