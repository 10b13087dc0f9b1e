import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Client, type RemoteClient, World } from '../rooms/histories/world.fixture.ts';

const here = { address: '127.0.0.1', names: [] };
const ping = "<ping xmlns='urn:xmpp:ping'/>";
const talk = "<talk xmlns='urn:x-test:talk'>words</talk>";
const get = (to: string, payload: string, id = 'q'): string =>
  `<iq type='get' id='${id}' to='${to}'>${payload}</iq>`;
const result = (to: string, payload = '', id = 'q'): string =>
  `<iq type='result' id='${id}' to='${to}'>${payload}</iq>`;
const catalog = (to: string, from?: string): string =>
  `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${to}'${from === undefined ? '' : ` from='${from}'`}/>`;
const unavailable = /<iq [^>]*type='error'><error type='cancel'><service-unavailable/;

describe('an iq between a client and a peer', () => {
  let world: World;
  let sam: Client;
  let xenia: RemoteClient;
  let domain: RemoteClient;

  function begin(verbs: ProvisionVerbs = {}, faults: readonly FaultName[] = []): void {
    world = new World({ 'U*': upTo('U', 'S'), ...verbs }, { faults }, ['sam@a.test']);
    sam = world.connect('sam@a.test/desk', here);
    xenia = world.remote('x@b.test/home');
    domain = world.remote('b.test');
    sam.says('<presence/>');
    sam.heard();
  }

  const heard = (who: Client | RemoteClient): string =>
    who.heard().replaceAll('"', "'").replaceAll("<r xmlns='urn:xmpp:sm:3'/>", '');

  afterEach(() => {
    expect(world.mistakes).to.deep.equal([]);
    world.close();
  });

  it('says nothing where only harmless ones pass, and has one answer', () => {
    begin();
    sam.says(get('x@b.test/home', ping));
    expect(heard(xenia)).to.equal(
      `<iq from='sam@a.test/desk' to='x@b.test/home' id='q' type='get'>${ping}</iq>`,
    );
    xenia.says(result('sam@a.test/desk'));
    expect(heard(sam)).to.equal("<iq from='x@b.test/home' to='sam@a.test/desk' id='q' type='result'/>");
    xenia.says(result('sam@a.test/desk'));
    sam.says(get('x@b.test/home', talk));
    expect(heard(xenia)).to.equal('');
    expect(heard(sam)).to.match(unavailable);
  });

  it('to a peer may ask what there is at it, and gets the words of the answer that are addresses and names', () => {
    begin();
    const query = (items = ''): string =>
      `<query xmlns='http://jabber.org/protocol/disco#items'>${items}</query>`;
    sam.says(get('b.test', query()));
    expect(heard(domain)).to.contain('disco#items');
    const longName = 'n'.repeat(100);
    domain.says(
      result(
        'sam@a.test/desk',
        query(
          `<item jid='conf.b.test' name='${longName}'/><item jid='b.test' node='words'/><item jid='${'j'.repeat(300)}'/><other jid='b.test'/><item jid='muc.b.test'/>`,
        ),
      ),
    );
    expect(heard(sam)).to.contain(
      query(`<item jid='conf.b.test' name='${longName.slice(0, 64)}'/><item jid='muc.b.test'/>`).replace(
        '</query>',
        '',
      ),
    );
    sam.says(get('x@b.test', query()));
    expect(heard(sam)).to.match(unavailable);
  });

  it('from a peer reaches a client where it is harmless, and nobody who is not there or may not be known of', () => {
    begin();
    xenia.says(get('sam@a.test/desk', ping));
    expect(heard(sam)).to.contain("from='x@b.test/home'");
    sam.says(result('x@b.test/home'));
    expect(heard(xenia)).to.contain("type='result'");
    for (const [to, payload] of [
      ['sam@a.test/desk', talk],
      ['sam@a.test/else', ping],
      ['nobody@a.test/desk', ping],
      ['sam@a.test', ping],
      ['nobody@a.test', ping],
    ] as const) {
      xenia.says(get(to, payload));
      expect(heard(xenia)).to.match(unavailable);
    }
    world.provision({ 'Pres(sam).lbl': labelled('S'), 'Peer(b.test).out': upTo('U') });
    xenia.says(get('sam@a.test/desk', ping));
    expect(heard(xenia)).to.match(unavailable);
    expect(heard(sam)).to.equal('');
  });

  it('is answered by the domain for anybody, and for an account only to who watches it', () => {
    begin();
    const info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
    for (const payload of [ping, "<query xmlns='jabber:iq:version'/>", info]) {
      xenia.says(get('a.test', payload));
      expect(heard(xenia)).to.contain("type='result'");
    }
    xenia.says(get('sam@a.test', info));
    expect(heard(xenia)).to.match(unavailable);
    xenia.says("<presence to='sam@a.test' type='subscribe'/>");
    sam.says("<presence to='x@b.test' type='subscribed'/>");
    xenia.says(get('sam@a.test', info));
    expect(heard(xenia)).to.contain("category='account'");
    for (const [type, payload] of [
      ['get', "<query xmlns='jabber:iq:roster'/>"],
      ['set', "<enable xmlns='urn:xmpp:carbons:2'/>"],
    ] as const) {
      xenia.says(`<iq type='${type}' id='q' to='sam@a.test'>${payload}</iq>`);
      expect(heard(xenia)).to.match(unavailable);
    }
  });

  it('that answers nothing goes nowhere, whoever sends it', () => {
    begin();
    xenia.says(result('sam@a.test/desk', talk));
    xenia.says(result('sam@a.test', talk));
    xenia.says(result('a.test', talk));
    sam.says(result('x@b.test/home', talk));
    expect(heard(sam) + heard(xenia)).to.equal('');
    sam.says(get('x@b.test/home', ping));
    world.remote('y@b.test/home').says(result('sam@a.test/desk', '', 'q'));
    expect(heard(sam)).to.equal('');
  });

  it('counts as a message without a label where the mode says so, in both directions', () => {
    begin({ iq: 'default-label', 'Pol.label': labelled('S'), 'Peer(b.test).out': upTo('U') });
    sam.says(get('x@b.test/home', talk));
    expect([heard(sam).includes('<forbidden'), heard(xenia)]).to.deep.equal([true, '']);
    world.provision({ 'Peer(b.test).out': upTo('S') });
    sam.says(get('x@b.test/home', talk));
    expect(heard(xenia)).to.contain('words');
    world.provision({ 'Peer(b.test).in': upTo('U') });
    xenia.says(result('sam@a.test/desk', talk));
    expect(heard(sam)).to.match(unavailable).and.to.not.contain('words');
    xenia.says(get('sam@a.test/desk', talk));
    expect([heard(sam), heard(xenia).includes('<forbidden')]).to.deep.equal(['', true]);
    world.provision({ 'Peer(b.test).in': 'none' });
    xenia.says(get('sam@a.test/desk', talk));
    expect(heard(sam)).to.contain('words');
  });

  it('that waited while rules changed does not go out: what it carries cannot be judged again', () => {
    begin({ iq: 'open' });
    xenia.says(get('sam@a.test/desk', talk, 'r'));
    heard(sam);
    world.hold('b.test');
    sam.says(get('x@b.test/home', talk));
    sam.says(result('x@b.test/home', talk, 'r'));
    world.provision({ 'Peer(b.test).out': upTo('U') });
    world.letGo('b.test');
    expect(heard(xenia)).to.match(unavailable).and.to.contain("id='r'").and.to.not.contain('words');
    expect(heard(sam)).to.match(unavailable);
  });

  it('that waited while nothing changed goes out as it is, unless it was measured by clearances', () => {
    for (const iq of ['allow-list', 'default-label']) {
      begin({ iq });
      xenia.says(get('sam@a.test/desk', ping, 'r'));
      heard(sam);
      world.hold('b.test');
      sam.says(get('x@b.test/home', ping));
      sam.says(result('x@b.test/home', '', 'r'));
      world.letGo('b.test');
      const went = heard(xenia);
      const isWhole = iq === 'allow-list';
      expect([went.includes(`id='q' type='get'`), went.includes(`id='r' type='result'`)]).to.deep.equal([
        isWhole,
        isWhole,
      ]);
      expect(unavailable.test(heard(sam))).to.equal(!isWhole);
      if (isWhole) world.close();
    }
  });

  const items = ['UNCLASSIFIED', 'SECRET'].map((classification) => ({
    label: { policy: 'HARNESS-A', classification },
  }));
  const offered = { 'Cat(a.test)': { name: 'Labels', items }, 'Pol.label': labelled('U') };
  const sizeOf = (text: string): string | undefined => / size='(\d)'/.exec(text)?.[1];

  it('asks for the labels that may go to a peer, and for whom there is known', () => {
    begin({ ...offered, 'Peer(b.test).out': upTo('U'), 'U(z@c.test)': upTo('S') });
    const labelsFor = (to: string): string | undefined => {
      sam.says(get('a.test', catalog(to)));
      return sizeOf(heard(sam));
    };
    expect(['x@b.test', 'b.test', 'x@c.test', 'z@c.test'].map(labelsFor)).to.deep.equal(['1', '1', '2', '1']);
    world.provision({ 'Cat.reveal': 'contacts' });
    expect(['x@b.test', 'z@c.test'].map(labelsFor)).to.deep.equal(['1', '2']);
    world.provision({ 'Peer(b.test).map': { format: '4774' } });
    expect(labelsFor('x@b.test')).to.equal('1');
    world.close();
    begin({ ...offered, 'Peer(b.test).out': upTo('U') }, ['cat.peer']);
    expect(labelsFor('x@b.test')).to.equal('2');
  });

  it('from a peer asks for the labels that somebody there may send here', () => {
    begin({ ...offered, 'Peer(b.test).in': upTo('U'), 'U(z@b.test)': upTo('S'), 'U(sam)': upTo('U') });
    const ask = (who: RemoteClient, to: string, from?: string): string | undefined => {
      who.says(get('a.test', catalog(to, from)));
      const text = heard(who);
      return sizeOf(text) ?? /<error type='\w+'><([\w-]+)/.exec(text)?.[1];
    };
    expect(ask(xenia, 'sam@a.test', 'x@b.test')).to.equal('1');
    expect(ask(domain, 'a.test', 'x@b.test')).to.equal('1');
    expect(ask(domain, 'a.test', 'z@b.test')).to.equal('0');
    expect(ask(domain, 'a.test')).to.equal('1');
    for (const from of ['sam@a.test', 'x@c.test', 'x@b.test/home'])
      expect(ask(domain, 'a.test', from)).to.equal('bad-request');
    expect(ask(xenia, 'a.test', 'z@b.test')).to.equal('bad-request');
    expect(ask(xenia, 'y@c.test')).to.equal('item-not-found');
    world.provision({ 'Peer(b.test).in': upTo('U', 'S') });
    expect(ask(xenia, 'sam@a.test')).to.equal('2');
    xenia.says("<presence to='sam@a.test' type='subscribe'/>");
    sam.says("<presence to='x@b.test' type='subscribed'/>");
    expect(ask(xenia, 'sam@a.test')).to.equal('1');
    world.provision({ 'Peer(b.test).map': { format: '4774' } });
    expect(ask(xenia, 'sam@a.test')).to.equal('service-unavailable');
  });
});
