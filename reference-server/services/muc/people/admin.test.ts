import { expect } from 'chai';
import { type FaultName, unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, labelNamed, rules } from '../../../enforcement/rules.fixture.ts';
import { ops, RoomStage } from '../room.fixture.ts';

const set = (...items: readonly string[]): string =>
  `<iq type='set' id='i' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#admin'>${items.join('')}</query></iq>`;
const get = (...items: readonly string[]): string => set(...items).replace("'set'", "'get'");
const done = (user: string): string => `<iq from='${ops}' to='${user}@a.test/desk' id='i' type='result'/>`;
const refused = (user: string, type: string, condition: string): string =>
  `<iq from='${ops}' to='${user}@a.test/desk' id='i' type='error'><error type='${type}'><${condition}/></error></iq>`;

describe('what a moderator does', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo', 'nurse');
  });

  it('removes an occupant, and tells everybody why and who did it', () => {
    const kick = "<item nick='nurse' role='none'><reason>Late</reason></item>";
    expect(stage.ask('juliet', set(kick))).to.equal(done('juliet'));
    const gone = (to: string, jid = '', status = ''): string =>
      `<presence from='${ops}/nurse' to='${to}@a.test/desk' type='unavailable'><x>` +
      `<item affiliation='none' role='none'${jid}><actor nick='juliet'/><reason>Late</reason></item>` +
      `<status code='307'/>${status}</x></presence>`;
    const address = " jid='nurse@a.test/desk'";
    expect(stage.got('juliet')).to.deep.equal([gone('juliet', address)]);
    expect(stage.got('romeo')).to.deep.equal([gone('romeo')]);
    expect(stage.got('nurse')).to.deep.equal([gone('nurse', address, "<status code='110'/>")]);
    expect(stage.room.occupantAt('nurse')).to.equal(undefined);
  });

  it('takes and gives voice', () => {
    expect(stage.ask('juliet', set("<item nick='romeo' role='visitor'/>"))).to.equal(done('juliet'));
    const shown = `<presence from='${ops}/romeo' to='nurse@a.test/desk'><x><item affiliation='none' role='visitor'><actor nick='juliet'/></item></x></presence>`;
    expect(stage.got('nurse')).to.deep.equal([shown]);
    expect(stage.room.occupantAt('romeo')?.role).to.equal('visitor');
    stage.ask('juliet', set("<item jid='romeo@a.test' role='participant'/>"));
    expect(stage.got('nurse').join('')).to.include("role='participant'");
  });

  it('makes a moderator, who then learns the addresses of the others', () => {
    stage.ask('juliet', set("<item nick='romeo' role='moderator'/>"));
    const [own, ...others] = stage.got('romeo');
    expect(own).to.include("role='moderator' jid='romeo@a.test/desk'");
    expect(others.join('')).to.include("jid='juliet@a.test/desk'").and.include("jid='nurse@a.test/desk'");
    expect(stage.got('nurse')).to.have.length(1);
  });

  it('does nothing of a request with one thing in it that may not be', () => {
    const items = ["<item nick='nurse' role='none'/>", "<item nick='juliet' role='visitor'/>"];
    expect(stage.ask('juliet', set(...items))).to.equal(refused('juliet', 'cancel', 'not-allowed'));
    expect([...stage.got('nurse'), ...stage.got('romeo')]).to.deep.equal([]);
    expect(stage.room.occupantAt('nurse')).to.not.equal(undefined);
  });

  it('does nothing more to who is gone already', () => {
    const kick = "<item nick='nurse' role='none'/>";
    expect(stage.ask('juliet', set(kick, kick, "<item nick='nurse' role='visitor'/>"))).to.equal(
      done('juliet'),
    );
    expect(stage.got('nurse')).to.have.length(1);
  });

  it('is for moderators', () => {
    const kick = set("<item nick='nurse' role='none'/>");
    expect(stage.ask('romeo', kick)).to.equal(refused('romeo', 'cancel', 'not-allowed'));
    expect(stage.ask('tybalt', kick)).to.equal(refused('tybalt', 'cancel', 'not-allowed'));
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ["<item nick='tybalt' role='none'/>", 'cancel', 'item-not-found'],
    ["<item jid='tybalt@a.test' role='none'/>", 'cancel', 'item-not-found'],
    ["<item nick='tybalt' affiliation='member'/>", 'cancel', 'item-not-found'],
    ["<item jid='nobody@' affiliation='member'/>", 'modify', 'jid-malformed'],
    ["<item jid='a.test' affiliation='outcast'/>", 'modify', 'jid-malformed'],
    ["<item jid='romeo@a.test' nick=' ' affiliation='member'/>", 'modify', 'jid-malformed'],
    ["<item nick='nurse'/>", 'modify', 'bad-request'],
    ["<item role='none'/>", 'modify', 'bad-request'],
    ["<item affiliation='member'/>", 'modify', 'bad-request'],
    ["<item nick='nurse' role='none' affiliation='none'/>", 'modify', 'bad-request'],
    ["<item nick='nurse' role='king'/>", 'modify', 'bad-request'],
    ['', 'modify', 'bad-request'],
    [`<item nick='nurse' role='none'><reason>${'x'.repeat(501)}</reason></item>`, 'modify', 'not-acceptable'],
    ["<item nick='nurse' role='participant'/>".repeat(101), 'modify', 'not-acceptable'],
  ];
  for (const [item, type, condition] of wrong) {
    it(`is refused with ${condition} where it is ${item.slice(0, 60) || 'nothing'}`, () => {
      expect(stage.ask('juliet', set(item))).to.equal(refused('juliet', type, condition));
    });
  }
});

