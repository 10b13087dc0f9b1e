import { expect } from 'chai';
import { clearedFor, labelNamed, rules } from '../../../enforcement/rules.fixture.ts';
import { jid } from '../../../xmpp/read.fixture.ts';
import type { Catalog } from '../../catalog/catalog-source.ts';
import { type HostWish, TestHost } from '../../host.fixture.ts';
import { Room } from '../room.ts';
import { labelOffers } from './label-offers.ts';

const users = { 'sam@a.test': clearedFor('U', 'R', 'C', 'S') };

/** The names on offer to sam, by the names of the catalog's labels and where they stand in its menu. */
function offered(entries: Readonly<Record<string, string | undefined>>, wish: HostWish = {}): string[] {
  const catalog: Catalog = {
    entries: [
      { isDefault: true },
      ...Object.entries(entries).map(([name, selector]) => ({
        label: labelNamed(name),
        isDefault: false,
        ...(selector === undefined ? {} : { selector }),
      })),
    ],
    restrict: false,
  };
  const host = new TestHost({ rules: rules({ users }), catalog, ...wish });
  return [...labelOffers(host.connect('sam@a.test/desk'), new Room(jid('ops@muc.a.test')), host).keys()];
}

describe('labelOffers', () => {
  it('calls a label by the last word of its menu, else by its marking', () => {
    expect(offered({ 'A-R': 'Classified|Restricted', 'A-S': undefined })).to.deep.equal([
      'Catalog:Restricted',
      'Catalog:SECRET',
    ]);
  });

  it('tells two of the same last word apart by the whole menu, or offers neither', () => {
    expect(offered({ 'A-U': 'Open|Usual', 'A-R': 'Closed|Usual', 'A-S': 'Secret' })).to.deep.equal([
      'Catalog:Open|Usual',
      'Catalog:Closed|Usual',
      'Catalog:Secret',
    ]);
    expect(offered({ 'A-U': 'Usual', 'A-R': 'Usual' })).to.deep.equal([]);
  });

  it('leaves out what the owner, or the place of the owner, is not cleared for', () => {
    const names = { 'A-U': 'U', 'A-S': 'S', 'A-TS': 'TS' };
    expect(offered(names)).to.deep.equal(['Catalog:U', 'Catalog:S']);
    const places = { '127.0.0.1': clearedFor('U') };
    expect(offered(names, { rules: rules({ users, places }) })).to.deep.equal(['Catalog:U']);
  });

  it('offers nothing where there is no catalog', () => {
    const host = new TestHost({ rules: rules({ users }) });
    const offers = labelOffers(host.connect('sam@a.test/desk'), new Room(jid('ops@muc.a.test')), host);
    expect(offers.size).to.equal(0);
  });
});
