import { expect } from 'chai';
import { element } from '#xml';
import { type Stanza, serializeStanza } from '../xmpp/index.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { passIq, replacedAnswer } from './iq-passage.ts';
import type { PeerRules } from './peer/peer-rules.ts';
import { type RoomRules, unlimitedRoom } from './room/room-rules.ts';
import { clearedFor, type RulesWish, rules, stanza } from './rules.fixture.ts';

const desk = { address: '127.0.0.2', names: [] };
const place = { address: '127.0.0.1', names: [] };

/** The iq as romeo gets it, or the kind of the refusal. */
function fate(xml: string, wish: RulesWish = {}, origin: typeof place | undefined = place): string {
  const iq = stanza(xml);
  const ruling = passIq({ arrival: { stanza: iq, sender: iq.from, origin: desk }, origin }, rules(wish));
  return ruling.allowed ? serializeStanza(ruling.message.stanza).replaceAll('"', "'") : ruling.kind;
}

const get = (payload: string): string =>
  `<iq type='get' id='i' to='romeo@a.test/x' xml:lang='smuggled'>${payload}</iq>`;
const result = (payload: string): string => `<iq type='result' id='i' to='romeo@a.test/x'>${payload}</iq>`;
const passed = (type: string, payload: string): string =>
  `<iq from='juliet@a.test/balcony' to='romeo@a.test/x' id='i' type='${type}'>${payload}</iq>`;

describe('passIq with a list', () => {
  it('lets the harmless requests through, written again', () => {
    for (const payload of [
      "<ping xmlns='urn:xmpp:ping'/>",
      "<query xmlns='jabber:iq:version'/>",
      "<query xmlns='jabber:iq:last'/>",
      "<query xmlns='http://jabber.org/protocol/disco#info'/>",
    ]) {
      expect(fate(get(payload))).to.equal(passed('get', payload));
    }
  });

  it('refuses any other request, and a harmless one with something in it', () => {
    for (const payload of [
      "<data xmlns='http://jabber.org/protocol/ibb' seq='0' sid='s'>secret</data>",
      "<vCard xmlns='vcard-temp'/>",
      "<query xmlns='http://jabber.org/protocol/disco#info' node='secret'/>",
      "<query xmlns='jabber:iq:version'>secret</query>",
      "<query xmlns='jabber:iq:version'><x/></query>",
      "<pong xmlns='urn:xmpp:ping'/>",
    ]) {
      expect(fate(get(payload)), payload).to.equal('closed');
    }
    expect(fate("<iq type='set' id='i' to='romeo@a.test/x'><ping xmlns='urn:xmpp:ping'/></iq>")).to.equal(
      'closed',
    );
  });

  it('lets a domain be asked what there is at it, and writes addresses and names of the answer again', () => {
    const query = (items = ''): string =>
      items === ''
        ? "<query xmlns='http://jabber.org/protocol/disco#items'/>"
        : `<query xmlns='http://jabber.org/protocol/disco#items'>${items}</query>`;
    const asked = get(query());
    expect([
      fate(asked),
      fate(asked.replace('romeo@a.test/x', 'b.test')).includes('disco#items'),
    ]).to.deep.equal(['closed', true]);
    const many = (at: string, content: string): string => {
      const answer = { ...stanza(result(content)), from: jid(at) };
      const ruling = passIq({ arrival: { stanza: answer, sender: answer.from }, origin: place }, rules());
      return ruling.allowed ? serializeStanza(ruling.message.stanza).replaceAll('"', "'") : ruling.kind;
    };
    const items = "<item jid='muc.b.test' name='Rooms'/><item jid='x.b.test'/>";
    const rest = `<item jid='b.test' node='n'/><item/><item jid='${'x'.repeat(257)}'/><x jid='b.test'/><item xmlns='y' jid='b.test'/>`;
    expect(many('b.test', query(items + rest))).to.contain(query(items));
    expect(many('sam@b.test', query(items))).to.equal('closed');
  });

  it('writes the answers again with the few words that they have', () => {
    const long = 'x'.repeat(65);
    expect(fate(result('')).replace('/>', '></iq>')).to.equal(passed('result', ''));
    expect(
      fate(result(`<query xmlns='jabber:iq:version'>a<name>n</name><os>${long}</os><x/></query>`)),
    ).to.equal(
      passed('result', `<query xmlns='jabber:iq:version'><name>n</name><os>${'x'.repeat(64)}</os></query>`),
    );
    expect(fate(result("<query xmlns='jabber:iq:last' seconds='12'>gone home</query>"))).to.equal(
      passed('result', "<query xmlns='jabber:iq:last' seconds='12'/>"),
    );
    expect(fate(result("<query xmlns='jabber:iq:last' seconds='12 thousand'/>"))).to.include("seconds='0'");
    expect(
      fate(
        result(
          "<query xmlns='http://jabber.org/protocol/disco#info' node='n'><identity category='client' type='pc' name='n'/><feature var='f'/><x xmlns='jabber:x:data'>secret</x></query>",
        ),
      ),
    ).to.equal(
      passed(
        'result',
        "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc'/><feature var='f'/></query>",
      ),
    );
    expect(fate(result("<data xmlns='http://jabber.org/protocol/ibb'/>"))).to.equal('closed');
  });
});