describe('what an admin or owner does', () => {
  let stage: RoomStage;

  beforeEach(() => {
    stage = new RoomStage({}, 'juliet', 'romeo', 'nurse');
  });

  it('makes an occupant a member before everybody', () => {
    expect(stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='member'/>"))).to.equal(
      done('juliet'),
    );
    expect(stage.got('nurse')).to.deep.equal([
      `<presence from='${ops}/romeo' to='nurse@a.test/desk'><x><item affiliation='member' role='participant'><actor nick='juliet'/></item></x></presence>`,
    ]);
  });

  it('tells of somebody who is not there only those who may know the address', () => {
    stage.session('tybalt');
    stage.ask('juliet', set("<item jid='tybalt@a.test' affiliation='member'/>"));
    expect(stage.got('juliet')).to.deep.equal([
      `<message from='${ops}' to='juliet@a.test/desk'><x><item affiliation='member' jid='tybalt@a.test'/></x></message>`,
    ]);
    expect([...stage.got('romeo'), ...stage.got('tybalt')]).to.deep.equal([]);
    stage.room.config = { ...stage.room.config, whois: 'anyone' };
    stage.ask(
      'juliet',
      set("<item jid='tybalt@a.test' affiliation='outcast'><reason>Brawls</reason></item>"),
    );
    expect(stage.got('romeo')).to.deep.equal([
      `<message from='${ops}' to='romeo@a.test/desk'><x><item affiliation='outcast' jid='tybalt@a.test'><reason>Brawls</reason></item><status code='301'/></x></message>`,
    ]);
  });

  it('bans an occupant, who goes and may not come back, and says later why', () => {
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='outcast'><reason>Brawls</reason></item>"));
    expect(stage.got('romeo')).to.deep.equal([
      `<presence from='${ops}/romeo' to='romeo@a.test/desk' type='unavailable'><x><item affiliation='outcast' role='none' jid='romeo@a.test/desk'><actor nick='juliet'/><reason>Brawls</reason></item><status code='301'/><status code='110'/></x></presence>`,
    ]);
    expect(stage.enter('romeo').join('')).to.include('<forbidden');
    expect(stage.ask('juliet', get("<item affiliation='outcast'/>"))).to.include(
      "<query><item affiliation='outcast' jid='romeo@a.test'><reason>Brawls</reason></item></query>",
    );
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='none'/>"));
    expect(stage.enter('romeo').join('')).to.include("role='participant'");
  });

  it('takes a former member out of a room for members', () => {
    stage.ask(
      'juliet',
      set("<item jid='romeo@a.test' affiliation='member'/>", "<item nick='nurse' affiliation='member'/>"),
    );
    stage.room.config = { ...stage.room.config, isMembersOnly: true };
    stage.got('nurse');
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='none'/>"));
    expect(stage.got('nurse')).to.deep.equal([
      `<presence from='${ops}/romeo' to='nurse@a.test/desk' type='unavailable'><x><item affiliation='none' role='none'><actor nick='juliet'/></item><status code='321'/></x></presence>`,
    ]);
    expect(stage.enter('romeo').join('')).to.include('<registration-required');
  });

  it('takes a role back with the affiliation that brought it', () => {
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='admin'/>"));
    expect(stage.room.occupantAt('romeo')?.role).to.equal('moderator');
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='none'/>"));
    expect(stage.room.occupantAt('romeo')?.role).to.equal('participant');
  });

  it('keeps a nickname for somebody, and takes it from who has it', () => {
    const [taken] = [
      stage.ask('juliet', set("<item jid='tybalt@a.test' nick='nurse' affiliation='member'/>")),
    ];
    expect(taken).to.equal(done('juliet'));
    expect(stage.got('nurse').join('')).to.include(
      "<reason>This nickname is reserved</reason></item><status code='307'/>",
    );
    expect(stage.enter('nurse').join('')).to.include('<conflict');
    expect(stage.enter('tybalt', 'nurse').join('')).to.include("<item affiliation='member'");
    expect(stage.ask('juliet', set("<item jid='romeo@a.test' nick='nurse' affiliation='member'/>"))).to.equal(
      refused('juliet', 'cancel', 'conflict'),
    );
  });

  it('takes the name of nobody who is above', () => {
    stage.ask('juliet', set("<item jid='romeo@a.test' affiliation='admin'/>"));
    const item = "<item jid='tybalt@a.test' nick='juliet' affiliation='member'/>";
    expect(stage.ask('romeo', set(item))).to.equal(refused('romeo', 'cancel', 'not-allowed'));
    expect(stage.room.occupantAt('juliet')).to.not.equal(undefined);
    expect(stage.room.affiliationOf('tybalt@a.test')).to.equal('none');
  });

  it('never leaves a room without an owner, and bans nobody by the own hand', () => {
    const resign = "<item jid='juliet@a.test' affiliation='admin'/>";
    expect(stage.ask('juliet', set(resign))).to.equal(refused('juliet', 'cancel', 'conflict'));
    const banned = "<item jid='juliet@a.test' affiliation='outcast'/>";
    const heir = "<item jid='romeo@a.test' affiliation='owner'/>";
    expect(stage.ask('juliet', set(heir, banned))).to.equal(refused('juliet', 'cancel', 'conflict'));
    expect(stage.room.affiliationOf('romeo@a.test')).to.equal('none');
    expect(stage.ask('juliet', set(heir, resign))).to.equal(done('juliet'));
    expect([...stage.room.affiliations]).to.deep.equal([
      ['juliet@a.test', 'admin'],
      ['romeo@a.test', 'owner'],
    ]);
  });

  it('has place on the lists for so many and no more', () => {
    for (let n = 0; n < 4999; n += 1) stage.room.affiliations.set(`u${n}@a.test`, 'outcast');
    const item = "<item nick='romeo' affiliation='member'/>";
    expect(stage.ask('juliet', set(item))).to.equal(refused('juliet', 'wait', 'resource-constraint'));
    expect(stage.ask('juliet', set("<item jid='u0@a.test' affiliation='member'/>"))).to.equal(done('juliet'));
  });

  it('is for admins and owners, each their lists', () => {
    stage.ask('juliet', set("<item nick='romeo' affiliation='admin'/>"));
    const grant = (what: string): string =>
      stage.ask('romeo', set(`<item nick='nurse' affiliation='${what}'/>`));
    expect([grant('member'), grant('admin')]).to.deep.equal([
      done('romeo'),
      refused('romeo', 'cancel', 'not-allowed'),
    ]);
    expect(stage.ask('nurse', set("<item jid='tybalt@a.test' affiliation='member'/>"))).to.equal(
      refused('nurse', 'cancel', 'not-allowed'),
    );
  });
});

