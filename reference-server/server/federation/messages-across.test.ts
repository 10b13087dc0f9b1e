import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { releaseOffline } from '../offline.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Client, type RemoteClient, World } from '../rooms/histories/world.fixture.ts';

const here = { address: '127.0.0.1', names: [] };
const secret = securityLabel('A-S');
const enable = "<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>";
const message = (to: string, content: string, attributes = "type='chat' id='m'"): string =>
  `<message to='${to}' ${attributes}>${content}</message>`;
const body = (text: string): string => `<body>${text}</body>`;
const error = (content: string, to = 'sam@a.test/desk', id = 'm'): string =>
  `<message to='${to}' type='error' id='${id}'>${content}<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>words</text></error></message>`;
const bare =
  "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

let world: World;
let sam: Client;
let xenia: RemoteClient;

function begin(verbs: ProvisionVerbs = {}, faults: readonly FaultName[] = []): void {
  world = new World(
    { 'U*': upTo('U', 'S'), 'U(una)': upTo('U'), 'Pol.label': labelled('U'), ...verbs },
    { faults },
    ['sam@a.test', 'una@a.test'],
  );
  sam = world.connect('sam@a.test/desk', here);
  xenia = world.remote('x@b.test/home');
  sam.says('<presence/>');
  sam.heard();
}

function end(): void {
  expect(world.mistakes).to.deep.equal([]);
  world.close();
}

const heard = (who: Client | RemoteClient): string =>
  who.heard().replaceAll('"', "'").replaceAll("<r xmlns='urn:xmpp:sm:3'/>", '');

describe('an error from a peer', () => {
  afterEach(end);

  it('passes as an answer to what was sent, once, and as nothing but its type and condition', () => {
    begin({ 'Pol.label': 'none', 'Peer(b.test).in': upTo('S'), 'Peer(b.test).out': upTo('S') });
    sam.says(message('x@b.test/home', secret + body('mine')));
    xenia.says(error(body('mine')));
    expect(heard(sam)).to.equal(
      `<message from='x@b.test/home' to='sam@a.test/desk' id='m' type='error'>${bare}</message>`,
    );
    xenia.says(error(''));
    expect(heard(sam) + heard(world.remote('x@b.test'))).to.equal('');
  });

  it('with a label is discarded without a word, and answers nothing: the true one may still come', () => {
    begin();
    sam.says(message('x@b.test/home', secret + body('mine')));
    heard(xenia);
    xenia.says(error(secret + body('mine')));
    expect(heard(sam) + heard(xenia)).to.equal('');
    xenia.says(error(''));
    expect(heard(sam)).to.contain(bare);
  });

  it('is taken from one session where an account was written to, and from nobody else', () => {
    begin();
    sam.says(message('x@b.test', body('mine')));
    world.remote('y@b.test/home').says(error(''));
    world.remote('b.test').says(error(''));
    world.remote('x@c.test/home').says(error(''));
    xenia.says(error('', 'una@a.test/desk'));
    xenia.says(error('', 'sam@a.test/desk', 'other'));
    expect(heard(sam)).to.equal('');
    xenia.says(error(''));
    expect(heard(sam)).to.contain(bare);
  });

  it('for what had no id has none, and an error is never answered: not of nobody, not in a loop', () => {
    begin();
    sam.says(message('x@b.test/home', body('mine'), "type='chat'"));
    heard(xenia);
    xenia.says(error('').replace(" id='m'", ''));
    expect(heard(sam)).to.contain(bare);
    for (const to of ['nobody@a.test', 'sam@a.test/else', 'a.test']) {
      xenia.says(error('', to));
      xenia.says(`<presence type='error' to='${to}' id='p'>${bare}</presence>`);
      xenia.says(`<iq type='error' to='${to}' id='i'>${bare}</iq>`);
    }
    expect(heard(xenia)).to.equal('');
  });

  it('tells who has moved to a low place nothing of what was sent from the high one', () => {
    begin({ 'Loc(127.0.0.9)': upTo('U'), 'Loc*': upTo('U', 'S') });
    sam.says(message('x@b.test/home', secret + body('mine')));
    sam.moves({ address: '127.0.0.9', names: [] });
    xenia.says(error(body('mine')));
    expect(heard(sam)).to.contain(bare).and.to.not.contain('mine');
  });

  it('is broken by faults: what it carries passes, and so does one that nobody asked for', () => {
    begin({}, ['err.sanitise']);
    sam.says(message('x@b.test/home', secret + body('mine')));
    xenia.says(error(body('mine')));
    expect(heard(sam)).to.contain('mine');
    end();
    begin({}, ['err.discard']);
    sam.says(message('x@b.test/home', secret + body('mine')));
    xenia.says(error(secret + body('mine')));
    expect(heard(sam)).to.contain('securitylabel');
    end();
    begin({}, ['err.unasked']);
    xenia.says(error(''));
    expect(heard(sam)).to.contain(bare);
  });
});

