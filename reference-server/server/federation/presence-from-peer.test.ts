import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Client, type RemoteClient, World } from '../rooms/histories/world.fixture.ts';

const here = { address: '127.0.0.1', names: [] };
const presence = (to: string, type: string): string => `<presence to='${to}' type='${type}'/>`;
const came = (from: string, to: string, type?: string): string =>
  `<presence from='${from}' to='${to}'${type === undefined ? '' : ` type='${type}'`}/>`;

describe('presence between a user and somebody at a peer', () => {
  let world: World;
  let sam: Client;
  let xenia: RemoteClient;
  let account: RemoteClient;

  function begin(verbs: ProvisionVerbs = {}, faults: readonly FaultName[] = []): void {
    world = new World({ 'U*': upTo('U'), ...verbs }, { faults }, ['sam@a.test', 'rita@a.test']);
    sam = world.connect('sam@a.test/desk', here);
    xenia = world.remote('x@b.test/home');
    account = world.remote('x@b.test');
    sam.says('<presence/>');
    sam.heard();
  }

  const heard = (who: Client | RemoteClient): string =>
    who
      .heard()
      .replaceAll('"', "'")
      .replaceAll("<r xmlns='urn:xmpp:sm:3'/>", '')
      .replaceAll(/<iq .*?<\/iq>/g, '');
  const subscribed = (verbs?: ProvisionVerbs, faults?: readonly FaultName[]): void => {
    begin(verbs, faults);
    xenia.says(presence('sam@a.test', 'subscribe'));
    sam.says(presence('x@b.test', 'subscribed'));
    sam.says(presence('x@b.test', 'subscribe'));
    account.says(presence('sam@a.test', 'subscribed'));
    for (const each of [sam, account]) each.heard();
  };

  afterEach(() => {
    expect(world.mistakes).to.deep.equal([]);
    world.close();
  });

  it('is asked for, approved and shown, and ends, where the peer asks', () => {
    begin();
    xenia.says(presence('sam@a.test', 'subscribe'));
    expect(heard(sam)).to.equal(came('x@b.test', 'sam@a.test', 'subscribe'));
    sam.says(presence('x@b.test/home', 'subscribed'));
    expect(heard(account)).to.equal(
      came('sam@a.test', 'x@b.test', 'subscribed') + came('sam@a.test/desk', 'x@b.test'),
    );
    sam.says('<presence><show>away</show></presence>');
    expect(heard(account)).to.equal(
      "<presence from='sam@a.test/desk' to='x@b.test'><show>away</show></presence>",
    );
    sam.says(presence('x@b.test', 'unsubscribed'));
    expect(heard(account)).to.equal(
      came('sam@a.test', 'x@b.test', 'unsubscribed') + came('sam@a.test/desk', 'x@b.test', 'unavailable'),
    );
    sam.says('<presence/>');
    expect(heard(account)).to.equal('');
  });

  it('is asked for by the user, and taken only once it was asked for', () => {
    begin();
    account.says(presence('sam@a.test', 'subscribed'));
    expect(heard(sam)).to.equal('');
    sam.says("<presence to='x@b.test' type='subscribe'><status>please</status></presence>");
    expect(heard(account)).to.equal(came('sam@a.test', 'x@b.test', 'subscribe'));
    account.says(presence('sam@a.test', 'subscribed'));
    expect(heard(sam)).to.contain(came('x@b.test', 'sam@a.test', 'subscribed'));
    xenia.says("<presence to='sam@a.test'><show>dnd</show></presence>");
    expect(heard(sam)).to.equal("<presence from='x@b.test/home' to='sam@a.test'><show>dnd</show></presence>");
    const phone = world.connect('sam@a.test/phone', here);
    phone.says('<presence/>');
    expect(heard(account)).to.equal(came('sam@a.test/phone', 'x@b.test', 'probe'));
  });

  it('ends on both sides when the contact is removed, and nobody hears of one who was never more than a name', () => {
    subscribed();
    const remove = (jid: string): string =>
      `<iq type='set' id='r'><query xmlns='jabber:iq:roster'><item jid='${jid}' subscription='remove'/></query></iq>`;
    sam.says(remove('x@b.test'));
    expect(heard(account)).to.equal(
      came('sam@a.test', 'x@b.test', 'unsubscribe') +
        came('sam@a.test', 'x@b.test', 'unsubscribed') +
        came('sam@a.test/desk', 'x@b.test', 'unavailable'),
    );
    sam.says(remove('x@b.test').replace(" subscription='remove'", ''));
    sam.says(remove('x@b.test'));
    expect(heard(account)).to.equal('');
  });

  it('ends when the one at the peer no longer wants it, who then sees every session go', () => {
    subscribed();
    account.says(presence('sam@a.test', 'unsubscribe'));
    expect(heard(account)).to.equal(came('sam@a.test/desk', 'x@b.test', 'unavailable'));
    account.says(presence('sam@a.test', 'unsubscribed'));
    expect(heard(sam)).to.equal(
      came('x@b.test', 'sam@a.test', 'unsubscribe') + came('x@b.test', 'sam@a.test', 'unsubscribed'),
    );
  });

  it('is told to who watches and probes, and to nobody else: alike of a stranger, of nobody and of a label', () => {
    subscribed();
    xenia.says(presence('sam@a.test', 'probe'));
    expect(heard(xenia)).to.equal(came('sam@a.test/desk', 'x@b.test/home'));
    const stranger = world.remote('y@b.test/home');
    const answerTo = (user: string): string => {
      stranger.says(presence(`${user}@a.test`, 'probe'));
      return heard(stranger).replaceAll(user, '…');
    };
    expect(answerTo('sam')).to.equal(came('…@a.test', 'y@b.test/home', 'unsubscribed'));
    expect(answerTo('nobody')).to.equal(answerTo('sam'));
    world.provision({ 'Pres(sam).lbl': labelled('S') });
    account.heard();
    xenia.says(presence('sam@a.test', 'probe'));
    expect(heard(xenia)).to.equal(came('sam@a.test', 'x@b.test/home', 'unsubscribed'));
  });

  it('is never told of a user without an account, nor is a request', () => {
    begin();
    xenia.says(presence('nobody@a.test', 'subscribe'));
    xenia.says("<presence to='nobody@a.test'/>");
    xenia.says("<presence to='sam@a.test/elsewhere'/>");
    expect(heard(account) + heard(xenia) + heard(sam)).to.equal('');
  });

  it('goes to one address, also to a room elsewhere, and is taken back at the end', () => {
    begin();
    const room = world.remote('ops@conf.b.test/sam');
    sam.says("<presence to='ops@conf.b.test/sam'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    expect(heard(room)).to.contain('http://jabber.org/protocol/muc');
    sam.says("<presence type='unavailable'/>");
    expect(heard(room)).to.equal(came('sam@a.test/desk', 'ops@conf.b.test/sam', 'unavailable'));
  });

  it('is not taken with a label, and the peer gets an error with nothing in it', () => {
    begin();
    xenia.says(`<presence to='sam@a.test' id='p'><status>hi</status>${securityLabel('A-U')}</presence>`);
    expect(heard(sam)).to.equal('');
    expect(heard(xenia))
      .to.match(/^<presence [^>]*type='error'><error type='modify'><bad-request/)
      .and.to.not.contain('hi');
  });

  it('is limited by its label: whoever is not cleared by the peer is refused, in the opaque mode without a word', () => {
    begin({ 'Pres(sam).lbl': labelled('S'), 'Peer(b.test).out': upTo('U') });
    xenia.says(presence('sam@a.test', 'subscribe'));
    expect([heard(sam), heard(account)]).to.deep.equal(['', came('sam@a.test', 'x@b.test', 'unsubscribed')]);
    sam.says(presence('x@b.test', 'subscribed'));
    expect(heard(account)).to.equal('');
    sam.says("<presence to='x@b.test/home'/>");
    expect(heard(xenia)).to.equal('');
    world.provision({ denials: 'opaque' });
    xenia.says(presence('sam@a.test', 'subscribe'));
    expect(heard(account)).to.equal('');
    world.provision({ 'Peer(b.test).out': upTo('U', 'S') });
    xenia.says(presence('sam@a.test', 'subscribe'));
    expect(heard(sam)).to.equal(came('x@b.test', 'sam@a.test', 'subscribe'));
    world.provision({ 'U(x@b.test)': upTo('U') });
    sam.says(presence('x@b.test', 'subscribed'));
    expect(heard(account)).to.equal('');
  });

  it('ends when the peer is cleared no longer; with the fault `pres.peer` it does not', () => {
    const isOpen = { 'Pres(sam).lbl': labelled('S'), 'Peer(b.test).out': upTo('U', 'S') };
    const gone =
      came('sam@a.test', 'x@b.test', 'unsubscribed') + came('sam@a.test/desk', 'x@b.test', 'unavailable');
    subscribed(isOpen);
    world.provision({ 'Peer(b.test).out': upTo('U') });
    expect(heard(account)).to.equal(gone);
    world.close();
    subscribed(isOpen, ['pres.peer']);
    world.provision({ 'Peer(b.test).out': upTo('U') });
    expect(heard(account)).to.equal('');
  });

  it('waits for the user who is away, as far as there is place for strangers', () => {
    begin();
    sam.says("<presence type='unavailable'/>");
    for (let n = 0; n < 250; n += 1) world.remote(`x${n}@b.test`).says(presence('sam@a.test', 'subscribe'));
    sam.heard();
    sam.says('<presence/>');
    expect(heard(sam).match(/type='subscribe'/g)).to.have.length(200);
  });

  it('that waited for the peer is shown to nobody who may not watch any longer', () => {
    subscribed({ 'Pres(sam).lbl': labelled('S'), 'Peer(b.test).out': upTo('U', 'S') });
    world.hold('b.test');
    sam.says('<presence><show>away</show></presence>');
    world.provision({ 'Peer(b.test).out': upTo('U') });
    world.letGo('b.test');
    expect(heard(account)).to.contain("type='unavailable'").and.to.not.contain('away');
  });
});
