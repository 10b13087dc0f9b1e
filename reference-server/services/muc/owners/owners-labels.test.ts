import { expect } from 'chai';
import { clearedFor, essText } from '../../../enforcement/rules.fixture.ts';
import { ops } from '../room.fixture.ts';
import { conditionOf, fieldOf, form, get, opened, says } from './owner.fixture.ts';

describe('the labels of a room by its owners', () => {
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