describe('what cannot be brought to a peer', () => {
  afterEach(end);

  const errors = (text: string): readonly string[] =>
    [
      ...text.matchAll(
        /<(\w+) from='([^']*)' to='sam@a.test\/desk'(?: id='\w+')? type='error'><error type='\w+'><([\w-]+)/g,
      ),
    ].map(([, kind, from, condition]) => `${kind} ${from} ${condition}`);

  it('is answered once, with nothing of it: who wrote it hears, and nobody of a broadcast or a request', async () => {
    begin();
    world.hold('b.test');
    sam.says(message('x@b.test/home', secret + body('mine')));
    sam.says("<presence to='x@b.test/home'/>");
    sam.says("<presence to='y@b.test' type='subscribe'/>");
    sam.says("<iq type='get' id='i' to='b.test'><ping xmlns='urn:xmpp:ping'/></iq>");
    sam.heard();
    world.fail('b.test', 'unknown');
    await Promise.resolve();
    const text = heard(sam);
    expect(errors(text)).to.deep.equal([
      'message x@b.test/home remote-server-not-found',
      'presence x@b.test/home remote-server-not-found',
      'iq b.test remote-server-not-found',
    ]);
    expect(text).to.not.match(/mine|securitylabel/);
    xenia.says(error(''));
    expect(heard(sam)).to.equal('');
  });

  it("is nobody's who has gone meanwhile", async () => {
    begin();
    world.hold('b.test');
    sam.says(message('x@b.test/home', secret + body('mine')));
    world.domain.sessions.remove(sam.session);
    world.fail('b.test', 'lost');
    await Promise.resolve();
    sam = world.connect('sam@a.test/other', here);
    sam.says('<presence/>');
    expect(heard(sam)).to.not.match(/mine|error/);
  });
});

