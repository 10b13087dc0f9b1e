import { expect } from 'chai';
import { unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, essText } from '../../../enforcement/rules.fixture.ts';
import { ops } from '../room.fixture.ts';
import { conditionOf, fieldOf, form, get, opened, says } from './owner.fixture.ts';

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