describe('passIq and an iq that says less than usual', () => {
  const bare = {
    kind: 'iq',
    type: 'result',
    from: jid('juliet@a.test/balcony'),
    element: element('jabber:client', 'iq'),
  } as const;
  const pass = (iq: Stanza, wish: RulesWish) =>
    passIq({ arrival: { stanza: iq, sender: iq.from }, origin: place }, rules(wish));

  it('writes one without id and address again, and its replacement', () => {
    expect(pass(bare, {})).to.deep.equal({ allowed: true, message: { stanza: bare } });
    expect(replacedAnswer(bare).stanza)
      .to.include.keys('kind', 'type', 'from')
      .and.not.include.keys('id', 'to');
  });

  it('refuses one with a long id', () => {
    const ruling = (length: number) => pass({ ...bare, id: 'i'.repeat(length) }, {});
    expect([ruling(96).allowed, ruling(97).allowed]).to.deep.equal([true, false]);
  });

  it('refuses one for nobody where it is measured, and a feature or a time that is left out', () => {
    const anyUser = clearedFor('U');
    const ruling = pass({ ...bare, type: 'get' }, { iq: 'default-label', anyUser });
    expect(ruling.allowed ? '' : ruling.kind).to.equal('closed');
    expect(fate(result("<query xmlns='jabber:iq:last'/>"))).to.include("seconds='0'");
    expect(
      fate(
        result(
          "<query xmlns='http://jabber.org/protocol/disco#info'><identity/><x xmlns='y'/><other/></query>",
        ),
      ),
    ).to.include("<identity category='' type=''/></query>");
    expect(fate(result("<ping xmlns='urn:xmpp:ping'>x</ping>"))).to.include("<ping xmlns='urn:xmpp:ping'/>");
  });
});

describe('passIq in the other modes', () => {
  const anything = get("<vCard xmlns='vcard-temp'>secret</vCard>");

  it('lets everything through where it is open', () => {
    for (const wish of [{ iq: 'open' }, { faults: ['iq.open'] }] as const) {
      expect(fate(anything, wish)).to.include('secret');
    }
  });

  it('measures it by the default label', () => {
    const users = { 'juliet@a.test': clearedFor('U'), 'romeo@a.test': clearedFor('U') };
    const iq = 'default-label';
    expect(fate(anything, { iq, users })).to.include('secret');
    expect(fate(anything, { iq, users: { 'juliet@a.test': clearedFor('U') } })).to.equal('denied');
    expect(fate(anything, { iq, users: { 'romeo@a.test': clearedFor('U') } })).to.equal('denied');
    expect(fate(anything, { iq, users, defaultLabel: 'none' })).to.equal('unlabelled');
    expect(fate(anything, { iq, users, places: { '127.0.0.2': clearedFor('U') } })).to.equal('closed');
    expect(fate(anything, { iq, users, places: {} }, undefined)).to.equal('denied');
  });
});

describe('passIq to a peer', () => {
  const sent = stanza("<iq type='get' id='i1' to='x@b.test/home'><x xmlns='urn:x'/></iq>");
  const abroad = (peer: PeerRules, mode: RulesWish['iq'] = 'default-label'): string => {
    const under = rules({ anyUser: clearedFor('U'), iq: mode, peers: { 'b.test': peer } });
    const arrival = { stanza: sent, sender: sent.from, origin: desk };
    const ruling = passIq({ arrival, origin: undefined, abroad: jid('x@b.test/home') }, under);
    return ruling.allowed ? 'passes' : ruling.kind;
  };

  it('asks what may go there, in place of account and place', () => {
    const [low, other] = [{ outbound: clearedFor('U') }, { outbound: clearedFor('S') }];
    expect([abroad(low), abroad(other), abroad({})]).to.deep.equal(['passes', 'denied', 'passes']);
    expect([abroad(low, 'allow-list'), abroad(other, 'open')]).to.deep.equal(['closed', 'passes']);
  });
});

describe('passIq through a room', () => {
  const users = { 'juliet@a.test': clearedFor('U', 'R'), 'sam@a.test': clearedFor('U') };
  const through = (bareJid: string, room: Partial<RoomRules>, wish: RulesWish = {}): string => {
    const sent = stanza("<iq type='get' id='i1' to='ops@muc.a.test/sam'><x xmlns='urn:x'/></iq>");
    const inside = { bareJid, room: { ...unlimitedRoom, ...room }, from: jid('ops@muc.a.test/juliet') };
    const arrival = { stanza: sent, sender: sent.from, origin: { address: '127.0.0.1', names: [] } };
    const under = rules({ users, iq: 'default-label', ...wish });
    const ruling = passIq({ arrival, origin: arrival.origin, inside }, under);
    return ruling.allowed ? 'passes' : `${ruling.kind} at ${ruling.check}`;
  };

  it('asks the room, and who is behind the address in it', () => {
    expect(through('sam@a.test', {})).to.equal('passes');
    expect(through('nobody@a.test', {})).to.equal('denied at exit');
    expect(through('sam@a.test', {}, { defaultLabel: 'A-R' })).to.equal('denied at exit');
    expect(through('sam@a.test', { clearances: [clearedFor('R')] })).to.equal('denied at room');
    const others = { users: { ...users, 'sam@a2.test': clearedFor('U') } };
    expect(through('sam@a2.test', {}, others)).to.equal('passes');
    expect(through('sam@a2.test', {}, { ...others, domains: { 'a2.test': clearedFor('R') } })).to.equal(
      'denied at domain',
    );
  });
});

describe('replacedAnswer', () => {
  it('is an error from the one who was asked', () => {
    const [answer] = [replacedAnswer(stanza(result('<x/>')))].map(({ stanza: each }) =>
      serializeStanza(each),
    );
    expect(answer?.replaceAll('"', "'")).to.equal(
      passed(
        'error',
        "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
      ),
    );
  });
});
