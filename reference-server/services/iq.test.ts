import { expect } from 'chai';
import type { FaultName } from '../enforcement/index.ts';
import { clearedFor, rules } from '../enforcement/rules.fixture.ts';
import { discoInfo, discoItems } from './disco/disco.ts';
import { errorTo, type HostWish, TestHost } from './host.fixture.ts';
import { ping } from './ping/ping.ts';
import { version } from './version/version.ts';

const me = 'juliet@a.test/balcony';

function ask(payload: string, to?: string, wish: HostWish = {}, type = 'get'): string | undefined {
  const host = new TestHost(wish);
  const address = to === undefined ? '' : ` to='${to}'`;
  return host.ask(host.online(me), `<iq type='${type}' id='i'${address}>${payload}</iq>`, [
    ping,
    version,
    discoInfo,
    discoItems,
  ]);
}

const result = (from: string, payload: string): string =>
  `<iq from='${from}' to='${me}' id='i' type='result'${payload === '' ? '/>' : `>${payload}</iq>`}`;
const unavailable = (from: string): string => errorTo('i', from, me, 'cancel', 'service-unavailable');

const pingPayload = "<ping xmlns='urn:xmpp:ping'/>";
const versionPayload = "<query xmlns='jabber:iq:version'/>";
const info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
const items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";

describe('answerIq', () => {
  it('answers what nobody knows with service-unavailable, and a request of the wrong type too', () => {
    expect(ask("<query xmlns='urn:example:0'/>", 'a.test')).to.equal(unavailable('a.test'));
    expect(ask("<pong xmlns='urn:xmpp:ping'/>", 'a.test')).to.equal(unavailable('a.test'));
    expect(ask(pingPayload, 'a.test', {}, 'set')).to.equal(unavailable('a.test'));
  });

  it('answers in the name of the own account where a request is for nobody', () => {
    expect(ask(pingPayload)).to.equal(result('juliet@a.test', ''));
  });

  it("says the same for another's account and for none", () => {
    for (const payload of [pingPayload, versionPayload, info, items]) {
      for (const to of ['romeo@a.test', 'nobody@a.test']) {
        expect(ask(payload, to)).to.equal(unavailable(to));
      }
    }
  });
});

describe('ping', () => {
  it('is answered by the server', () => {
    expect(ask(pingPayload, 'a.test')).to.equal(result('a.test', ''));
  });
});

describe('version', () => {
  it('is what the server is', () => {
    expect(ask(versionPayload, 'a.test')).to.equal(
      result(
        'a.test',
        "<query xmlns='jabber:iq:version'><name>the server</name><version>1.2.3</version></query>",
      ),
    );
    expect(ask(versionPayload)).to.equal(unavailable('juliet@a.test'));
  });
});

describe('service discovery', () => {
  const catalog = { entries: [], restrict: false };
  const featuresOf = (wish: HostWish): readonly string[] =>
    [...(ask(info, 'a.test', wish) ?? '').matchAll(/<feature var='([^']*)'/g)].map((match) => match[1] ?? '');

  it('names the server', () => {
    expect(ask(info, 'a.test')).to.include("<identity category='server' type='im' name='the server'/>");
  });

  it('advertises labels, and a catalog where there is one', () => {
    expect(featuresOf({})).to.include('urn:xmpp:sec-label:0').and.not.include('urn:xmpp:sec-label:catalog:2');
    expect(featuresOf({ catalog })).to.include('urn:xmpp:sec-label:catalog:2');
  });

  it('has faults: disco.label and disco.catalog leave out a feature each', () => {
    expect(featuresOf({ catalog, rules: rules({ faults: ['disco.label'] }) }))
      .to.include('urn:xmpp:sec-label:catalog:2')
      .and.not.include('urn:xmpp:sec-label:0');
    expect(featuresOf({ catalog, rules: rules({ faults: ['disco.catalog'] }) }))
      .to.include('urn:xmpp:sec-label:0')
      .and.not.include('urn:xmpp:sec-label:catalog:2');
  });

  it('says what an account is to the one whose it is', () => {
    expect(ask(info)).to.equal(
      result(
        'juliet@a.test',
        "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='account' type='registered'/>" +
          "<feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/></query>",
      ),
    );
  });

  it('says what an account is to a contact who sees its presence, and nothing of a clearance', () => {
    const users = { 'romeo@a.test': clearedFor('U', 'S') };
    const asked = (faults: readonly FaultName[] = []): string => {
      const host = new TestHost({ rules: rules({ users, faults }) });
      const session = host.online(me);
      host.send(session, "<presence type='subscribe' to='romeo@a.test'/>");
      host.send(host.online('romeo@a.test/orchard'), "<presence type='subscribed' to='juliet@a.test'/>");
      return host.ask(session, `<iq type='get' id='i' to='romeo@a.test'>${info}</iq>`, [discoInfo]) ?? '';
    };
    expect(asked()).to.include("<identity category='account' type='registered'/>").and.not.include('SECRET');
    expect(asked(['disco.clearance'])).to.include("<feature var='SECRET'/>");
  });

  it('has a fault that tells an account from none, and one that names the policy', () => {
    const broken = { rules: rules({ faults: ['disco.exists', 'leak.version'] }) };
    expect(ask(info, 'romeo@a.test', broken)).to.equal(errorTo('i', 'romeo@a.test', me, 'auth', 'forbidden'));
    expect(ask(info, 'nobody@a.test', broken)).to.equal(unavailable('nobody@a.test'));
    expect(ask(versionPayload, 'a.test', broken)).to.include('1.2.3 for HARNESS-A');
  });

  it('knows no nodes, and has the domains for rooms as items', () => {
    expect(ask("<query xmlns='http://jabber.org/protocol/disco#info' node='n'/>", 'a.test')).to.equal(
      errorTo('i', 'a.test', me, 'cancel', 'item-not-found'),
    );
    expect(ask(items, 'a.test')).to.equal(
      result(
        'a.test',
        "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='muc.a.test'/></query>",
      ),
    );
  });
});
