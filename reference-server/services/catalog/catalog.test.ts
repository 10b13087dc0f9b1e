import { expect } from 'chai';
import { readCatalog } from '#labels';
import { type Element, parseDocument } from '#xml';
import type { FaultName } from '../../enforcement/index.ts';
import { type RulesWish, rules } from '../../enforcement/rules.fixture.ts';
import { errorTo, TestHost } from '../host.fixture.ts';
import { catalogOf, clearedFor, entry } from './catalog.fixture.ts';
import { catalog as service } from './catalog.ts';
import type { Catalog } from './catalog-source.ts';

const me = 'juliet@a.test/balcony';
const users: NonNullable<RulesWish['users']> = {
  'juliet@a.test': clearedFor('U', 'R', 'C', 'S'),
  'romeo@a.test': clearedFor('U', 'R'),
  'tess@a.test': clearedFor('U', 'R', 'C', 'S', 'TS'),
};

const all = catalogOf('A-U', 'A-R', 'A-C', 'A-S', 'A-TS');

function ask(request: string, configured: Catalog = all, wish: RulesWish = {}, to?: string): string {
  const host = new TestHost({
    rules: rules({ users, ...wish }),
    catalog: configured,
    accounts: ['juliet', 'romeo', 'tess'],
  });
  const address = to === undefined ? '' : ` to='${to}'`;
  const iq = `<iq type='get' id='i'${address}><catalog xmlns='urn:xmpp:sec-label:catalog:2'${request}/></iq>`;
  return host.ask(host.online(me), iq, [service]) ?? '';
}

function elementOf(answer: string): Element {
  const [catalog] = parseDocument(answer).children;
  if (typeof catalog !== 'object') throw new Error(answer);
  return catalog;
}

/** The selectors of a catalog, and whether its size says how many they are. */
function offered(...args: Parameters<typeof ask>): readonly (string | undefined)[] {
  const { items, size } = readCatalog(elementOf(ask(...args)));
  expect(size).to.equal(items.length);
  return items.map(({ selector }) => selector);
}

