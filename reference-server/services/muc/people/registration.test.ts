import { expect } from 'chai';
import { ops, RoomStage } from '../room.fixture.ts';

const iq = (type: string, content: string): string =>
  `<iq type='${type}' id='i' to='${ops}'><query xmlns='jabber:iq:register'>${content}</query></iq>`;
const get = iq('get', '');
const remove = iq('set', '<remove/>');
const wish = (nick: string, type = 'http://jabber.org/protocol/muc#register'): string =>
  iq(
    'set',
    `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>${type}</value></field>` +
      `<field var='muc#register_roomnick'><value>${nick}</value></field></x>`,
  );
const result = (user: string, content = ''): string =>
  `<iq from='${ops}' to='${user}@a.test/desk' id='i' type='result'${content === '' ? '/>' : `>${content}</iq>`}`;
const refused = (user: string, type: string, condition: string): string =>
  `<iq from='${ops}' to='${user}@a.test/desk' id='i' type='error'><error type='${type}'><${condition}/></error></iq>`;

describe('register', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo');
  });

  it('offers a form, and says who is registered', () => {
    expect(stage.ask('romeo', get)).to.include("<field var='muc#register_roomnick' type='text-single'");
    expect(stage.ask('romeo', wish('montague'))).to.equal(result('romeo'));
    expect(stage.ask('romeo', get)).to.equal(
      result('romeo', "<query xmlns='jabber:iq:register'><registered/><username>montague</username></query>"),
    );
  });

  it('keeps the name, and makes a member, before everybody', () => {
    stage.ask('romeo', wish('montague'));
    expect(stage.got('juliet').join('')).to.include("<item affiliation='member' role='participant'");
    expect(stage.enter('nurse', 'montague').join('')).to.include('<conflict');
    stage.ask('juliet', wish('juliet'));
    expect(stage.room.affiliationOf('juliet@a.test')).to.equal('owner');
    expect([...stage.room.reservedNicks]).to.deep.equal([
      ['romeo@a.test', 'montague'],
      ['juliet@a.test', 'juliet'],
    ]);
  });

  it('gives both up', () => {
    stage.ask('romeo', wish('montague'));
    expect(stage.ask('romeo', remove)).to.equal(result('romeo'));
    expect(stage.room.affiliationOf('romeo@a.test')).to.equal('none');
    expect(stage.enter('nurse', 'montague').join('')).to.include("code='110'");
    stage.ask('juliet', wish('juliet'));
    expect(stage.ask('juliet', remove)).to.equal(result('juliet'));
    expect(stage.room.affiliationOf('juliet@a.test')).to.equal('owner');
  });

  it('takes out of a room for members who is none any longer', () => {
    stage.ask('romeo', wish('romeo'));
    stage.got('romeo');
    stage.room.config = { ...stage.room.config, isMembersOnly: true };
    expect(stage.ask('romeo', remove)).to.equal(result('romeo'));
    expect(stage.got('romeo')).to.deep.equal([
      `<presence from='${ops}/romeo' to='romeo@a.test/desk' type='unavailable'><x><item affiliation='none' role='none' jid='romeo@a.test/desk'/><status code='321'/><status code='110'/></x></presence>`,
    ]);
    expect(stage.enter('romeo').join('')).to.include('<registration-required');
  });

  it('lets nobody make itself a member where that is worth something, nor who is banned', () => {
    for (const config of [{ isMembersOnly: true }, { isModerated: true }]) {
      stage.room.config = { ...stage.room.config, isMembersOnly: false, isModerated: false, ...config };
      for (const request of [get, wish('montague'), remove])
        expect(stage.ask('romeo', request)).to.equal(refused('romeo', 'auth', 'registration-required'));
      expect(stage.ask('juliet', get)).to.include('<field');
    }
    stage.room.affiliations.set('romeo@a.test', 'outcast');
    expect(stage.ask('romeo', get)).to.equal(refused('romeo', 'auth', 'forbidden'));
  });

  it('gives nobody the name of another', () => {
    stage.room.reservedNicks.set('tybalt@a.test', 'prince');
    for (const nick of ['juliet', 'prince'])
      expect(stage.ask('romeo', wish(nick))).to.equal(refused('romeo', 'cancel', 'conflict'));
    expect(stage.room.affiliationOf('romeo@a.test')).to.equal('none');
  });

  it('takes only a whole form, with a name that can be one', () => {
    for (const request of [
      wish(' '),
      wish(''),
      wish('x', 'urn:other'),
      iq('set', ''),
      iq('set', '<username>x</username>'),
    ])
      expect(stage.ask('romeo', request)).to.equal(refused('romeo', 'modify', 'bad-request'));
    const cancel = iq('set', "<x xmlns='jabber:x:data' type='cancel'/>");
    expect(stage.ask('romeo', cancel)).to.equal(result('romeo'));
    expect(stage.room.affiliations.size).to.equal(1);
  });

  it('has place for so many accounts and no more', () => {
    for (let n = 0; n < 4999; n += 1) stage.room.affiliations.set(`u${n}@a.test`, 'outcast');
    expect(stage.ask('romeo', wish('romeo'))).to.equal(refused('romeo', 'wait', 'resource-constraint'));
    stage.room.affiliations.delete('u0@a.test');
    expect(stage.ask('romeo', wish('romeo'))).to.equal(result('romeo'));
  });
});