describe('a message between a user and a peer', () => {
  afterEach(end);

  it('is copied to the other sessions as it was said here, whatever the peer sees', () => {
    begin({ 'Peer(b.test).map': { format: '4774', original: 'replace' } });
    const phone = world.connect('sam@a.test/phone', here);
    phone.says('<presence/>');
    phone.says(enable);
    for (const each of [sam, phone]) each.heard();
    sam.says(message('x@b.test/home', secret + body('mine')));
    expect(heard(xenia)).to.contain('originatorConfidentialityLabel').and.to.contain('mine');
    expect(heard(phone))
      .to.contain("<sent xmlns='urn:xmpp:carbons:2'>")
      .and.to.contain('esssecuritylabel')
      .and.to.not.contain('originatorConfidentialityLabel');
    expect(heard(sam)).to.equal('');
  });

  it('is copied to nobody where it may not leave, nor to a session at a low place', () => {
    begin({ 'Peer(b.test).out': upTo('U'), 'Loc(127.0.0.9)': upTo('U'), 'Loc*': upTo('U', 'S') });
    const low = world.connect('sam@a.test/phone', { address: '127.0.0.9', names: [] });
    low.says(enable);
    low.heard();
    sam.says(message('x@b.test/home', secret + body('refused')));
    world.provision({ 'Peer(b.test).out': upTo('U', 'S') });
    sam.says(message('x@b.test/home', secret + body('mine')));
    sam.says(message('x@b.test/home', body('open')));
    // The error for the first is copied like any
    expect(heard(low))
      .to.contain('open')
      .and.to.not.match(/mine|refused/);
  });

  it('from a peer is copied to the sessions of its recipient', () => {
    begin();
    const phone = world.connect('sam@a.test/phone', here);
    phone.says(enable);
    phone.heard();
    xenia.says(message('sam@a.test/desk', secret + body('theirs')));
    expect(heard(phone)).to.contain("<received xmlns='urn:xmpp:carbons:2'>").and.to.contain('theirs');
  });

  it('without content passes both ways where nothing labels it; a default of the peer does', () => {
    const composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    begin({ 'Pol.label': 'none' });
    sam.says(message('x@b.test/home', composing));
    expect(heard(xenia)).to.contain(composing);
    xenia.says(message('sam@a.test/desk', composing));
    expect(heard(sam)).to.contain(composing);
    xenia.says(message('sam@a.test/desk', composing + body('words')));
    expect([heard(sam), heard(xenia).includes('<policy-violation')]).to.deep.equal(['', true]);
    world.provision({ 'Peer(b.test).dfl': labelled('S'), 'Peer(b.test).in': upTo('U') });
    xenia.says(message('sam@a.test/desk', composing));
    expect(heard(sam)).to.equal('');
    world.provision({ 'Peer(b.test).dfl': 'none', contentfree: 'deny' });
    xenia.says(message('sam@a.test/desk', composing));
    sam.says(message('x@b.test/home', composing));
    expect(heard(sam)).to.contain('<policy-violation').and.to.not.contain('<composing');
  });

  const addresses = (...jids: string[]): string =>
    `<addresses xmlns='http://jabber.org/protocol/address'>${jids.map((jid) => `<address type='to' jid='${jid}'/>`).join('')}</addresses>`;

  it('to several goes to each at a peer as if to that one alone', () => {
    begin({ 'Peer(b.test).out': upTo('U') });
    const zed = world.remote('z@c.test');
    sam.says(message('a.test', addresses('x@b.test/home', 'z@c.test') + secret + body('mine')));
    expect([heard(xenia), heard(zed).includes('mine')]).to.deep.equal(['', true]);
    expect(heard(sam)).to.match(/^<message from='x@b.test\/home' .*<forbidden/);
  });

  it('from a peer to several goes to our users, and not to another peer', () => {
    begin({ 'U(una)': upTo('U') });
    const zed = world.remote('z@c.test');
    xenia.says(
      message('a.test', addresses('sam@a.test', 'z@c.test', 'una@a.test') + secret + body('theirs')),
    );
    expect([heard(sam).includes('theirs'), heard(zed)]).to.deep.equal([true, '']);
    const errors = [...heard(xenia).matchAll(/from='([^']*)'.*?<error type='\w+'><([\w-]+)/g)];
    expect(errors.map(([, from, condition]) => `${from} ${condition}`)).to.deep.equal([
      'a.test not-allowed',
      'una@a.test forbidden',
    ]);
  });

  it('from a peer is no announcement', () => {
    begin({ 'Announce(sam)': 'on' });
    xenia.says(message('a.test/announce/online', body('hear me')));
    expect(heard(sam)).to.equal('');
    expect(heard(xenia)).to.contain('<service-unavailable');
  });

  /** Sam is there again, and gets what was kept. */
  function arrives(): void {
    sam.says('<presence/>');
    releaseOffline(sam.session, world.domain);
  }

  it('from a peer is kept with where it came from: its default then is that of its peer', () => {
    begin({ 'store.label': 'now' });
    sam.says("<presence type='unavailable'/>");
    sam.heard();
    xenia.says(message('sam@a.test', body('one')));
    xenia.says(message('sam@a.test', secret + body('two')));
    world.provision({ 'Peer(b.test).dfl': labelled('S') });
    arrives();
    const text = heard(sam);
    expect(text.match(/<securitylabel/g)).to.have.length(2);
    sam.says("<presence type='unavailable'/>");
    sam.heard();
    xenia.says(message('sam@a.test', body('three')));
    world.provision({ 'U(sam)': upTo('U') });
    arrives();
    expect(heard(sam)).to.not.contain('three');
  });

  it('that is kept and withheld comes back to a peer where its sender watches the recipient, and else stays', () => {
    begin({ 'store.withheld': 'bounce' });
    const [account, yves] = [world.remote('x@b.test'), world.remote('y@b.test/home')];
    account.says("<presence to='sam@a.test' type='subscribe'/>");
    sam.says("<presence to='x@b.test' type='subscribed'/>");
    sam.says("<presence type='unavailable'/>");
    for (const each of [sam, account]) each.heard();
    for (const each of [xenia, yves]) each.says(message('sam@a.test', secret + body('theirs')));
    world.provision({ 'U(sam)': upTo('U') });
    arrives();
    expect(heard(sam)).to.not.contain('theirs');
    expect(heard(xenia))
      .to.match(/^<message [^>]*type='error'/)
      .and.to.not.contain('theirs');
    expect(heard(yves)).to.equal('');
  });

  it('with a label that cannot be read, or with two, is refused with an error that has nothing of it', () => {
    begin();
    for (const label of [secret + secret, secret.replace(/>M[^<]*</, '>%%%<')]) {
      xenia.says(message('sam@a.test', label + body('theirs')));
      expect(heard(sam)).to.equal('');
      expect(heard(xenia))
        .to.match(/<bad-request/)
        .and.to.not.match(/theirs|securitylabel/);
    }
  });

  it('that a client did not acknowledge is judged again for where it resumes', () => {
    begin({ 'Loc(127.0.0.9)': upTo('U'), 'Loc*': upTo('U', 'S') });
    sam.isLost();
    xenia.says(message('sam@a.test/desk', secret + body('theirs')));
    xenia.says(message('sam@a.test/desk', body('open')));
    sam.resumes({ address: '127.0.0.9', names: [] });
    expect(heard(sam)).to.contain('open').and.to.not.contain('theirs');
  });
});