describe('a catalog', () => {
  it('lists what its asker may send, with a name, and says to whom', () => {
    const { items, id, ...head } = readCatalog(elementOf(ask(" to='a.test'")));
    expect(head).to.deep.equal({ to: 'a.test', name: 'Labels', desc: 'All of them', size: 4 });
    expect(id).to.match(/^[0-9a-f]{16}$/);
    expect(items.map(({ selector, isDefault }) => [selector, isDefault])).to.deep.equal([
      ['UNCLASSIFIED', true],
      ['RESTRICTED', false],
      ['CONFIDENTIAL', false],
      ['SECRET', false],
    ]);
  });

  it('lists what its asker may send from where it asks, wherever the recipient is', () => {
    const places = { '127.0.0.1': clearedFor('U', 'R'), '192.0.2.1': clearedFor('U') };
    const listed = (from: string, faults: readonly FaultName[] = []): readonly (string | undefined)[] => {
      const host = new TestHost({
        rules: rules({ users, places, faults }),
        catalog: all,
        accounts: ['juliet', 'tess'],
      });
      const session = host.connect(me, { address: from, names: [] });
      host.connect('tess@a.test/away', { address: '192.0.2.1', names: [] });
      const iq =
        "<iq type='get' id='i'><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='tess@a.test'/></iq>";
      return readCatalog(elementOf(host.ask(session, iq, [service]) ?? '')).items.map(
        ({ selector }) => selector,
      );
    };
    expect(listed('127.0.0.1')).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED']);
    expect(listed('192.0.2.1')).to.deep.equal(['UNCLASSIFIED']);
    expect(listed('192.0.2.99')).to.deep.equal([]);
    expect(listed('127.0.0.1', ['cat.place'])).to.deep.equal(['UNCLASSIFIED']);
  });

  it('gives each label as it is written on a message, with the marking of the policy', () => {
    expect(ask(" to='a.test'", catalogOf('A-S'))).to.include(
      "<item selector='SECRET' default='true'><securitylabel xmlns='urn:xmpp:sec-label:0'>" +
        "<displaymarking fgcolor='black' bgcolor='red'>SECRET</displaymarking>" +
        "<label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>MRACAQQGCysGAQQBgf1ZggIB</esssecuritylabel></label>" +
        '</securitylabel></item>',
    );
  });

  it('leaves out what the recipient, the server or the domain may not have', () => {
    expect(offered(" to='romeo@a.test'")).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED']);
    expect(offered(" to='a.test'", all, { server: clearedFor('U', 'S') })).to.deep.equal([
      'UNCLASSIFIED',
      'SECRET',
    ]);
    expect(offered(" to='a.test'", all, { domains: { 'a.test': clearedFor('R') } })).to.deep.equal([
      'RESTRICTED',
    ]);
  });

  it('says nothing about who exists: for no such user it is that of a user without clearance', () => {
    const nobody = ask(" to='nobody@a.test'");
    expect(nobody.replaceAll('nobody', 'nil')).to.equal(ask(" to='nil@a.test'"));
    expect(offered(" to='nobody@a.test'")).to.deep.equal([]);
  });

  it('is for the domain where no address is given, and is to be had of the own account too', () => {
    expect(offered('')).to.deep.equal(offered(" to='a.test'"));
    expect(offered('', all, {}, 'a.test')).to.deep.equal(offered(''));
  });

  it('takes a from that repeats who asks, and no other', () => {
    for (const from of ['juliet@a.test', me, 'JULIET@a.test']) {
      expect(offered(` from='${from}'`)).to.have.length(4);
    }
    for (const from of ['tess@a.test', 'a.test', '@']) {
      expect(ask(` from='${from}'`)).to.equal(errorTo('i', 'juliet@a.test', me, 'modify', 'bad-request'));
    }
  });

  it('is not there for other domains, for no address, and for another account', () => {
    const error = (type: string, condition: string, from = 'juliet@a.test'): string =>
      errorTo('i', from, me, type, condition);
    expect(ask(" to='romeo@b.test'")).to.equal(error('cancel', 'item-not-found'));
    expect(ask(" to='@'")).to.equal(error('modify', 'jid-malformed'));
    expect(ask('', all, {}, 'romeo@a.test')).to.equal(error('cancel', 'service-unavailable', 'romeo@a.test'));
  });

  it('is not there where none is configured', () => {
    const host = new TestHost();
    expect(
      host.ask(
        host.online(me),
        "<iq type='get' id='i'><catalog xmlns='urn:xmpp:sec-label:catalog:2'/></iq>",
        [service],
      ),
    ).to.equal(errorTo('i', 'juliet@a.test', me, 'cancel', 'service-unavailable'));
  });

  it('says restrict where it is binding, and neither name nor description where there is none', () => {
    const { entries } = catalogOf('A-S');
    expect(readCatalog(elementOf(ask('', { entries, restrict: true })))).to.deep.include({ restrict: true });
    const plain = readCatalog(elementOf(ask('', { entries, restrict: false })));
    expect(Object.keys(plain).sort()).to.deep.equal(['id', 'items', 'size', 'to']);
  });

  it('offers to use no label where that would pass', () => {
    const withNone: Catalog = { ...catalogOf('A-S'), entries: [entry('A-S'), { isDefault: false }] };
    expect(offered('', withNone)).to.deep.equal(['SECRET', '(no label)']);
    expect(offered('', withNone, { defaultLabel: 'none' })).to.deep.equal(['SECRET']);
    expect(offered(" to='romeo@a.test'", withNone, { defaultLabel: 'A-S' })).to.deep.equal([]);
    expect(ask('', withNone)).to.include("<item selector='(no label)'/>");
  });

  it('keeps the selectors that are configured, and divides no marking into levels', () => {
    const named: Catalog = { ...all, entries: [{ ...entry('A-S'), selector: 'Classified|SECRET' }] };
    expect(offered('', named)).to.deep.equal(['Classified|SECRET']);
  });

  it('has an id that changes with what its asker sees, and with nothing else', () => {
    const idOf = (configured: Catalog, request = '', wish: RulesWish = {}): string | undefined =>
      readCatalog(elementOf(ask(request, configured, wish))).id;
    const id = idOf(all);
    expect(idOf(all)).to.equal(id);
    expect(idOf(catalogOf('A-U', 'A-R', 'A-C', 'A-S'))).to.equal(id);
    expect(idOf(catalogOf('A-U', 'A-R', 'A-C', 'A-S', 'A-TS ALPHA'))).to.equal(id);
    const others = [
      idOf({ ...all, restrict: true }),
      idOf(catalogOf('A-R', 'A-U', 'A-C', 'A-S')),
      idOf(all, " to='romeo@a.test'"),
      idOf(all, '', { users: { 'juliet@a.test': clearedFor('U') } }),
    ];
    expect(new Set([id, ...others]).size).to.equal(5);
  });

  it('tells nobody what a recipient may have where it may not', () => {
    const wish: RulesWish = { catalogReveals: 'none' };
    expect(offered(" to='romeo@a.test'", all, wish)).to.have.length(4);
    expect(ask(" to='nobody@a.test'", all, wish)).to.equal(
      ask(" to='romeo@a.test'", all, wish).replace("to='romeo@a.test'", "to='nobody@a.test'"),
    );
    expect(offered(" to='juliet@a.test'", all, wish)).to.have.length(4);
  });

  it('tells contacts alone, where the mode says so', () => {
    const host = new TestHost({ rules: rules({ users, catalogReveals: 'contacts' }), catalog: all });
    const session = host.online(me);
    const size = (): string | undefined => {
      const iq =
        "<iq type='get' id='i'><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='romeo@a.test'/></iq>";
      return /size='(\d)'/.exec(host.ask(session, iq, [service]) ?? '')?.[1];
    };
    expect(size()).to.equal('4');
    host.send(session, "<presence type='subscribe' to='romeo@a.test'/>");
    expect(size()).to.equal('4');
    host.send(host.online('romeo@a.test/orchard'), "<presence type='subscribed' to='juliet@a.test'/>");
    expect(size()).to.equal('2');
  });

  describe('that is broken on purpose', () => {
    const broken = (fault: FaultName, request = " to='romeo@a.test'"): string =>
      ask(request, all, { faults: [fault] });
    const names = (fault: FaultName, request?: string): number =>
      readCatalog(elementOf(broken(fault, request))).items.length;
    const sound = readCatalog(elementOf(ask(" to='romeo@a.test'")));

    it('cat.filter lists everything, cat.overfilter one too few, cat.empty one too many', () => {
      expect([names('cat.filter'), names('cat.overfilter'), names('cat.empty')]).to.deep.equal([5, 1, 3]);
    });

    it("cat.from believes a client's from", () => {
      expect(names('cat.from', " from='tess@a.test' to='tess@a.test'")).to.equal(5);
      expect(ask(" from='@'", all, { faults: ['cat.from'] })).to.include('bad-request');
    });

    it('cat.to says the domain, cat.size the number before the filter', () => {
      expect(readCatalog(elementOf(broken('cat.to')))).to.deep.include({ to: 'a.test', size: 2 });
      expect(readCatalog(elementOf(broken('cat.size')))).to.deep.include({ to: 'romeo@a.test', size: 5 });
    });

    it('cat.id changes with hidden labels', () => {
      const fewer = ask(" to='romeo@a.test'", catalogOf('A-U', 'A-R'), { faults: ['cat.id'] });
      expect(readCatalog(elementOf(fewer)).id).to.equal(sound.id);
      expect(readCatalog(elementOf(broken('cat.id'))).id).not.to.equal(sound.id);
    });

    it('cat.default makes every item the default, cat.text writes text for labels', () => {
      expect(readCatalog(elementOf(broken('cat.default'))).items.every(({ isDefault }) => isDefault)).to.be
        .true;
      expect(broken('cat.text')).to.include('<label>SECRET</label>').and.not.include('esssecuritylabel');
    });

    it('cat.cache gives the first answer for ever', () => {
      expect([names('cat.cache'), names('cat.cache', " to='a.test'")]).to.deep.equal([2, 2]);
    });

    it('cat.exists finds no address without an account, cat.names keeps every text', () => {
      expect(broken('cat.exists', " to='nobody@a.test'")).to.include('item-not-found');
      expect(names('cat.exists')).to.equal(2);
      const named: Catalog = { ...all, name: 'Up to SECRET' };
      expect(ask(" to='romeo@a.test'", named)).not.to.include('Up to');
      expect(ask(" to='romeo@a.test'", named, { faults: ['cat.names'] })).to.include("name='Up to SECRET'");
    });

    it('cat.reveal shows what a recipient may have, whatever the mode says', () => {
      const wish: RulesWish = { catalogReveals: 'none', faults: ['cat.reveal'] };
      expect(offered(" to='romeo@a.test'", all, wish)).to.have.length(2);
    });

    it('any other fault leaves it as it is', () => {
      expect(broken('err.from')).to.equal(ask(" to='romeo@a.test'"));
    });
  });
});