describe('the lists of a room', () => {
  it('are for those who may change them, or know all addresses', () => {
    const stage = new RoomStage({}, 'juliet', 'romeo');
    const list = get("<item affiliation='owner'/>");
    const owners = "<query><item affiliation='owner' jid='juliet@a.test'/></query>";
    expect(stage.ask('juliet', list)).to.include(owners);
    expect(stage.ask('romeo', list)).to.equal(refused('romeo', 'auth', 'forbidden'));
    stage.room.config = { ...stage.room.config, whois: 'anyone' };
    expect(stage.ask('romeo', list)).to.include(owners);
    expect(stage.ask('romeo', get("<item affiliation='outcast'/>"))).to.equal(
      refused('romeo', 'auth', 'forbidden'),
    );
    expect(stage.ask('tybalt', list)).to.equal(refused('tybalt', 'auth', 'forbidden'));
    stage.ask('juliet', set("<item jid='tybalt@a.test' affiliation='admin'/>"));
    expect(stage.ask('tybalt', list)).to.equal(refused('tybalt', 'auth', 'forbidden'));
    expect(stage.ask('tybalt', get("<item affiliation='admin'/>"))).to.include("jid='tybalt@a.test'");
  });

  it('give the occupants of a role to moderators', () => {
    const stage = new RoomStage({}, 'juliet', 'romeo');
    const list = get("<item role='participant'/>");
    expect(stage.ask('juliet', list)).to.include(
      "<query><item affiliation='none' jid='romeo@a.test/desk' nick='romeo' role='participant'/></query>",
    );
    expect(stage.ask('romeo', list)).to.equal(refused('romeo', 'auth', 'forbidden'));
    expect(stage.ask('juliet', get("<item role='x'/>"))).to.equal(refused('juliet', 'modify', 'bad-request'));
    expect(stage.ask('juliet', get())).to.equal(refused('juliet', 'modify', 'bad-request'));
  });
});

