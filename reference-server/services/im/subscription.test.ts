import { expect } from 'chai';
import { rules } from '../../enforcement/rules.fixture.ts';
import { TestHost } from '../host.fixture.ts';
import type { RosterItem } from './roster-store.ts';
import type { Session } from './sessions.ts';

/** The state of one side, in the words of RFC 6121 Appendix A. */
function stateOf(host: TestHost, user: string, contact: string): string {
  const item = host.rosters.rosterItem(`${user}@a.test`, `${contact}@a.test`);
  if (item === undefined) return 'nothing';
  const { toContact, fromContact, ask, pending, listed } = item;
  const base = toContact ? (fromContact ? 'both' : 'to') : fromContact ? 'from' : 'none';
  return [base, ...(ask ? ['out'] : []), ...(pending ? ['in'] : []), ...(listed ? [] : ['unlisted'])].join(
    ' ',
  );
}

interface Pair {
  readonly host: TestHost;
  readonly juliet: Session;
  readonly romeo: Session;
}

function pair(): Pair {
  const host = new TestHost();
  return { host, juliet: host.online('juliet@a.test/balcony'), romeo: host.online('romeo@a.test/orchard') };
}

const states = ({ host }: Pair): readonly string[] => [
  stateOf(host, 'juliet', 'romeo'),
  stateOf(host, 'romeo', 'juliet'),
];

/** Sends one step, and gives what the other side got of it. */
function step({ host, juliet, romeo }: Pair, who: 'juliet' | 'romeo', type: string): readonly string[] {
  const [from, to] = who === 'juliet' ? [juliet, romeo] : [romeo, juliet];
  host.received(to);
  host.send(from, `<presence type='${type}' to='${to.jid.bare}'/>`);
  return host.received(to);
}

const word = (type: string, from: string, to: string): string =>
  `<presence from='${from}@a.test' to='${to}@a.test' type='${type}'/>`;

