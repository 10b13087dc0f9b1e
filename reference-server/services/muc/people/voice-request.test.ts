import { expect } from 'chai';
import { unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, rules, securityLabel } from '../../../enforcement/rules.fixture.ts';
import { ops, RoomStage } from '../room.fixture.ts';

const field = (name: string, value: string): string => `<field var='${name}'><value>${value}</value></field>`;
const form = (fields: Readonly<Record<string, string>>, before = ''): string => {
  const all = { FORM_TYPE: 'http://jabber.org/protocol/muc#request', 'muc#role': 'participant', ...fields };
  const written = Object.entries(all).map(([name, value]) => field(name, value));
  return `<message id='v' to='${ops}'>${before}<x xmlns='jabber:x:data' type='submit'>${written.join('')}</x></message>`;
};
const approve = { 'muc#jid': 'romeo@a.test/desk', 'muc#roomnick': 'romeo', 'muc#request_allow': 'true' };
const error = (user: string, type: string, condition: string): string =>
  `<message from='${ops}' to='${user}@a.test/desk' id='v' type='error'><error type='${type}'><${condition}/></error></message>`;

describe('takeVoiceForm', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({ rules: rules({ anyUser: clearedFor('U', 'R') }) }, 'juliet', 'nurse');
    stage.room.config = { ...stage.room.config, isModerated: true };
    stage.enter('romeo');
    stage.got('juliet');
    stage.got('nurse');
  });

  it('asks the moderators, in words of its own, who give voice by it', () => {
    expect(stage.say('romeo', form({}, '<body>Please!</body>'))).to.equal('');
    const [asked = '', ...more] = stage.got('juliet');
    expect(more).to.deep.equal([]);
    expect(asked.replace(/<x .*<\/x>/, '')).to.equal(
      `<message from='${ops}' to='juliet@a.test/desk'></message>`,
    );
    expect(asked).to.include('<value>romeo@a.test/desk</value>').and.include('<value>romeo</value>');
    expect(asked).not.to.include('Please');
    expect([...stage.got('nurse'), ...stage.got('romeo')]).to.deep.equal([]);
    expect(stage.say('juliet', form(approve))).to.equal('');
    expect(stage.got('nurse')).to.deep.equal([
      `<presence from='${ops}/romeo' to='nurse@a.test/desk'><x><item affiliation='none' role='participant'><actor nick='juliet'/></item></x></presence>`,
    ]);
  });

  it('changes nothing where a moderator does not allow it, or it is done already', () => {
    stage.say('juliet', form({ ...approve, 'muc#request_allow': '0' }));
    expect(stage.room.occupantAt('romeo')?.role).to.equal('visitor');
    stage.say('juliet', form(approve));
    stage.got('nurse');
    expect(stage.say('juliet', form(approve))).to.equal('');
    expect(stage.got('nurse')).to.deep.equal([]);
  });

  it('gives voice to nobody by the hand of one who is no moderator', () => {
    expect(stage.say('nurse', form(approve))).to.equal('');
    expect(stage.say('romeo', form(approve))).to.equal('');
    expect(stage.room.occupantAt('romeo')?.role).to.equal('visitor');
  });

  it('is refused where it is of nobody in the room, for nobody in it, or for another role', () => {
    expect(stage.say('tybalt', form({}))).to.equal(error('tybalt', 'modify', 'not-acceptable'));
    const gone = { ...approve, 'muc#jid': 'tybalt@a.test/desk' };
    expect(stage.say('juliet', form(gone))).to.equal(error('juliet', 'cancel', 'item-not-found'));
    const king = { 'muc#role': 'moderator' };
    expect(stage.say('romeo', form(king))).to.equal(error('romeo', 'modify', 'not-acceptable'));
    stage.room.affiliations.set('romeo@a.test', 'admin').set('nurse@a.test', 'member');
    const nurse = stage.room.occupantAt('nurse');
    if (nurse !== undefined) nurse.role = 'moderator';
    expect(stage.say('nurse', form(approve))).to.equal(error('nurse', 'cancel', 'not-allowed'));
  });

  it('says nothing to the room that the room is not cleared for', () => {
    const room = { ...unlimitedRoom, clearances: [clearedFor('U', 'R')] };
    const anyUser = clearedFor('U', 'R', 'C', 'S');
    const limited = new RoomStage({ rules: rules({ anyUser, rooms: { [ops]: room } }) }, 'juliet');
    limited.room.config = { ...limited.room.config, isModerated: true };
    limited.enter('romeo');
    limited.got('juliet');
    expect(limited.say('romeo', form({}, securityLabel('A-S')))).to.include('<forbidden');
    expect(limited.got('juliet')).to.deep.equal([]);
    expect(limited.say('romeo', form({}, securityLabel('A-R')))).to.equal('');
    expect(limited.got('juliet')).to.have.length(1);
  });

  it('is not what a form of another kind is', () => {
    const other = form({ FORM_TYPE: 'urn:other' });
    expect(stage.say('romeo', other)).to.include('<service-unavailable');
    expect(stage.got('juliet')).to.deep.equal([]);
  });
});
