import { expect } from 'chai';
import type { Clearances } from '#policy';
import { labelled, place, policies, provisioned, upTo } from './provision.fixture.ts';
import type { Provisioned } from './provisioned.ts';
import { readProvision } from './read-provision.ts';
import { ProvisionError, type ProvisionVerbs, readVerb } from './verbs.ts';

/** The classifications of each clearance. */
function shown(clearances: Clearances | undefined): readonly (readonly string[])[] | undefined {
  return clearances?.map(({ classifications }) => [...classifications].map(({ name }) => name));
}

function mistake(verbs: ProvisionVerbs): string {
  try {
    provisioned(verbs);
  } catch (error) {
    if (error instanceof ProvisionError) return error.message;
    throw error;
  }
  throw new Error('there was no mistake');
}

const unclassified = [['UNCLASSIFIED']];

describe('readVerb', () => {
  it('takes a verb apart', () => {
    expect(['Srv.clr', 'U(u-s)', 'U*', 'Dom(a.test).clr', 'Cat(a.test)'].map(readVerb)).to.deep.equal([
      { head: 'Srv.clr', subject: '', written: 'Srv.clr' },
      { head: 'U', subject: 'u-s', written: 'U(u-s)' },
      { head: 'U*', subject: '', written: 'U*' },
      { head: 'Dom.clr', subject: 'a.test', written: 'Dom(a.test).clr' },
      { head: 'Cat', subject: 'a.test', written: 'Cat(a.test)' },
    ]);
  });

  it('refuses what is none', () => {
    for (const written of ['', 'U()', 'U(a)(b)', 'U(a', 'Srv clr', 'U(a).CLR', '(a)']) {
      expect(() => readVerb(written), written).to.throw(ProvisionError, 'is not a verb');
    }
  });
});

