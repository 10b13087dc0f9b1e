import { expect } from 'chai';
import { unlimitedRoom } from '../../../enforcement/index.ts';
import {
  clearedFor,
  essText,
  labelNamed,
  type RulesWish,
  rules,
  securityLabel,
} from '../../../enforcement/rules.fixture.ts';
import { catalogOf } from '../../catalog/catalog.fixture.ts';
import { mucOwnerNamespace } from '../namespaces.ts';
import { ops, RoomStage } from '../room.fixture.ts';

const query = (content: string): string => `<query xmlns='${mucOwnerNamespace}'>${content}</query>`;
const get = `<iq type='get' id='form' to='${ops}'>${query('')}</iq>`;
const set = (content: string): string => `<iq type='set' id='form' to='${ops}'>${query(content)}</iq>`;
const form = (fields: Readonly<Record<string, readonly string[]>>, type = 'submit'): string => {
  const written = Object.entries(fields).map(
    ([name, values]) =>
      `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`,
  );
  return set(`<x xmlns='jabber:x:data' type='${type}'>${written.join('')}</x>`);
};

/** What a form that came says of a field: its values, and the values on offer. */
function fieldOf(answer: string, name: string): { values: string[]; options: string[] } {
  const field = new RegExp(`<field var='${name}'.*?</field>|<field var='${name}'[^>]*/>`).exec(answer);
  const text = field?.[0] ?? '';
  const valuesIn = (xml: string): string[] =>
    [...xml.matchAll(/<value>([^<]*)<\/value>|<value\/>/g)].map(([, value = '']) => value);
  const options = [...text.matchAll(/<option.*?<\/option>/g)].map(([option]) => option);
  return {
    values: valuesIn(text.replaceAll(/<option.*?<\/option>/g, '')),
    options: options.flatMap(valuesIn),
  };
}

const conditionOf = (answer: string): string =>
  /<error[^>]*><([a-z-]+)/.exec(answer)?.[1] ?? (answer === '' ? 'nothing' : 'result');

const cleared: RulesWish = {
  users: {
    'tess@a.test': clearedFor('U', 'R', 'C', 'S', 'TS'),
    'sam@a.test': clearedFor('U', 'R', 'C', 'S'),
    'rita@a.test': clearedFor('U', 'R'),
  },
};

function opened(wish: RulesWish, ...names: readonly string[]): RoomStage {
  const host = { rules: rules({ ...cleared, ...wish }), catalog: catalogOf('A-U', 'A-R', 'A-S') };
  return new RoomStage(host, ...names);
}

const says = (stage: RoomStage, name: string, label: string): string =>
  stage.say(
    name,
    `<message to='${ops}' type='groupchat' id='m'><body>said</body>${securityLabel(label)}</message>`,
  );

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

