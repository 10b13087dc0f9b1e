import { expect } from 'chai';
import { clearedFor, type RulesWish, rules } from '../../enforcement/rules.fixture.ts';
import { TestHost } from '../host.fixture.ts';
import { endClosedSubscriptions } from './closed-subscriptions.ts';
import { leave } from './presence.ts';
import type { Session } from './sessions.ts';

const cleared = { 'juliet@a.test': clearedFor('U', 'S') };
const uncleared = { 'juliet@a.test': clearedFor('U') };
const presence = { 'romeo@a.test': 'A-S' };

interface Pair {
  readonly host: TestHost;
  readonly juliet: Session;
  readonly romeo: Session;
}

/** juliet and romeo are there; romeo's presence is SECRET. */
function pair(wish: RulesWish): Pair {
  const host = new TestHost({ rules: rules({ presence, ...wish }) });
  const [juliet, romeo] = [host.online('juliet@a.test/balcony'), host.online('romeo@a.test/orchard')];
  juliet.interested = true;
  return { host, juliet, romeo };
}

/** juliet watches romeo, for which she is cleared. */
function watching(): Pair {
  const both = pair({ users: cleared });
  both.host.send(both.juliet, "<presence type='subscribe' to='romeo@a.test'/>");
  both.host.send(both.romeo, "<presence type='subscribed' to='juliet@a.test'/>");
  both.host.received(both.juliet);
  both.host.received(both.romeo);
  return both;
}

/** From now on juliet is cleared for UNCLASSIFIED only. */
function lower({ host }: Pair, wish: RulesWish = {}): void {
  host.rules = rules({ presence, users: uncleared, ...wish });
}

const presences = (stanzas: readonly string[]): readonly string[] =>
  stanzas.filter((each) => each.startsWith('<presence'));
const subscribe = "<presence type='subscribe' to='romeo@a.test'/>";
const refusedWord = "<presence from='romeo@a.test' to='juliet@a.test' type='unsubscribed'/>";

describe('a request for a presence that its label closes', () => {
  it('is answered `unsubscribed`, leaves no trace at the contact, and is written down', () => {
    const { host, juliet, romeo } = pair({ users: uncleared });
    host.send(juliet, subscribe);
    expect(presences(host.received(juliet))).to.deep.equal([refusedWord]);
    expect([host.received(romeo), host.rosters.roster('romeo@a.test'), host.audited]).to.deep.equal([
      [],
      [],
      ['presence'],
    ]);
    expect(host.rosters.rosterItem('juliet@a.test', 'romeo@a.test')).to.deep.include({
      ask: false,
      toContact: false,
    });
  });

  it('is as one that is never answered where denials are opaque, and as one to nobody', () => {
    const { host, juliet, romeo } = pair({ users: uncleared, denials: 'opaque' });
    const answerTo = (contact: string): readonly string[] => {
      host.send(juliet, `<presence type='subscribe' to='${contact}@a.test'/>`);
      const seen = host.received(juliet);
      return seen.map((each) => each.replaceAll(contact, 'CONTACT').replace(/push-\d+/, 'PUSH'));
    };
    const gated = answerTo('romeo');
    expect(gated).to.have.length(1);
    expect(gated[0]).to.include("ask='subscribe'");
    expect([answerTo('nobody'), host.received(romeo)]).to.deep.equal([gated, []]);
  });

  it('reaches the contact of somebody who is cleared', () => {
    const { host, juliet, romeo } = pair({ users: cleared });
    host.send(juliet, subscribe);
    expect(host.received(romeo)).to.deep.equal([
      "<presence from='juliet@a.test' to='romeo@a.test' type='subscribe'/>",
    ]);
  });

  it('that waits is not shown while the one who asked is not cleared', () => {
    const host = new TestHost({ rules: rules({ presence, users: cleared }) });
    host.send(host.online('juliet@a.test/balcony'), subscribe);
    const logIn = (): readonly string[] => {
      const romeo = host.connect('romeo@a.test/orchard');
      host.send(romeo, '<presence/>');
      return host.received(romeo).filter((each) => each.includes('subscribe'));
    };
    host.rules = rules({ presence, users: uncleared });
    expect(logIn()).to.deep.equal([]);
    host.rules = rules({ presence, users: cleared });
    expect(logIn()).to.have.length(1);
  });

  it('may be made again where nobody can say now what the user is cleared for', () => {
    const { host, juliet, romeo } = pair({});
    const { clearances } = host.rules;
    host.rules = {
      ...host.rules,
      clearances: { ...clearances, ofUser: () => ({ unavailable: 'it is down' }) },
    };
    host.send(juliet, subscribe);
    expect(host.received(juliet)).to.deep.equal([
      "<presence from='romeo@a.test' to='juliet@a.test/balcony' type='error'><error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>",
    ]);
    expect([host.received(romeo), host.rosters.roster('juliet@a.test')]).to.deep.equal([[], []]);
  });

  it('is refused in words by the fault `pres.explain`', () => {
    const { host, juliet } = pair({ users: uncleared, denials: 'opaque', faults: ['pres.explain'] });
    host.send(juliet, subscribe);
    expect(presences(host.received(juliet)).join()).to.include('forbidden');
  });
});

