import { expect } from 'chai';
import { errorTo, TestHost } from '../host.fixture.ts';
import { rosterGet, rosterSet } from './roster.ts';
import type { Session } from './sessions.ts';

const me = 'juliet@a.test/balcony';
const services = [rosterGet, rosterSet];

function start(): {
  host: TestHost;
  juliet: Session;
  set: (item: string) => string | undefined;
  get: () => string | undefined;
} {
  const host = new TestHost();
  const juliet = host.online(me);
  const ask = (type: string, inside: string): string | undefined =>
    host.ask(
      juliet,
      `<iq type='${type}' id='i'><query xmlns='jabber:iq:roster'>${inside}</query></iq>`,
      services,
    );
  return { host, juliet, set: (item) => ask('set', item), get: () => ask('get', '') };
}

const result = (items: string): string =>
  `<iq from='juliet@a.test' to='${me}' id='i' type='result'><query xmlns='jabber:iq:roster'${items === '' ? '/>' : `>${items}</query>`}</iq>`;
const done = `<iq from='juliet@a.test' to='${me}' id='i' type='result'/>`;

describe('the roster', () => {
  it('is empty, then holds what was set, by contact', () => {
    const { set, get } = start();
    expect(get()).to.equal(result(''));
    expect(
      set(
        "<item jid='romeo@a.test/orchard' name='Romeo'><group>Montague</group><group>Montague</group></item>",
      ),
    ).to.equal(done);
    expect(get()).to.equal(
      result("<item jid='romeo@a.test' name='Romeo' subscription='none'><group>Montague</group></item>"),
    );
  });

  it('tells every session that asked for it of a change, and no other', () => {
    const { host, juliet, set, get } = start();
    const phone = host.online('juliet@a.test/phone');
    get();
    host.received(juliet);
    set("<item jid='romeo@a.test'/>");
    const [push, ...others] = host.received(juliet);
    expect(push?.replace(/push-\d+/, 'push')).to.equal(
      `<iq from='juliet@a.test' to='${me}' id='push' type='set'><query xmlns='jabber:iq:roster'><item jid='romeo@a.test' subscription='none'/></query></iq>`,
    );
    expect([others, host.received(phone)]).to.deep.equal([[], []]);
  });

  it('shows a request under way, and never one that only a contact has made', () => {
    const { host, juliet, get } = start();
    const romeo = host.online('romeo@a.test/orchard');
    host.send(romeo, "<presence type='subscribe' to='juliet@a.test'/>");
    expect(get()).to.equal(result(''));
    host.send(juliet, "<presence type='subscribe' to='romeo@a.test'/>");
    expect(get()).to.equal(result("<item jid='romeo@a.test' subscription='none' ask='subscribe'/>"));
    host.send(juliet, "<presence type='subscribed' to='romeo@a.test'/>");
    host.send(romeo, "<presence type='subscribed' to='juliet@a.test'/>");
    expect(get()).to.equal(result("<item jid='romeo@a.test' subscription='both'/>"));
  });

  it('keeps the subscription when a contact is renamed: a client does not choose it', () => {
    const { set, get } = start();
    set("<item jid='romeo@a.test' subscription='both' ask='subscribe'/>");
    expect(get()).to.equal(result("<item jid='romeo@a.test' subscription='none'/>"));
  });

  it('ends both subscriptions with a contact that is removed', () => {
    const { host, juliet, set, get } = start();
    const romeo = host.online('romeo@a.test/orchard');
    for (const [from, to] of [
      [juliet, romeo],
      [romeo, juliet],
    ] as const) {
      host.send(from, `<presence type='subscribe' to='${to.jid.bare}'/>`);
      host.send(to, `<presence type='subscribed' to='${from.jid.bare}'/>`);
    }
    get();
    host.received(romeo);
    host.received(juliet);
    expect(set("<item jid='romeo@a.test' subscription='remove'/>")).to.equal(done);
    expect(get()).to.equal(result(''));
    expect(host.rosters.rosterItem('romeo@a.test', 'juliet@a.test')).to.deep.include({
      toContact: false,
      fromContact: false,
    });
    expect(host.received(romeo).map((each) => /type='(\w+)'/.exec(each)?.[1])).to.deep.equal([
      'unsubscribe',
      'unsubscribed',
      'unavailable',
    ]);
    expect(host.received(juliet).at(-1)).to.include("<item jid='romeo@a.test' subscription='remove'/>");
  });

  it('refuses what is no change of one contact', () => {
    const { set } = start();
    const error = (type: string, condition: string): string =>
      errorTo('i', 'juliet@a.test', me, type, condition);
    expect(set("<item jid='nobody@a.test' subscription='remove'/>")).to.equal(
      error('cancel', 'item-not-found'),
    );
    for (const bad of ['', '<item/>', "<item jid='@'/>", "<item jid='a@a.test'/><item jid='b@a.test'/>"]) {
      expect(set(bad), bad).to.equal(error('modify', 'bad-request'));
    }
    const long = 'x'.repeat(1024);
    for (const bad of [
      `<item jid='a@a.test' name='${long}'/>`,
      "<item jid='a@a.test'><group/></item>",
      `<item jid='a@a.test'><group>${long}</group></item>`,
      `<item jid='a@a.test'>${'<group>g</group>'.repeat(65)}</item>`,
      `<item jid='a@a.test'>${`<group>${'x'.repeat(100)}</group>`.repeat(41)}</item>`,
    ]) {
      expect(set(bad)).to.equal(error('modify', 'not-acceptable'));
    }
  });

  it('holds a thousand contacts', () => {
    const { host, set } = start();
    for (let n = 0; n < 1000; n += 1) set(`<item jid='c${n}@a.test'/>`);
    expect(set("<item jid='romeo@a.test'/>")).to.equal(
      errorTo('i', 'juliet@a.test', me, 'wait', 'resource-constraint'),
    );
    expect(set("<item jid='c7@a.test' name='seven'/>")).to.equal(done);
    expect(host.rosters.roster('juliet@a.test')).to.have.length(1000);
  });

  it("is one's own alone: another's is not to be had, nor the server's", () => {
    const { host, juliet } = start();
    for (const to of ['romeo@a.test', 'nobody@a.test', 'a.test']) {
      for (const type of ['get', 'set']) {
        const iq = `<iq type='${type}' id='i' to='${to}'><query xmlns='jabber:iq:roster'><item jid='x@a.test'/></query></iq>`;
        expect(host.ask(juliet, iq, services)).to.equal(
          errorTo('i', to, me, 'cancel', 'service-unavailable'),
        );
      }
    }
  });
});