describe('the labels of a room, set by its owners', () => {
  it('are those of the catalog that the owner is cleared for, or what the owner writes', () => {
    const stage = opened({}, 'rita');
    const answer = stage.ask('rita', get);
    expect(fieldOf(answer, 'sec-label#label')).to.deep.equal({
      values: [],
      options: ['', 'Catalog:UNCLASSIFIED', 'Catalog:RESTRICTED', 'Custom'],
    });
    expect(fieldOf(answer, 'sec-label#clearance')).to.deep.equal({
      values: [],
      options: ['Catalog:UNCLASSIFIED', 'Catalog:RESTRICTED', 'Custom'],
    });
    const refused = stage.ask('rita', form({ 'sec-label#clearance': ['Catalog:SECRET'] }));
    expect(conditionOf(refused)).to.equal('not-acceptable');
  });

  it('hold from the next message on, read back as they were set, and are reset by nothing', () => {
    const stage = opened({}, 'sam', 'tess');
    expect(says(stage, 'tess', 'A-S')).to.equal('');
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED', 'Catalog:RESTRICTED'] }));
    expect(conditionOf(says(stage, 'tess', 'A-S'))).to.equal('forbidden');
    expect(says(stage, 'tess', 'A-R')).to.equal('');
    const answer = stage.ask('sam', get);
    expect(fieldOf(answer, 'sec-label#clearance').values).to.deep.equal([
      'Catalog:UNCLASSIFIED',
      'Catalog:RESTRICTED',
    ]);
    stage.ask('sam', form({ 'sec-label#clearance': [] }));
    expect(says(stage, 'tess', 'A-S')).to.equal('');
  });

  it('may be written as ESS, X.501 or STANAG 4774, and read back so', () => {
    const stage = opened({}, 'sam', 'tess');
    // Of HARNESS-A: 1 and 3
    const x501 = 'MBEGCysGAQQBgf1ZggIBAwIEUA==';
    const wish = {
      'sec-label#label': ['Custom'],
      'sec-label#custom-label': [essText('A-R')],
      'sec-label#clearance': ['Catalog:RESTRICTED', 'Custom'],
      'sec-label#custom-clearance': [x501],
      'sec-label#default': ['Custom'],
      'sec-label#custom-default': [essText('A-C')],
    };
    expect(conditionOf(stage.ask('sam', form(wish)))).to.equal('result');
    const answer = stage.ask('sam', get);
    for (const [name, values] of Object.entries(wish))
      expect(fieldOf(answer, name).values, name).to.deep.equal(values);
    expect(
      ['A-U', 'A-R', 'A-C', 'A-S'].map((label) => conditionOf(says(stage, 'tess', label))),
    ).to.deep.equal(['nothing', 'nothing', 'nothing', 'forbidden']);
    expect(conditionOf(stage.enter('una').join(''))).to.equal('forbidden');
    stage.ask('sam', form({ 'sec-label#custom-label': [''] }));
    expect(stage.enter('una').join('')).to.include("code='110'");
  });

  it('count as written where the list is not there: XEP-0258 has forms without one', () => {
    const stage = opened({}, 'sam');
    const { room } = stage;
    stage.ask('sam', form({ 'sec-label#custom-label': [` ${essText('A-R')} `] }));
    expect(room.labels).to.deep.equal({ access: essText('A-R'), custom: ['access'] });
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED'] }));
    stage.ask('sam', form({ 'sec-label#custom-clearance': ['MBEGCysGAQQBgf1ZggIBAwIEUA=='] }));
    expect(Object.keys(room.labels).sort()).to.deep.equal([
      'access',
      'clearance',
      'custom',
      'customClearance',
    ]);
  });

  for (const [what, wish] of [
    ['a text that is no label', { 'sec-label#label': ['Custom'], 'sec-label#custom-label': ['!'] }],
    ['a text beside another choice', { 'sec-label#label': [''], 'sec-label#custom-label': ['!'] }],
    ['no text', { 'sec-label#label': ['Custom'] }],
    ['two labels', { 'sec-label#label': ['Catalog:UNCLASSIFIED', 'Catalog:RESTRICTED'] }],
    ['a name that is not on offer', { 'sec-label#default': ['Catalog:COSMIC'] }],
    ['a text that is no clearance', { 'sec-label#custom-clearance': ['&lt;clearance/>'] }],
    ['a clearance of an unknown policy', { 'sec-label#custom-clearance': ['MAQGAioD'] }],
    [
      'a default that the room does not take',
      { 'sec-label#clearance': ['Catalog:UNCLASSIFIED'], 'sec-label#default': ['Catalog:SECRET'] },
    ],
    ['a default above the owner', { 'sec-label#custom-default': [essText('A-TS')] }],
  ] as const) {
    it(`take nothing of a form with ${what}`, () => {
      const stage = opened({}, 'sam');
      const { room } = stage;
      stage.ask('sam', form({ 'sec-label#label': ['Catalog:RESTRICTED'] }));
      const { labels, config } = room;
      const answer = stage.ask('sam', form({ 'muc#roomconfig_changesubject': ['1'], ...wish }));
      expect(conditionOf(answer)).to.equal('not-acceptable');
      expect(room.labels).to.equal(labels);
      expect(room.config).to.equal(config);
    });
  }

  it('cannot lock out the owner who sets them', () => {
    const stage = opened({}, 'rita');
    const { room } = stage;
    const answer = stage.ask('rita', form({ 'sec-label#custom-label': [essText('A-S')] }));
    expect(conditionOf(answer)).to.equal('conflict');
    expect(room.labels).to.deep.equal({});
  });

  it('take out whoever is not cleared, without a word', () => {
    const stage = opened({}, 'sam', 'rita');
    const { room } = stage;
    stage.ask('sam', form({ 'sec-label#label': ['Catalog:SECRET'], 'muc#roomconfig_roomname': ['Secret'] }));
    expect(room.size).to.equal(1);
    const seen = stage.got('rita');
    expect(seen).to.have.length(1);
    expect(seen.join('')).to.include("<status code='307'/>");
    expect(stage.got('sam').join('')).to.include("<status code='104'/>");
    expect(conditionOf(stage.ask('rita', get))).to.equal('item-not-found');
  });

  it('hide what was said and is outside of them from who enters', () => {
    const stage = opened({}, 'sam');
    says(stage, 'sam', 'A-S');
    says(stage, 'sam', 'A-U');
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED'] }));
    expect(stage.enter('tess').filter((xml) => xml.includes('said'))).to.have.length(1);
  });

  it('never widen what is provisioned', () => {
    const stage = opened(
      {
        rooms: {
          [ops]: {
            clearances: [clearedFor('U')],
            exact: [],
            access: [],
            displayed: undefined,
            isClosed: false,
          },
        },
      },
      'sam',
    );
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED', 'Catalog:SECRET'] }));
    expect(conditionOf(says(stage, 'sam', 'A-S'))).to.equal('forbidden');
    expect(says(stage, 'sam', 'A-U')).to.equal('');
  });

  it('stay where an owner who is not shown all of them sends the form back as it came', () => {
    const stage = opened({}, 'sam', 'rita');
    const { room } = stage;
    stage.ask(
      'sam',
      form({
        'sec-label#clearance': ['Catalog:UNCLASSIFIED', 'Catalog:SECRET'],
        'sec-label#default': ['Catalog:SECRET'],
        'muc#roomconfig_roomowners': ['sam@a.test', 'rita@a.test'],
      }),
    );
    const { labels } = room;
    const answer = stage.ask('rita', get);
    const back = ['sec-label#clearance', 'sec-label#default', 'sec-label#custom-default'];
    const wish = Object.fromEntries(back.map((name) => [name, fieldOf(answer, name).values]));
    expect(wish).to.deep.equal({
      'sec-label#clearance': ['Catalog:UNCLASSIFIED'],
      'sec-label#default': [],
      'sec-label#custom-default': [],
    });
    expect(conditionOf(stage.ask('rita', form(wish)))).to.equal('result');
    expect(room.labels).to.equal(labels);
    stage.ask('rita', form({ 'sec-label#clearance': ['Catalog:RESTRICTED'] }));
    expect(conditionOf(says(stage, 'sam', 'A-S'))).to.equal('forbidden');
  });
});