describe('readProvision', () => {
  it('leaves everything unlimited, and nobody cleared, where the verbs say nothing', () => {
    const { policies: loaded, spifLabel, ...rest } = provisioned();
    expect(loaded.all.map(({ name }) => name)).to.deep.equal(['HARNESS-A', 'HARNESS-B']);
    expect(spifLabel?.classification.name).to.equal('UNCLASSIFIED');
    expect(rest).to.deep.equal({
      anyUser: undefined,
      server: undefined,
      users: new Map(),
      domains: new Map(),
      locations: undefined,
      access: { server: undefined, domains: new Map() },
      catalogs: new Map(),
      peers: new Map(),
      rooms: new Map(),
      presenceLabels: new Map(),
      withheld: 'keep',
      storedLabel: 'freeze',
      subject: 'open',
      contentFree: 'exempt',
      denials: 'explicit',
      catalogReveals: 'all',
      iq: 'allow-list',
      announcers: new Set(),
      isServerCertified: false,
      syntaxes: new Map(),
      unknownLabel: 'refuse',
      usesDirectory: false,
      marking: 'rewrite',
      stamp: false,
    });
  });

  it('reads labels of presence by user, and the modes of the store', () => {
    const read = provisioned({
      'Pres(Sam).lbl': labelled('S'),
      'Pres(rita).lbl': 'none',
      'store.withheld': 'bounce',
      'store.label': 'now',
      contentfree: 'deny',
    });
    expect([...read.presenceLabels].map(([user, label]) => [user, label.classification.name])).to.deep.equal([
      ['sam@a.test', 'SECRET'],
    ]);
    expect([read.withheld, read.storedLabel, read.contentFree]).to.deep.equal(['bounce', 'now', 'deny']);
    expect(mistake({ 'store.withheld': 'drop' })).to.equal('`store.withheld`: write `keep` or `bounce`');
    expect(mistake({ 'store.label': 'later' })).to.equal('`store.label`: write `freeze` or `now`');
    expect(mistake({ contentfree: true })).to.equal('`contentfree`: write `exempt` or `deny`');
    expect(mistake({ subject: 'checked' })).to.equal('`subject`: write `open` or `enforce`');
    expect(mistake({ 'Pres.lbl': 'none' })).to.equal('`Pres.lbl`: needs a user in parentheses');
  });

  it('reads clearances of users, anybody, server and domain', () => {
    const { users, anyUser, server, domains } = provisioned({
      'U(sam)': upTo('U', 'S'),
      'U(nil)': 'none',
      'U(nothing)': [],
      'U(both)': [upTo('U'), { policy: 'HARNESS-B', classifications: ['HIDDEN'] }],
      'U(x501)': { x501: 'MBEGCysGAQQBgf1ZggIBAwIGQA==' },
      'U*': upTo('U'),
      'Srv.clr': upTo('R'),
      'Dom(a.test).clr': upTo('C'),
    });
    expect([...users].map(([user, clearances]) => [user, shown(clearances)])).to.deep.equal([
      ['sam@a.test', [['UNCLASSIFIED', 'SECRET']]],
      ['nothing@a.test', []],
      ['both@a.test', [['UNCLASSIFIED'], ['HIDDEN']]],
      ['x501@a.test', unclassified],
    ]);
    expect([shown(anyUser), shown(server), shown(domains.get('a.test'))]).to.deep.equal([
      unclassified,
      [['RESTRICTED']],
      [['CONFIDENTIAL']],
    ]);
  });

  it('knows a user however the name is spelled', () => {
    expect([...provisioned({ 'U(Sam)': upTo('U') }).users.keys()]).to.deep.equal(['sam@a.test']);
  });

  it('knows the users and the settings of each domain apart', () => {
    const { users, domains } = provisioned({
      'U(sam)': upTo('U'),
      'U(Sam@a2.test)': upTo('S'),
      'Dom(a2.test).clr': upTo('C'),
    });
    expect([...users].map(([user, clearances]) => [user, shown(clearances)])).to.deep.equal([
      ['sam@a.test', unclassified],
      ['sam@a2.test', [['SECRET']]],
    ]);
    expect([...domains.keys()]).to.deep.equal(['a2.test']);
  });

  it('reads the access labels of server and domains', () => {
    const { server, domains } = provisioned({
      'Srv.lbl': labelled('R'),
      'Dom(a.test).lbl': 'none',
      'Dom(a2.test).lbl': labelled('S'),
    }).access;
    expect(server?.classification.name).to.equal('RESTRICTED');
    expect([...domains].map(([domain, { classification }]) => [domain, classification.name])).to.deep.equal([
      ['a2.test', 'SECRET'],
    ]);
    expect(provisioned({ 'Srv.lbl': 'none' }).access.server).to.equal(undefined);
  });

  it('takes none for not limited, on every level', () => {
    const verbs = { 'U*': 'none', 'Srv.clr': 'none', 'Dom(a.test).clr': 'none', 'Cat(a.test)': 'none' };
    const { anyUser, server, domains, catalogs } = provisioned(verbs);
    expect([anyUser, server, domains.size, catalogs.size]).to.deep.equal([undefined, undefined, 0, 0]);
  });

  it("replaces the policy's own defaults by Pol.label and Pol.clr, or takes them away", () => {
    const defaults = (verbs: ProvisionVerbs): unknown => {
      const { label, clearance } = provisioned(verbs).policies.governing.defaults;
      return [label?.classification.name, clearance && shown([clearance])];
    };
    const file = { Pol: 'harness-a/spif-default-clearance-u.xml' };
    expect(defaults(file)).to.deep.equal(['UNCLASSIFIED', unclassified]);
    expect(defaults({ ...file, 'Pol.label': 'none', 'Pol.clr': 'none' })).to.deep.equal([
      undefined,
      undefined,
    ]);
    expect(defaults({ 'Pol.label': labelled('S'), 'Pol.clr': upTo('S') })).to.deep.equal([
      'SECRET',
      [['SECRET']],
    ]);
    expect(defaults({ 'Pol.clr': [] })).to.deep.equal(['UNCLASSIFIED', undefined]);
    expect(provisioned({ ...file, 'Pol.label': 'none' }).spifLabel?.classification.name).to.equal(
      'UNCLASSIFIED',
    );
  });

  it('reads modes, in the two ways of writing a switch', () => {
    for (const [written, meant] of [
      ['on', true],
      ['off', false],
      [true, true],
      [false, false],
    ] as const) {
      expect(provisioned({ stamp: written, mark: 'verify' })).to.deep.include({
        stamp: meant,
        marking: 'verify',
      });
    }
  });

  it('reads what refusals, catalogs and requests between clients may tell', () => {
    const { denials, catalogReveals, iq } = provisioned({
      denials: 'opaque',
      'Cat.reveal': 'contacts',
      iq: 'open',
    });
    expect([denials, catalogReveals, iq]).to.deep.equal(['opaque', 'contacts', 'open']);
    expect(provisioned({ 'Announce(Sam)': 'on', 'Announce(rita)': 'off' }).announcers).to.deep.equal(
      new Set(['sam@a.test']),
    );
    expect(mistake({ 'Cat.reveal': true })).to.equal('`Cat.reveal`: write `all` or `contacts` or `none`');
    expect(mistake({ iq: 'closed' })).to.equal('`iq`: write `open` or `allow-list` or `default-label`');
  });

  it('reads a catalog', () => {
    const { catalogs } = provisioned({
      'Cat(a.test)': {
        name: 'Labels',
        desc: 'of a.test',
        items: [
          { label: labelled('S'), selector: 'Classified|SECRET' },
          { label: labelled('U'), default: true },
          {},
        ],
      },
      'Cat.restrict': 'on',
    });
    const { entries, ...head } = catalogs.get('a.test') ?? { entries: [] };
    expect(head).to.deep.equal({ name: 'Labels', description: 'of a.test', restrict: true });
    expect(entries.map(({ label, ...rest }) => [label?.classification.name, rest])).to.deep.equal([
      ['SECRET', { isDefault: false, selector: 'Classified|SECRET' }],
      ['UNCLASSIFIED', { isDefault: true }],
      [undefined, { isDefault: false }],
    ]);
  });

  it('gives the same classifications for a file that did not change', () => {
    const [first, second] = [provisioned(), provisioned()].map(
      ({ policies: { governing } }) => governing.classifications[0]?.classification,
    );
    expect(first).to.equal(second);
  });

  describe('of components', () => {
    const components = ['gw.a.test', 'gw2.a.test'];
    const read = (verbs: ProvisionVerbs): Provisioned['peers'] =>
      readProvision({ Pol: policies, ...verbs }, { ...place, components }).peers;

    it('takes one clearance for both directions, and nothing where there is none', () => {
      const both = read({ 'Cmp(gw.a.test).clr': upTo('U', 'R') }).get('gw.a.test');
      expect(both?.inbound).to.have.lengthOf(1).and.equal(both?.outbound);
      expect(read({ 'Cmp(gw.a.test).clr': 'none' }).size).to.equal(0);
    });

    it('knows those of the configuration alone, and does not take them for other servers', () => {
      expect(() => read({ 'Cmp(gw3.a.test).dfl': 'none' })).to.throw(
        '`Cmp(gw3.a.test).dfl`: this server has no such component, only gw.a.test, gw2.a.test',
      );
      expect(() => read({ 'Peer(gw.a.test).in': 'none' })).to.throw(
        '`Peer(gw.a.test).in`: `gw.a.test` is a component of this server; `Cmp(gw.a.test).clr` is its clearance',
      );
      expect(() => read({ 'Peer(a.test>gw.a.test).in': 'none' })).to.throw('is a component of this server');
    });
  });

  describe('tells a mistake in one sentence that names the verb', () => {
    const catalog = (item: unknown): ProvisionVerbs => ({ 'Cat(a.test)': { items: [item] } });
    const sentences: readonly (readonly [ProvisionVerbs, string])[] = [
      [{ 'Nd(r).clr': 'none' }, '`Nd(r).clr`: no such verb; the verbs are Pol, Pol.label, '],
      [{ 'Rm(r).clr': 'none' }, '`Rm(r).clr`: this server has no rooms; '],
      [{ toString: 'none' }, '`toString`: no such verb; the verbs are '],
      [{ 'U x': 'none' }, '`U x`: is not a verb; write it as in `U(u-s)` or `Srv.clr`'],
      [{ U: 'none' }, '`U`: needs a user in parentheses'],
      [{ 'U(a b)': 'none' }, '`U(a b)`: this cannot be the name of a user'],
      [{ 'Pres(a b).lbl': 'none' }, '`Pres(a b).lbl`: this cannot be the name of a user'],
      [{ 'U(sam s@b.test)': 'none' }, '`U(sam s@b.test)`: this cannot be the address of a user'],
      [{ 'Peer.in': 'none' }, '`Peer.in`: needs a peer in parentheses'],
      [
        { 'Peer(a2.test).in': 'none' },
        '`Peer(a2.test).in`: `a2.test` is a domain of this server and no peer',
      ],
      [{ 'Peer(B.test).in': 'none' }, '`Peer(B.test).in`: write the domain of a peer in lower case'],
      [
        { 'Peer(c.test>b.test).out': 'none' },
        '`Peer(c.test>b.test).out`: this server has no domain `c.test`',
      ],
      [
        { 'Peer(b.test).map': { format: 'xml' } },
        '`Peer(b.test).map`: write `none`, or {format: ess, 4774 or 4778; policy: an OID; original: record or replace}',
      ],
      [
        { 'Peer*.map': { policy: '1.2.3' } },
        '`Peer*.map`: policy `1.2.3` is not loaded; `Pol` names those that are (',
      ],
      [{ 'Peer(b.test).dfl': 'SECRET' }, '`Peer(b.test).dfl`: '],
      [
        { 'Cmp(gw.a.test).clr': 'none' },
        '`Cmp(gw.a.test).clr`: this server has no components; the configuration names them with `components`',
      ],
      [
        { 'Dom(b.test).lbl': 'none' },
        '`Dom(b.test).lbl`: this server has no such domain, only a.test, a2.test',
      ],
      [{ 'Srv.lbl': 'SECRET' }, '`Srv.lbl`: '],
      [{ 'Srv(a.test).clr': 'none' }, '`Srv(a.test).clr`: takes no parentheses'],
      [{ 'Cat(b.test)': 'none' }, '`Cat(b.test)`: this server has no such domain, only a.test, a2.test'],
      [{ Pol: undefined }, '`Pol`: is missing: it names the SPIF files, the governing one first'],
      [{ Pol: [] }, '`Pol`: name at least one SPIF file'],
      [{ Pol: [1] }, '`Pol`: write a list of SPIF files'],
      [{ Pol: 'nowhere.xml' }, '`Pol`: there is no file `'],
      [{ Pol: 'malformed/policy-missing.xml' }, '`Pol`: '],
      [{ Pol: [policies[0], policies[0]] }, '`Pol`: two policies with the id'],
      [
        { 'Pol.label': { policy: 'HARNESS-A', classification: 'SECRIT' } },
        '`Pol.label`: classification `SECRIT`',
      ],
      [{ 'Pol.label': 'SECRET' }, '`Pol.label`: '],
      [
        {
          'Pol.label': {
            ess: 'MTYCAQEGCysGAQQBgf1ZggIBMSQwIoAKYIZIAWUCAQgDAKEUMBIGDCsGAQQBgf1ZggIBAgMCB4A=',
          },
        },
        '`Pol.label`: the policy does not allow this label: ',
      ],
      [{ 'Pol.clr': [upTo('U'), upTo('S')] }, '`Pol.clr`: write one clearance, or `none`'],
      [
        { 'U(sam)': { policy: 'HARNESS-X', classifications: [] } },
        '`U(sam)`: policy `HARNESS-X` is not loaded',
      ],
      [
        { 'U(sam)': { policy: 'HARNESS-A', classifications: ['SECRIT'] } },
        '`U(sam)`: classification `SECRIT`',
      ],
      [{ 'U(sam)': 'SECRET' }, '`U(sam)`: '],
      [{ 'U*': null }, '`U*`: '],
      [{ stamp: 'yes' }, '`stamp`: write `on` or `off`'],
      [{ 'Cat.restrict': 1 }, '`Cat.restrict`: write `on` or `off`'],
      [
        { 'Cat.restrict': 'on' },
        '`Cat.restrict`: there is no catalog to bind to; give one with `Cat(domain)`',
      ],
      [{ mark: 'keep' }, '`mark`: write `preserve`, `verify` or `rewrite`'],
      [{ 'Cat(a.test)': [] }, '`Cat(a.test)`: '],
      [catalog({ label: labelled('S'), selektor: 'x' }), '`Cat(a.test)`: items.0: '],
      [catalog({ label: 'SECRET' }), '`Cat(a.test)`: '],
      [catalog({ selector: '|x' }), '`Cat(a.test)`: selector `|x` has an empty part between its bars'],
      [
        { 'Cat(a.test)': { items: [{ default: true }, { default: true }] } },
        '`Cat(a.test)`: only one item can be the default (XEP-0258 §4)',
      ],
    ];
    for (const [verbs, sentence] of sentences) {
      it(JSON.stringify(verbs), () => {
        const message = mistake(verbs);
        expect(message.slice(0, sentence.length)).to.equal(sentence);
        expect(message).not.to.match(/\n|\.$/);
      });
    }

    it('with file and line for a SPIF that cannot be used', () => {
      expect(mistake({ Pol: 'malformed/not-well-formed.xml' })).to.match(/not-well-formed\.xml:\d+: /);
    });

    it('also where the verbs come from elsewhere', () => {
      expect(() => readProvision({}, place))
        .to.throw(ProvisionError, 'is missing')
        .with.property('verb', 'Pol');
    });
  });
});