describe('a presence subscription between two accounts', () => {
  it('is asked for, approved, and brings presence', () => {
    const both = pair();
    expect(step(both, 'juliet', 'subscribe')).to.deep.equal([word('subscribe', 'juliet', 'romeo')]);
    expect(states(both)).to.deep.equal(['none out', 'none in unlisted']);
    expect(step(both, 'romeo', 'subscribed')).to.deep.equal([
      word('subscribed', 'romeo', 'juliet'),
      "<presence from='romeo@a.test/orchard' to='juliet@a.test'/>",
    ]);
    expect(states(both)).to.deep.equal(['to', 'from']);
  });

  it('becomes mutual by the same steps the other way', () => {
    const both = subscribed();
    step(both, 'romeo', 'subscribe');
    expect(states(both)).to.deep.equal(['to in', 'from out']);
    step(both, 'juliet', 'subscribed');
    expect(states(both)).to.deep.equal(['both', 'both']);
  });

  it('is refused by unsubscribed', () => {
    const both = pair();
    step(both, 'juliet', 'subscribe');
    expect(step(both, 'romeo', 'unsubscribed')).to.deep.equal([word('unsubscribed', 'romeo', 'juliet')]);
    expect(states(both)).to.deep.equal(['none', 'none unlisted']);
  });

  it('is taken back before it is answered', () => {
    const both = pair();
    step(both, 'juliet', 'subscribe');
    step(both, 'juliet', 'unsubscribe');
    expect(states(both)).to.deep.equal(['none', 'none unlisted']);
    expect(step(both, 'romeo', 'subscribed')).to.deep.equal([]);
    expect(states(both)).to.deep.equal(['none', 'none unlisted']);
  });

  it('ends for the watcher, who sees the contact go on all sessions', () => {
    const both = subscribed();
    const phone = both.host.online('juliet@a.test/phone');
    both.host.received(both.juliet);
    expect(step(both, 'juliet', 'unsubscribe')).to.deep.equal([word('unsubscribe', 'juliet', 'romeo')]);
    const gone = "<presence from='romeo@a.test/orchard' to='juliet@a.test' type='unavailable'/>";
    expect(both.host.received(phone)).to.deep.equal([gone]);
    expect(both.host.received(both.juliet)).to.deep.equal([gone]);
    expect(states(both)).to.deep.equal(['none', 'none']);
  });

  it('shows nobody go while presence is withheld, and where denials are opaque tells nobody why', () => {
    const both = subscribed();
    const unknown = rules({ presence: { 'romeo@a.test': 'A-S' }, denials: 'opaque' });
    const clearances = { ...unknown.clearances, ofUser: () => ({ unavailable: 'the directory is down' }) };
    both.host.rules = { ...unknown, clearances };
    step(both, 'juliet', 'unsubscribe');
    expect(both.host.received(both.juliet)).to.deep.equal([]);
    expect(step(both, 'juliet', 'subscribe')).to.deep.equal([]);
    expect(both.host.received(both.juliet)).to.deep.equal([]);
    expect(states(both)).to.deep.equal(['none out', 'none']);
  });

  it('is cancelled by the contact, whose presence then goes', () => {
    const both = subscribed();
    expect(step(both, 'romeo', 'unsubscribed')).to.deep.equal([
      word('unsubscribed', 'romeo', 'juliet'),
      "<presence from='romeo@a.test/orchard' to='juliet@a.test' type='unavailable'/>",
    ]);
    expect(states(both)).to.deep.equal(['none', 'none']);
  });

  it('is not opened by an approval that nobody asked for', () => {
    const both = pair();
    expect(step(both, 'romeo', 'subscribed')).to.deep.equal([]);
    expect(states(both)).to.deep.equal(['nothing', 'nothing']);
  });

  it('is not asked for again of somebody who has approved it', () => {
    const both = subscribed();
    expect(step(both, 'juliet', 'subscribe')).to.deep.equal([]);
    expect(states(both)).to.deep.equal(['to', 'from']);
  });

  it('is mended by asking again where one side has forgotten it', () => {
    const both = subscribed();
    both.host.rosters.dropRosterItem('juliet@a.test', 'romeo@a.test');
    expect(step(both, 'juliet', 'subscribe')).to.deep.equal([]);
    expect(both.host.received(both.juliet)).to.deep.equal([
      word('subscribed', 'romeo', 'juliet'),
      "<presence from='romeo@a.test/orchard' to='juliet@a.test'/>",
    ]);
    expect(states(both)).to.deep.equal(['to', 'from']);
  });

  it('is between accounts: a resource in the address does not count', () => {
    const both = pair();
    const phone = both.host.online('romeo@a.test/phone');
    both.host.received(both.romeo);
    both.host.send(both.juliet, "<presence type='subscribe' to='romeo@a.test/orchard'/>");
    const asked = [word('subscribe', 'juliet', 'romeo')];
    expect([both.host.received(both.romeo), both.host.received(phone)]).to.deep.equal([asked, asked]);
    expect(states(both)).to.deep.equal(['none out', 'none in unlisted']);
  });

  it('waits for somebody who is away, and is shown at every login until it is answered', () => {
    const host = new TestHost();
    const juliet = host.online('juliet@a.test/balcony');
    host.send(juliet, "<presence type='subscribe' to='romeo@a.test'/>");
    const logIn = (resource: string): readonly string[] => {
      const romeo = host.connect(`romeo@a.test/${resource}`);
      host.send(romeo, '<presence/>');
      return host.received(romeo).filter((each) => each.includes('subscribe'));
    };
    const asked = [word('subscribe', 'juliet', 'romeo')];
    expect([logIn('orchard'), logIn('phone')]).to.deep.equal([asked, asked]);
  });

  it('with an address that has no account is as if nobody ever answered', () => {
    const host = new TestHost();
    const juliet = host.online('juliet@a.test/balcony');
    for (const to of ['nobody@a.test', 'romeo@b.test']) {
      host.send(juliet, `<presence type='subscribe' to='${to}'/>`);
      expect(host.received(juliet)).to.deep.equal([]);
      expect(host.rosters.rosterItem('juliet@a.test', to)).to.deep.include({ ask: true, toContact: false });
      expect(host.rosters.roster(to)).to.deep.equal([]);
    }
  });

  it('with oneself, or with nobody, is nothing', () => {
    const { host, juliet } = pair();
    host.send(juliet, "<presence type='subscribe' to='juliet@a.test'/>");
    host.send(juliet, "<presence type='subscribe'/>");
    expect([host.received(juliet), host.rosters.roster('juliet@a.test')]).to.deep.equal([[], []]);
  });

  it('leaves no trace in a roster that is full', () => {
    const { host, juliet } = pair();
    for (let n = 0; n < 1000; n += 1) host.rosters.putRosterItem('juliet@a.test', contact(`c${n}@a.test`));
    host.send(juliet, "<presence type='subscribe' to='romeo@a.test'/>");
    expect(host.rosters.roster('juliet@a.test')).to.have.length(1000);
    expect(host.rosters.roster('romeo@a.test')).to.deep.equal([]);
  });
});

describe('a probe', () => {
  const probe = "<presence type='probe' to='romeo@a.test'/>";

  it('shows the presence of a contact to who may have it', () => {
    const { host, juliet } = subscribed();
    host.received(juliet);
    host.send(juliet, probe);
    expect(host.received(juliet)).to.deep.equal([
      "<presence from='romeo@a.test/orchard' to='juliet@a.test/balcony'/>",
    ]);
  });

  it('says the same of a stranger who is there, one who is away, and one who is not', () => {
    const { host, juliet } = pair();
    for (const to of ['romeo', 'nobody', 'juliet']) {
      host.send(juliet, `<presence type='probe' to='${to}@a.test'/>`);
      expect(host.received(juliet)).to.deep.equal([
        `<presence from='${to}@a.test' to='juliet@a.test/balcony' type='unsubscribed'/>`,
      ]);
    }
    host.send(juliet, "<presence type='probe'/>");
    expect(host.received(juliet)).to.deep.equal([]);
  });
});

function subscribed(): Pair {
  const both = pair();
  step(both, 'juliet', 'subscribe');
  step(both, 'romeo', 'subscribed');
  both.host.received(both.juliet);
  return both;
}

function contact(address: string): RosterItem {
  return {
    contact: address,
    groups: [],
    toContact: false,
    fromContact: false,
    ask: false,
    pending: false,
    listed: true,
  };
}