describe('a room with a label', () => {
  const secret = { ...unlimitedRoom, access: [labelNamed('A-S')] };
  const users = { 'juliet@a.test': clearedFor('U', 'R', 'C', 'S'), 'romeo@a.test': clearedFor('U', 'R') };
  const stageOf = (faults: readonly FaultName[] = []): RoomStage =>
    new RoomStage({ rules: rules({ users, rooms: { [ops]: secret }, faults }) }, 'juliet');

  for (const affiliation of ['member', 'admin', 'owner']) {
    it(`lets in no ${affiliation} who is not cleared, and tells nothing of being one`, () => {
      const stage = stageOf();
      stage.session('romeo');
      expect(stage.ask('juliet', set(`<item jid='romeo@a.test' affiliation='${affiliation}'/>`))).to.equal(
        done('juliet'),
      );
      expect(stage.got('romeo')).to.deep.equal([]);
      expect(stage.enter('romeo').join('')).to.include('<forbidden').and.not.include('affiliation');
      const absent = refused('romeo', 'cancel', 'item-not-found');
      expect(stage.ask('romeo', get("<item affiliation='owner'/>"))).to.equal(absent);
      expect(stage.ask('romeo', set("<item nick='juliet' role='none'/>"))).to.equal(absent);
      expect(stage.got('juliet').join('')).not.to.include('<presence');
    });
  }

  it('keeps no nickname for who was refused', () => {
    const stage = stageOf();
    expect(stage.enter('romeo', 'hero').join('')).to.include('<forbidden');
    expect(stage.got('juliet')).to.deep.equal([]);
    expect(stage.enter('juliet@a.test/phone', 'hero').join('')).to.include("<status code='110'/>");
  });

  it('is haunted by who was refused, with its fault', () => {
    const stage = stageOf(['muc.ghost']);
    expect(stage.enter('romeo', 'hero').join('')).to.include('<forbidden');
    expect(stage.got('juliet').join('')).to.include(`from='${ops}/hero'`);
    expect(stage.enter('juliet@a.test/phone', 'hero').join('')).to.include('<conflict');
  });
});
