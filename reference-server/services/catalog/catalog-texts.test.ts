import { expect } from 'chai';
import { catalogOf, entry } from './catalog.fixture.ts';
import type { Catalog } from './catalog-source.ts';
import { textsFor } from './catalog-texts.ts';

const named = (name: string, ...labels: string[]): Catalog => ({ ...catalogOf(...labels), name });

describe('textsFor', () => {
  it('leaves a text as it is where nothing is hidden', () => {
    const catalog = named('Labels up to SECRET', 'A-U', 'A-S');
    expect(textsFor(catalog, catalog.entries)).to.deep.equal({
      name: 'Labels up to SECRET',
      desc: 'All of them',
    });
  });

  it('leaves out a text that names a hidden label, however it is spelled', () => {
    const catalog = named('Labels up to Secret', 'A-U', 'A-S');
    expect(textsFor(catalog, catalog.entries.slice(0, 1))).to.deep.equal({ desc: 'All of them' });
    const described = { ...catalog, description: 'SECRET and below' };
    expect(textsFor(described, described.entries.slice(0, 1))).to.deep.equal({});
  });

  it('leaves out a text that names the category or the selector of a hidden label', () => {
    const categories = named('For ALPHA', 'A-U', 'A-S ALPHA');
    expect(textsFor(categories, categories.entries.slice(0, 1))).to.deep.equal({ desc: 'All of them' });
    const entries = [entry('A-U'), { ...entry('A-S'), selector: 'Geheim|Streng' }];
    const selected = { ...named('Alles, auch Geheim'), entries };
    expect(textsFor(selected, entries.slice(0, 1))).to.deep.equal({ desc: 'All of them' });
  });

  it('keeps a text that names what is shown', () => {
    const catalog = named('SECRET', 'A-S', 'A-S ALPHA');
    expect(textsFor(catalog, catalog.entries.slice(0, 1)).name).to.equal('SECRET');
  });

  it('has no text where none is configured', () => {
    expect(textsFor({ entries: [], restrict: false }, [])).to.deep.equal({});
  });
});