describe('an approval', () => {
  it('opens nothing to who is not cleared', () => {
    const { host, juliet, romeo } = pair({ users: cleared });
    host.send(juliet, subscribe);
    host.rules = rules({ presence, users: uncleared });
    host.received(juliet);
    host.send(romeo, "<presence type='subscribed' to='juliet@a.test'/>");
    host.send(romeo, '<presence><show>away</show></presence>');
    expect(presences(host.received(juliet))).to.deep.equal([]);
    expect(host.rosters.rosterItem('romeo@a.test', 'juliet@a.test')).to.deep.include({ fromContact: false });
  });
});

describe('a subscription whose watcher is no longer cleared', () => {
  it('brings nothing more, of whatever kind', () => {
    const both = watching();
    const { host, juliet, romeo } = both;
    lower(both);
    host.send(romeo, '<presence><show>away</show></presence>');
    host.send(romeo, "<presence to='juliet@a.test/balcony'/>");
    host.send(romeo, "<presence to='juliet@a.test'/>");
    const phone = host.connect('juliet@a.test/phone');
    host.send(phone, '<presence/>');
    host.send(romeo, "<presence type='unavailable'/>");
    const seen = [...host.received(juliet), ...host.received(phone)].filter((each) =>
      each.includes("from='romeo"),
    );
    expect([seen, romeo.directed.size]).to.deep.equal([[], 0]);
  });

  it('answers a probe as for a stranger', () => {
    const both = watching();
    const { host, juliet } = both;
    lower(both);
    const answerTo = (contact: string): readonly string[] => {
      host.send(juliet, `<presence type='probe' to='${contact}@a.test'/>`);
      return host.received(juliet).map((each) => each.replaceAll(contact, 'CONTACT'));
    };
    expect(answerTo('romeo')).to.deep.equal(answerTo('nobody'));
  });

  it('ends at once, and both sides are told', () => {
    const both = watching();
    const { host, juliet, romeo } = both;
    romeo.interested = true;
    lower(both);
    endClosedSubscriptions(host);
    expect(presences(host.received(juliet))).to.deep.equal([
      refusedWord,
      "<presence from='romeo@a.test/orchard' to='juliet@a.test' type='unavailable'/>",
    ]);
    expect(host.received(romeo).join()).to.include("subscription='none'");
    host.rules = rules({ presence, users: cleared });
    host.send(romeo, '<presence><show>away</show></presence>');
    expect(host.received(juliet)).to.deep.equal([]);
  });

  it('looks like a contact that has gone offline, where denials are opaque', () => {
    const both = watching();
    const { host, juliet } = both;
    lower(both, { denials: 'opaque' });
    endClosedSubscriptions(host);
    expect(host.received(juliet)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='juliet@a.test' type='unavailable'/>",
    ]);
    expect(host.rosters.rosterItem('juliet@a.test', 'romeo@a.test')).to.deep.include({ toContact: true });
    expect(host.rosters.rosterItem('romeo@a.test', 'juliet@a.test')).to.deep.include({ fromContact: false });
  });

  it('takes back what was sent to one address', () => {
    const both = pair({ users: cleared });
    const { host, juliet, romeo } = both;
    host.send(romeo, "<presence to='juliet@a.test/balcony'/>");
    host.received(juliet);
    lower(both);
    endClosedSubscriptions(host);
    leave(romeo, host);
    expect(host.received(juliet)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='juliet@a.test/balcony' type='unavailable'/>",
    ]);
  });

  it('waits where nobody can say now what the watcher is cleared for', () => {
    const { host, juliet, romeo } = watching();
    const { rules: before } = host;
    const down = { ...before.clearances, ofUser: () => ({ unavailable: 'it is down' }) };
    host.rules = { ...before, clearances: down };
    endClosedSubscriptions(host);
    host.send(romeo, '<presence><show>away</show></presence>');
    expect(host.received(juliet)).to.deep.equal([]);
    host.rules = before;
    host.send(romeo, '<presence><show>dnd</show></presence>');
    expect(host.received(juliet)).to.have.length(1);
  });

  it('goes on with the fault `pres.live`, and with an unchanged clearance', () => {
    const both = watching();
    const { host, juliet, romeo } = both;
    endClosedSubscriptions(host);
    host.send(romeo, '<presence><show>away</show></presence>');
    lower(both, { faults: ['pres.live'] });
    endClosedSubscriptions(host);
    host.send(romeo, '<presence><show>dnd</show></presence>');
    expect(host.received(juliet)).to.have.length(2);
  });
});
