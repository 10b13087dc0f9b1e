import { expect } from 'chai';
import { unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, labelNamed, rules } from '../../../enforcement/rules.fixture.ts';
import { ops, RoomStage } from '../room.fixture.ts';

const error = (nick: string, to: string, type: string, condition: string): string =>
  `<presence from='${ops}/${nick}' to='${to}' type='error'><x xmlns='http://jabber.org/protocol/muc'/><error type='${type}' by='${ops}'><${condition}/></error></presence>`;

describe('enterRoom', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo');
  });

  const at = 'nurse@a.test/desk';
  const configure = (config: Partial<RoomStage['room']['config']>): void => {
    stage.room.config = { ...stage.room.config, ...config };
  };

  it('shows who is there, then oneself, then what the room is about, and the others see one come', () => {
    expect(stage.enter('nurse')).to.deep.equal([
      `<presence from='${ops}/juliet' to='${at}'><x><item affiliation='owner' role='moderator'/></x></presence>`,
      `<presence from='${ops}/romeo' to='${at}'><x><item affiliation='none' role='participant'/></x></presence>`,
      `<presence from='${ops}/nurse' to='${at}'><x><item affiliation='none' role='participant' jid='${at}'/><status code='110'/></x></presence>`,
      `<message from='${ops}' to='${at}' type='groupchat'><subject/></message>`,
    ]);
    expect(stage.got('romeo')).to.deep.equal([
      `<presence from='${ops}/nurse' to='romeo@a.test/desk'><x><item affiliation='none' role='participant'/></x></presence>`,
    ]);
    expect(stage.got('juliet').join('')).to.include(`role='participant' jid='${at}'`);
  });

  it('asks for the password', () => {
    configure({ password: 'pilgrim' });
    const refused = [error('nurse', at, 'auth', 'not-authorized')];
    expect(stage.enter('nurse')).to.deep.equal(refused);
    expect(stage.enter('nurse', 'nurse', '<password>palmer</password>')).to.deep.equal(refused);
    expect(stage.enter('nurse', 'nurse', '<password>pilgrim</password>').join('')).to.include("code='110'");
  });

  it('refuses who is banned, no member, too many, or wants the name of another', () => {
    expect(stage.enter('nurse', 'romeo')).to.deep.equal([error('romeo', at, 'cancel', 'conflict')]);
    stage.room.reservedNicks.set('tybalt@a.test', 'prince');
    expect(stage.enter('nurse', 'prince')).to.deep.equal([error('prince', at, 'cancel', 'conflict')]);
    configure({ maxOccupants: 2 });
    expect(stage.enter('nurse')).to.deep.equal([error('nurse', at, 'wait', 'service-unavailable')]);
    configure({ isMembersOnly: true });
    expect(stage.enter('nurse')).to.deep.equal([error('nurse', at, 'auth', 'registration-required')]);
    stage.room.affiliations.set('nurse@a.test', 'outcast');
    expect(stage.enter('nurse')).to.deep.equal([error('nurse', at, 'auth', 'forbidden')]);
    expect([...stage.got('juliet'), ...stage.got('romeo')]).to.deep.equal([]);
  });

  it('refuses who is not cleared in the same form, and where denials are opaque like a room that is not open yet', () => {
    const label = { rooms: { [ops]: { ...unlimitedRoom, access: [labelNamed('A-S')] } } };
    const users = { 'juliet@a.test': clearedFor('S') };
    const closed = new RoomStage({ rules: rules({ ...label, users }) }, 'juliet');
    const text = "<text xml:lang='en'>Not permitted</text><denied xmlns='urn:x-cmbac:denied:0'/>";
    expect(closed.enter('nurse')).to.deep.equal([
      error('nurse', at, 'auth', 'forbidden').replace('<forbidden/>', `<forbidden/>${text}`),
    ]);
    const opaque = new RoomStage({ rules: rules({ ...label, users, denials: 'opaque' }) }, 'juliet');
    expect(opaque.enter('nurse')).to.deep.equal([error('nurse', at, 'cancel', 'item-not-found')]);
    stage.room.isLocked = true;
    expect(stage.enter('nurse')).to.deep.equal([error('nurse', at, 'cancel', 'item-not-found')]);
  });

  it('lets an admin into a full room, and one more session of who is in it', () => {
    configure({ maxOccupants: 2 });
    expect(stage.enter('romeo@a.test/phone', 'romeo').join('')).to.include("code='110'");
    stage.room.affiliations.set('nurse@a.test', 'admin');
    expect(stage.enter('nurse').join('')).to.include("role='moderator'");
  });

  it('takes no name, and none of spaces alone, and makes no room for it', () => {
    expect(stage.enter('nurse', ' ')).to.deep.equal([error(' ', at, 'modify', 'jid-malformed')]);
    const empty = `<presence to='new@muc.a.test'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
    expect(stage.presence('nurse', empty).join('')).to.include('<jid-malformed');
    expect(stage.presence('nurse', empty.replace('.test', '.test/ ')).join('')).to.include('<jid-malformed');
    expect(stage.host.rooms.all()).to.deep.equal([stage.room]);
  });

  it('takes a presence of somebody who is not in the room for no wish to be', () => {
    expect(stage.presence('nurse', `<presence to='${ops}/nurse'/>`)).to.deep.equal([
      error('nurse', at, 'cancel', 'item-not-found'),
    ]);
    expect(stage.room.size).to.equal(2);
  });

  it('takes a second session of an account as the same occupant', () => {
    const phone = 'romeo@a.test/phone';
    const [juliet, own, ...rest] = stage.enter(phone, 'romeo');
    expect(juliet).to.include(`from='${ops}/juliet'`);
    expect(own).to.include(`from='${ops}/romeo' to='${phone}'`).and.include("code='110'");
    expect(rest).to.have.length(1);
    expect(stage.got('juliet')).to.deep.equal([
      `<presence from='${ops}/romeo' to='juliet@a.test/desk'><x><item affiliation='none' role='participant' jid='${phone}'/></x></presence>`,
    ]);
    expect(stage.room.size).to.equal(2);
    stage.presence(phone, `<presence type='unavailable' to='${ops}/romeo'/>`);
    expect(stage.got('juliet').join('')).to.include("jid='romeo@a.test/desk'").and.not.include('unavailable');
    expect(stage.room.size).to.equal(2);
  });

  it('takes a session that enters again under another name for one that changes it, and wants to learn all anew', () => {
    const seen = stage.enter('romeo', 'montague');
    expect(seen.map((xml) => /from='[^']*?(?:\/(\w+))?'/.exec(xml)?.[1])).to.deep.equal([
      'romeo',
      'montague',
      'juliet',
      'montague',
      undefined,
    ]);
    expect(stage.got('juliet')).to.have.length(2);
    expect(stage.enter('romeo', 'juliet').join('')).to.include('<conflict');
  });

  it('tells a session that enters again all that it would learn anew, and the others nothing', () => {
    const [juliet, own, subject, ...rest] = stage.enter('romeo');
    expect([juliet, own, subject].map((xml) => xml?.slice(0, 45))).to.deep.equal([
      "<presence from='ops@muc.a.test/juliet' to='ro",
      "<presence from='ops@muc.a.test/romeo' to='rom",
      "<message from='ops@muc.a.test' to='romeo@a.te",
    ]);
    expect([...rest, ...stage.got('juliet')]).to.deep.equal([]);
  });
});

describe('a room that shows some roles alone', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo');
    stage.room.config = { ...stage.room.config, showsRoles: new Set(['moderator']) };
  });

  it('shows the others to moderators and to themselves', () => {
    expect(stage.enter('nurse').map((xml) => /from='[^']*?(?:\/(\w+))?'/.exec(xml)?.[1])).to.deep.equal([
      'juliet',
      'nurse',
      undefined,
    ]);
    expect([stage.got('juliet').length, stage.got('romeo').length]).to.deep.equal([1, 0]);
    stage.presence('nurse', `<presence type='unavailable' to='${ops}/nurse'/>`);
    expect([stage.got('juliet').length, stage.got('romeo').length]).to.deep.equal([1, 0]);
  });

  it('shows and hides them as their roles change', () => {
    const give = (role: string): string =>
      stage.ask(
        'juliet',
        `<iq type='set' id='i' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='nurse' role='${role}'/></query></iq>`,
      );
    stage.enter('nurse');
    give('moderator');
    expect(stage.got('romeo').join('')).to.include("role='moderator'");
    expect(stage.got('nurse').map((xml) => /from='[^']*\/(\w+)'/.exec(xml)?.[1])).to.include.members([
      'juliet',
      'romeo',
    ]);
    give('participant');
    expect(stage.got('romeo')).to.deep.equal([
      `<presence from='${ops}/nurse' to='romeo@a.test/desk' type='unavailable'><x><item affiliation='none' role='none'/></x></presence>`,
    ]);
    expect(stage.got('nurse').at(-1)).to.equal(
      `<presence from='${ops}/romeo' to='nurse@a.test/desk' type='unavailable'><x><item affiliation='none' role='none'/></x></presence>`,
    );
  });
});

describe('a presence in a room', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo');
  });

  it('changes the name', () => {
    const own = stage.presence('romeo', `<presence to='${ops}/montague' id='p'><show>away</show></presence>`);
    const address = "jid='romeo@a.test/desk'";
    expect(own).to.deep.equal([
      `<presence from='${ops}/romeo' to='romeo@a.test/desk' type='unavailable'><x><item affiliation='none' role='participant' ${address} nick='montague'/><status code='303'/><status code='110'/></x></presence>`,
      `<presence from='${ops}/montague' to='romeo@a.test/desk' id='p'><show>away</show><x><item affiliation='none' role='participant' ${address}/><status code='110'/></x></presence>`,
    ]);
    expect(stage.got('juliet').join('')).to.include("nick='montague'/><status code='303'/></x>");
  });

  it('keeps the role with a new name, and the second session goes along', () => {
    stage.enter('romeo@a.test/phone', 'romeo');
    const romeo = stage.room.occupantAt('romeo');
    if (romeo !== undefined) romeo.role = 'visitor';
    stage.got('romeo');
    stage.presence('romeo@a.test/phone', `<presence to='${ops}/montague'/>`);
    expect(stage.room.occupantAt('montague')).to.deep.include({ role: 'visitor', user: 'romeo@a.test' });
    expect([...(stage.room.occupantAt('montague')?.sessions.keys() ?? [])]).to.deep.equal([
      'romeo@a.test/desk',
      'romeo@a.test/phone',
    ]);
    expect(stage.got('romeo').join('')).to.include("<status code='303'/>");
    expect(stage.room.occupantAt('romeo')).to.equal(undefined);
  });

  it('takes no name of another, and none of spaces alone', () => {
    const refused = (nick: string, type: string, condition: string): string[] => [
      `<presence from='${ops}/${nick}' to='romeo@a.test/desk' type='error'><error type='${type}' by='${ops}'><${condition}/></error></presence>`,
    ];
    stage.room.reservedNicks.set('tybalt@a.test', 'prince');
    const change = (nick: string): readonly string[] =>
      stage.presence('romeo', `<presence to='${ops}/${nick}'/>`);
    expect(change('juliet')).to.deep.equal(refused('juliet', 'cancel', 'conflict'));
    expect(change('prince')).to.deep.equal(refused('prince', 'cancel', 'conflict'));
    expect(change(' ')).to.deep.equal(refused(' ', 'modify', 'jid-malformed'));
    expect(stage.got('juliet')).to.deep.equal([]);
  });

  it('is told to all, whether it is sent to the room or to the own place in it', () => {
    expect(stage.presence('romeo', `<presence to='${ops}'/>`).join('')).to.include(`from='${ops}/romeo'`);
    expect(stage.got('juliet')).to.have.length(1);
    expect(
      stage.presence('romeo', `<presence to='${ops}/romeo'><show>away</show></presence>`),
    ).to.have.length(1);
    expect(stage.got('juliet')).to.deep.equal([
      `<presence from='${ops}/romeo' to='juliet@a.test/desk'><show>away</show><x><item affiliation='none' role='participant' jid='romeo@a.test/desk'/></x></presence>`,
    ]);
  });

  it('asks nothing at a domain of rooms that is closed to the one who asks', () => {
    const access = { domains: new Map([['muc.a.test', labelNamed('A-S')]]) };
    const closed = new RoomStage({ rules: rules({ access }) });
    expect(closed.presence('romeo', `<presence type='probe' to='${ops}/juliet'/>`).join('')).to.include(
      '<forbidden',
    );
  });

  it('leaves, with what one says of it', () => {
    const leave = `<presence type='unavailable' to='${ops}/romeo'><status>Exit</status></presence>`;
    expect(stage.presence('romeo', leave)).to.deep.equal([
      `<presence from='${ops}/romeo' to='romeo@a.test/desk' type='unavailable'><status>Exit</status><x><item affiliation='none' role='none' jid='romeo@a.test/desk'/><status code='110'/></x></presence>`,
    ]);
    expect(stage.got('juliet').join('')).to.include('<status>Exit</status>');
    expect(stage.presence('romeo', leave)).to.deep.equal([]);
  });

  it('asks who is there, and only somebody in the room is answered', () => {
    const probe = (name: string, nick: string): readonly string[] =>
      stage.presence(name, `<presence type='probe' to='${ops}/${nick}'/>`);
    expect(probe('romeo', 'juliet')).to.deep.equal([
      `<presence from='${ops}/juliet' to='romeo@a.test/desk'><x><item affiliation='owner' role='moderator'/></x></presence>`,
    ]);
    expect(probe('romeo', 'romeo').join('')).to.include("<status code='110'/>");
    expect(probe('romeo', 'nurse').join('')).to.include('<item-not-found');
    const refused = (nick: string, room = ops): string[] => [
      `<presence from='${room}/${nick}' to='nurse@a.test/desk' type='error'><error type='cancel' by='${room}'><not-acceptable/></error></presence>`,
    ];
    expect(probe('nurse', 'juliet')).to.deep.equal(refused('juliet'));
    expect(probe('nurse', 'nobody')).to.deep.equal(refused('nobody'));
    const elsewhere = "<presence type='probe' to='none@muc.a.test/juliet'/>";
    expect(stage.presence('nurse', elsewhere)).to.deep.equal(refused('juliet', 'none@muc.a.test'));
    stage.room.reservedNicks.set('tybalt@a.test', 'prince');
    expect(probe('romeo', 'prince').join('')).to.include('<item-not-found');
    expect(probe('juliet', 'prince')).to.deep.equal([
      `<presence from='${ops}/prince' to='juliet@a.test/desk' type='unavailable'><x><item affiliation='none' role='none' jid='tybalt@a.test' nick='prince'/></x></presence>`,
    ]);
    stage.room.config = { ...stage.room.config, showsRoles: new Set(['participant']) };
    expect(probe('romeo', 'juliet').join('')).to.include('<item-not-found');
  });
});
