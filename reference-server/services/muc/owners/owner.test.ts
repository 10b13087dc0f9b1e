import { expect } from 'chai';
import { labelNamed } from '../../../enforcement/rules.fixture.ts';
import { ops } from '../room.fixture.ts';
import { conditionOf, fieldOf, form, get, opened, set } from './owner.fixture.ts';

describe("a room's owner", () => {
  it('gets the form with what holds now, and nobody else does', () => {
    const stage = opened({}, 'sam', 'rita');
    const answer = stage.ask('sam', get);
    expect(fieldOf(answer, 'FORM_TYPE').values).to.deep.equal(['http://jabber.org/protocol/muc#roomconfig']);
    expect(fieldOf(answer, 'muc#roomconfig_whois')).to.deep.equal({
      values: ['moderators'],
      options: ['moderators', 'anyone'],
    });
    expect(fieldOf(answer, 'muc#roomconfig_roomowners').values).to.deep.equal(['sam@a.test']);
    expect(conditionOf(stage.ask('rita', get))).to.equal('forbidden');
    expect(conditionOf(stage.ask('rita', form({})))).to.equal('forbidden');
  });

  it('changes what the form names and nothing else, and reads it back', () => {
    const stage = opened({}, 'sam');
    const { room } = stage;
    const wishes = {
      'muc#roomconfig_roomname': ['Ops &amp; more'],
      'muc#roomconfig_roomdesc': ['of', 'two lines'],
      'muc#roomconfig_lang': ['en-GB'],
      'muc#roomconfig_persistentroom': ['1'],
      'muc#roomconfig_publicroom': ['0'],
      'muc#roomconfig_moderatedroom': ['true'],
      'muc#roomconfig_membersonly': ['1'],
      'muc#roomconfig_roomsecret': ['open sesame'],
      'muc#roomconfig_whois': ['anyone'],
      'muc#roomconfig_changesubject': ['1'],
      'muc#roomconfig_allowinvites': ['0'],
      'muc#roomconfig_allowpm': ['moderators'],
      'muc#roomconfig_maxusers': ['30'],
      'muc#roomconfig_presencebroadcast': ['moderator'],
      'muc#maxhistoryfetch': ['7'],
      'muc#nobody_knows_this': ['x'],
    };
    expect(conditionOf(stage.ask('sam', form(wishes)))).to.equal('result');
    expect(room.config).to.deep.equal({
      name: 'Ops & more',
      description: 'of\ntwo lines',
      language: 'en-GB',
      isPersistent: true,
      isPublic: false,
      isModerated: true,
      isMembersOnly: true,
      password: 'open sesame',
      whois: 'anyone',
      canChangeSubject: true,
      canInvite: false,
      privateMessages: 'moderators',
      maxOccupants: 30,
      historyLength: 7,
      showsRoles: new Set(['moderator']),
    });
    const before = room.config;
    stage.ask('sam', form({ 'muc#roomconfig_historylength': ['9'] }));
    expect(room.config).to.deep.equal({ ...before, historyLength: 9 });
    const answer = stage.ask('sam', get);
    expect(fieldOf(answer, 'muc#roomconfig_passwordprotectedroom').values).to.deep.equal(['1']);
    expect(fieldOf(answer, 'muc#maxhistoryfetch').values).to.deep.equal(['9']);
    stage.ask('sam', form({ 'muc#roomconfig_passwordprotectedroom': ['0'] }));
    expect(room.config.password).to.equal('');
  });

  for (const [name, ...values] of [
    ['muc#roomconfig_roomname', 'x'.repeat(257)],
    ['muc#roomconfig_lang', 'English, please'],
    ['muc#roomconfig_persistentroom', 'yes'],
    ['muc#roomconfig_passwordprotectedroom', '1'],
    ['muc#roomconfig_passwordprotectedroom', 'perhaps'],
    ['muc#roomconfig_roomsecret', 'x'.repeat(257)],
    ['muc#roomconfig_whois', 'none'],
    ['muc#roomconfig_allowpm', 'anyone', 'none'],
    ['muc#roomconfig_maxusers', '0'],
    ['muc#roomconfig_maxusers', '1501'],
    ['muc#roomconfig_maxusers', 'many'],
    ['muc#roomconfig_presencebroadcast', 'owner'],
    ['muc#maxhistoryfetch', '201'],
  ] as const) {
    it(`gets nothing of a form with ${values.join(', ').slice(0, 20)} for ${name}`, () => {
      const stage = opened({}, 'sam');
      const { room } = stage;
      const { config } = room;
      const answer = stage.ask('sam', form({ 'muc#roomconfig_changesubject': ['1'], [name]: values }));
      expect(conditionOf(answer)).to.equal('not-acceptable');
      expect(room.config).to.equal(config);
      expect(stage.got('sam')).to.deep.equal([]);
    });
  }

  it('is told of what is no form', () => {
    const stage = opened({}, 'sam');
    const wrong = ['', "<x xmlns='jabber:x:data' type='form'/>", '<a/><b/>', "<a xmlns='urn:a'/>"];
    for (const content of wrong) expect(conditionOf(stage.ask('sam', set(content)))).to.equal('bad-request');
    expect(conditionOf(stage.ask('sam', form({ FORM_TYPE: ['urn:other'] })))).to.equal('bad-request');
  });

  it('tells those inside that something is otherwise, by the codes of what it is', () => {
    const stage = opened({}, 'sam', 'rita');
    const codes = (): string[] =>
      [
        ...stage
          .got('rita')
          .join('')
          .matchAll(/status code='(\d+)'/g),
      ].map(([, code = '']) => code);
    stage.ask('sam', form({ 'muc#roomconfig_changesubject': ['0'] }));
    expect(codes()).to.deep.equal([]);
    stage.ask('sam', form({ 'muc#roomconfig_changesubject': ['1'] }));
    expect(codes()).to.deep.equal(['104']);
    stage.ask('sam', form({ 'muc#roomconfig_whois': ['anyone'] }));
    expect(codes()).to.deep.equal(['172']);
    stage.ask('sam', form({ 'muc#roomconfig_whois': ['moderators'], 'muc#roomconfig_lang': ['fr'] }));
    expect(codes()).to.deep.equal(['173', '104']);
    stage.ask('sam', form({ 'sec-label#label': ['Catalog:UNCLASSIFIED'] }));
    expect(codes()).to.deep.equal(['104']);
  });

  it('makes a room of members only, and who is none goes', () => {
    const stage = opened({}, 'sam', 'rita', 'tess');
    stage.ask(
      'sam',
      form({ 'muc#roomconfig_membersonly': ['1'], 'muc#roomconfig_roomadmins': ['tess@a.test'] }),
    );
    const seen = stage.got('rita').join('');
    expect(seen).to.match(/type='unavailable'.*<status code='322'\/>/);
    expect(stage.got('tess').join('')).to.include("affiliation='admin'");
  });

  it('makes others owners and admins, and cannot leave a room without an owner', () => {
    const stage = opened({}, 'sam', 'rita');
    const { room } = stage;
    const owners = (...values: readonly string[]): string =>
      conditionOf(stage.ask('sam', form({ 'muc#roomconfig_roomowners': values })));
    expect(owners()).to.equal('conflict');
    expect(owners('not an address@@')).to.equal('jid-malformed');
    expect(owners('a.test')).to.equal('jid-malformed');
    expect(owners('sam@a.test', 'rita@a.test/x')).to.equal('result');
    expect([...room.affiliations]).to.deep.equal([
      ['sam@a.test', 'owner'],
      ['rita@a.test', 'owner'],
    ]);
    expect(owners('rita@a.test')).to.equal('result');
    expect(room.affiliationOf('sam@a.test')).to.equal('admin');
    stage.ask('rita', form({ 'muc#roomconfig_roomadmins': [''] }));
    expect(room.affiliationOf('sam@a.test')).to.equal('member');
    stage.ask('rita', form({ 'muc#roomconfig_roomadmins': ['rita@a.test', 'tess@a.test'] }));
    expect(room.affiliationOf('rita@a.test')).to.equal('owner');
    expect(room.affiliationOf('tess@a.test')).to.equal('admin');
  });

  it('shows and hides those whose roles are shown or not', () => {
    const stage = opened({}, 'sam', 'rita', 'tess');
    stage.ask('sam', form({ 'muc#roomconfig_presencebroadcast': ['moderator'] }));
    const hidden = stage.got('rita').filter((xml) => xml.includes('ops@muc.a.test/tess'));
    expect(hidden.join('')).to.include("type='unavailable'");
    stage.got('sam');
    stage.ask('sam', form({ 'muc#roomconfig_presencebroadcast': ['moderator', 'participant'] }));
    expect(stage.got('rita').filter((xml) => xml.includes('<presence'))).to.have.length(1);
    expect(stage.got('sam').filter((xml) => xml.includes('<presence'))).to.deep.equal([]);
  });

  it('ends a new room by cancelling its form, and changes nothing of another by that', () => {
    const stage = opened({});
    stage.enter('sam');
    expect(conditionOf(stage.ask('sam', form({}, 'cancel')))).to.equal('result');
    expect(stage.got('sam').join('')).to.match(/type='unavailable'.*role='none'.*<destroy\/>/);
    expect(stage.host.rooms.all()).to.deep.equal([]);
    stage.enter('rita');
    stage.ask('rita', form({}));
    stage.ask('rita', form({}, 'cancel'));
    expect(stage.host.rooms.all()).to.have.length(1);
  });

  it('ends a room, and names the next one to those who may know of it', () => {
    const stage = opened(
      {
        rooms: {
          'next@muc.a.test': {
            clearances: [],
            exact: [],
            access: [labelNamed('A-S')],
            displayed: undefined,
            isClosed: false,
          },
        },
      },
      'sam',
      'rita',
    );
    const end = "<destroy jid='next@muc.a.test'><reason>Full</reason><password>sesame</password></destroy>";
    expect(conditionOf(stage.ask('rita', set(end)))).to.equal('forbidden');
    expect(conditionOf(stage.ask('sam', set("<destroy jid='@'/>")))).to.equal('jid-malformed');
    const long = `<destroy><reason>${'x'.repeat(501)}</reason></destroy>`;
    expect(conditionOf(stage.ask('sam', set(long)))).to.equal('not-acceptable');
    expect(conditionOf(stage.ask('sam', set(end)))).to.equal('result');
    const x = (name: string, affiliation: string, venue: string): string =>
      `<presence from='${ops}/${name}' to='${name}@a.test/desk' type='unavailable'><x>` +
      `<item affiliation='${affiliation}' role='none' jid='${name}@a.test/desk'/>${venue}<status code='110'/></x></presence>`;
    expect(stage.got('sam')).to.deep.equal([
      x(
        'sam',
        'owner',
        "<destroy jid='next@muc.a.test'><reason>Full</reason><password>sesame</password></destroy>",
      ),
    ]);
    expect(stage.got('rita')).to.deep.equal([x('rita', 'none', '<destroy><reason>Full</reason></destroy>')]);
    expect(stage.host.rooms.all()).to.deep.equal([]);
    expect(stage.host.rooms.withSession(stage.session('sam').jid)).to.deep.equal([]);
  });
});