describe('the faults of owners', () => {
  const secretClearance = form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED', 'Catalog:SECRET'] });

  it('muc.owner: anybody configures', () => {
    const stage = opened({ faults: ['muc.owner'] }, 'sam', 'rita');
    expect(conditionOf(stage.ask('rita', form({ 'muc#roomconfig_lang': ['fr'] })))).to.equal('result');
    expect(stage.room.config.language).to.equal('fr');
  });

  it('muc.offers: labels are offered, and taken, that the owner is not cleared for', () => {
    const stage = opened({ faults: ['muc.offers'] }, 'rita');
    expect(fieldOf(stage.ask('rita', get), 'sec-label#clearance').options).to.include('Catalog:SECRET');
    expect(conditionOf(stage.ask('rita', secretClearance))).to.equal('result');
  });

  it('muc.partial: the rest of a form takes effect', () => {
    const stage = opened({ faults: ['muc.partial'] }, 'sam');
    const lang = { 'muc#roomconfig_lang': ['fr'] };
    const locked = form({ ...lang, 'sec-label#custom-label': [essText('A-TS')] });
    expect(conditionOf(stage.ask('sam', locked))).to.equal('conflict');
    expect(stage.room.config.language).to.equal('fr');
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:SECRET'], 'sec-label#custom-label': ['!'] }));
    expect(Object.keys(stage.room.labels)).to.deep.equal(['clearance']);
  });

  it('muc.lockout: an owner is not kept from a label above', () => {
    const stage = opened({ faults: ['muc.lockout'] }, 'rita');
    expect(conditionOf(stage.ask('rita', form({ 'sec-label#custom-label': [essText('A-S')] })))).to.equal(
      'result',
    );
    expect(stage.got('rita').join('')).to.include("<status code='307'/>");
  });

  it('muc.default-outside: any label is displayed', () => {
    const stage = opened({ faults: ['muc.default-outside'] }, 'sam');
    const wish = { 'sec-label#clearance': ['Catalog:UNCLASSIFIED'], 'sec-label#default': ['Catalog:SECRET'] };
    expect(conditionOf(stage.ask('sam', form(wish)))).to.equal('result');
  });

  it('muc.unset: what owners set is shown and does not hold', () => {
    const stage = opened({ faults: ['muc.unset'] }, 'sam');
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED'] }));
    expect(fieldOf(stage.ask('sam', get), 'sec-label#clearance').values).to.deep.equal([
      'Catalog:UNCLASSIFIED',
    ]);
    expect(says(stage, 'sam', 'A-S')).to.equal('');
  });

  it('muc.fields: the form says nothing of labels', () => {
    const stage = opened({ faults: ['muc.fields'] }, 'sam');
    expect(stage.ask('sam', get)).to.not.include('sec-label');
  });

  it('muc.widen: an owner widens what is provisioned', () => {
    const provisioned = { ...unlimitedRoom, clearances: [clearedFor('U')] };
    const stage = opened({ faults: ['muc.widen'], rooms: { [ops]: provisioned } }, 'sam');
    stage.ask('sam', secretClearance);
    expect(says(stage, 'sam', 'A-S')).to.equal('');
  });

  it('muc.quiet: nobody is told', () => {
    const stage = opened({ faults: ['muc.quiet'] }, 'sam');
    stage.ask('sam', form({ 'muc#roomconfig_whois': ['anyone'], 'muc#roomconfig_lang': ['fr'] }));
    expect(stage.got('sam')).to.deep.equal([]);
  });

  it('muc.past: what is outside the clearance is replayed', () => {
    const stage = opened({ faults: ['muc.past'] }, 'sam');
    says(stage, 'sam', 'A-S');
    stage.ask('sam', form({ 'sec-label#clearance': ['Catalog:UNCLASSIFIED'] }));
    expect(stage.enter('tess').join('')).to.include('said');
  });
});
