import { expect } from 'chai';
import { admitContentFree, admitError, unlimitedRoom } from '../../../enforcement/index.ts';
import {
  clearedFor,
  labelNamed,
  type RulesWish,
  rules,
  securityLabel,
  stanza,
} from '../../../enforcement/rules.fixture.ts';
import { jid } from '../../../xmpp/read.fixture.ts';
import { ops, RoomStage } from '../room.fixture.ts';
import { takeOccupantError } from './occupant-error.ts';
import { takeContentFree } from './take-content-free.ts';

const xenia = 'xenia@peer.test/home';
const [high, low] = [clearedFor('U', 'R', 'C', 'S'), clearedFor('U', 'R')];
const peer = (outbound = high): RulesWish => ({ anyUser: high, peers: { 'peer.test': { outbound } } });
const says = (body: string, label = 'A-S'): string =>
  `<message type='groupchat' id='${body}' to='${ops}'><body>${body}</body>${securityLabel(label)}</message>`;
const whispers = (body: string, nick: string, label = 'A-S'): string =>
  `<message type='chat' id='${body}' to='${ops}/${nick}'><body>${body}</body>${securityLabel(label)}</message>`;
const bodiesIn = (texts: readonly string[]): string[] =>
  [...texts.join('').matchAll(/<body>([^<]*)<\/body>/g)].map(([, body = '']) => body);
const clearedLabels = [labelNamed('A-S')];
const staged = (wish: RulesWish, ...names: readonly string[]): RoomStage =>
  new RoomStage({ rules: rules(wish) }, 'juliet', 'romeo', xenia, ...names);

describe('what is said in a room', () => {
  it('goes to a peer as far as that is cleared, and to others as ever, and nobody hears of it', () => {
    const stage = staged(peer(low));
    expect(stage.say('juliet', says('one')) + stage.say('juliet', says('two', 'A-R'))).to.equal('');
    const heard = ['juliet', 'romeo', xenia].map((name) => bodiesIn(stage.got(name)));
    expect(heard).to.deep.equal([['one', 'two'], ['one', 'two'], ['two']]);
    expect(stage.host.audited).to.deep.equal(['exit']);
  });

  it('goes to somebody there as far as that user is cleared, where that is known', () => {
    const stage = staged({ ...peer(), users: { 'xenia@peer.test': low } }, 'yves@peer.test/home');
    stage.say('juliet', says('one'));
    expect([xenia, 'yves@peer.test/home'].map((name) => bodiesIn(stage.got(name)))).to.deep.equal([
      [],
      ['one'],
    ]);
  });

  it('comes from a peer as far as that is cleared, and is told to all who are', () => {
    const stage = staged({ ...peer(), users: { 'romeo@a.test': low } });
    expect(stage.say(xenia, says('one'))).to.equal('');
    expect(['juliet', 'romeo', xenia].map((name) => bodiesIn(stage.got(name)))).to.deep.equal([
      ['one'],
      [],
      ['one'],
    ]);
  });

  it('is replayed to whoever enters from a peer as far as that is cleared then', () => {
    const stage = new RoomStage({ rules: rules(peer()) }, 'juliet');
    stage.say('juliet', says('one'));
    stage.say('juliet', says('two', 'A-R'));
    expect(bodiesIn(stage.enter(xenia, 'xenia'))).to.deep.equal(['one', 'two']);
    stage.presence(xenia, `<presence type='unavailable' to='${ops}/xenia'/>`);
    stage.host.rules = rules(peer(low));
    expect(bodiesIn(stage.enter(xenia, 'xenia'))).to.deep.equal(['two']);
  });

  it('is written once for all who are at one peer', () => {
    const stage = staged(peer(), 'yves@peer.test/home', 'zoe@peer.test/home');
    const elements = new Set<unknown>();
    let copies = 0;
    const { peers } = stage.host.rules;
    stage.host.release = (session, { stanza: { element } }) => {
      if (session.peer === undefined) return;
      copies += 1;
      elements.add(element);
    };
    expect(peers.between('muc.a.test', 'peer.test')).to.equal(peers.between('muc.a.test', 'peer.test'));
    stage.say('juliet', says('one'));
    expect([copies, elements.size]).to.deep.equal([3, 1]);
  });
});

describe('a private message', () => {
  it('to somebody at a peer is refused to its sender where the peer is not cleared, from the address in the room', () => {
    const stage = staged(peer(low));
    expect(stage.say('juliet', whispers('one', 'xenia'))).to.match(
      /^<message from='ops@muc\.a\.test\/xenia' .*<forbidden/,
    );
    expect(stage.say('juliet', whispers('two', 'xenia', 'A-R'))).to.equal('');
    expect(bodiesIn(stage.got(xenia))).to.deep.equal(['two']);
    expect(bodiesIn(stage.got('romeo'))).to.deep.equal([]);
  });

  it('is withheld in silence where denials are opaque', () => {
    const stage = staged({ ...peer(low), denials: 'opaque' });
    expect(stage.say('juliet', whispers('one', 'xenia'))).to.equal('');
    expect(stage.got(xenia)).to.deep.equal([]);
  });

  it('from somebody at a peer goes to whoever is cleared for it', () => {
    const stage = staged({ ...peer(), users: { 'romeo@a.test': low } });
    expect(stage.say(xenia, whispers('one', 'juliet'))).to.equal('');
    expect(bodiesIn(stage.got('juliet'))).to.deep.equal(['one']);
    expect(stage.say(xenia, whispers('one', 'romeo'))).to.include('<forbidden');
    expect(stage.got('romeo')).to.deep.equal([]);
  });
});

describe('an invitation', () => {
  const asks = (kind: string, to: string, label = 'A-S'): string =>
    `<message id='i' to='${ops}'><x xmlns='http://jabber.org/protocol/muc#user'><${kind} to='${to}'><reason>Come!</reason></${kind}></x>${securityLabel(label)}</message>`;
  const invited = (wish: RulesWish, to = 'yves@peer.test', label = 'A-S'): readonly string[] => {
    const stage = new RoomStage({ rules: rules(wish) }, 'juliet');
    stage.host.remote('yves@peer.test');
    expect(stage.say('juliet', asks('invite', to, label))).to.equal('');
    return stage.host.received(stage.host.remote('yves@peer.test'));
  };

  it('goes to an account at a peer that is cleared for it, and for the room, from the room', () => {
    const [message = '', ...more] = invited(peer());
    expect(more).to.deep.equal([]);
    expect(message).to.match(/^<message from='ops@muc\.a\.test' to='yves@peer\.test'/);
    expect(message).to.include(`<invite from='${ops}/juliet'>`).and.include('securitylabel');
    expect(invited(peer(low))).to.deep.equal([]);
    expect(invited(peer(low), 'yves@peer.test', 'A-R')).to.have.length(1);
    const rooms = { [ops]: { ...unlimitedRoom, access: clearedLabels } };
    expect(
      invited({ ...peer(low), rooms, users: { 'juliet@a.test': high } }, 'yves@peer.test', 'A-R'),
    ).to.deep.equal([]);
  });

  it('goes to no domain as such, and nowhere that is neither ours nor a peer', () => {
    expect(invited(peer(), 'peer.test')).to.deep.equal([]);
    expect(invited(peer(), 'yves@nowhere.test')).to.deep.equal([]);
  });

  it('of somebody at a peer comes to our users, and is declined there', () => {
    const stage = new RoomStage({ rules: rules(peer()) }, 'juliet', xenia);
    const romeo = stage.host.online('romeo@a.test/desk');
    stage.say(xenia, asks('invite', 'romeo@a.test'));
    expect(stage.host.received(romeo).join('')).to.include(`<invite from='${ops}/xenia'>`);
    const account = stage.host.remote('xenia@peer.test');
    stage.session('romeo@a.test/desk');
    expect(stage.say('romeo@a.test/desk', asks('decline', `${ops}/xenia`))).to.equal('');
    expect(stage.host.received(account).join('')).to.include("<decline from='romeo@a.test'>");
  });

  it('without a label and without words goes to a peer too, where it needs none', () => {
    const wish = { ...peer(), defaultLabel: 'none' };
    const stage = new RoomStage({ rules: rules(wish) }, 'juliet');
    const account = stage.host.remote('yves@peer.test');
    const free = admitContentFree(
      stanza(
        `<message to='${ops}'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='yves@peer.test'/></x></message>`,
        'juliet@a.test/desk',
      ),
      rules({ ...wish, rooms: { [ops]: unlimitedRoom } }),
    );
    if (free === undefined) throw new Error('it has content');
    expect(takeContentFree(stage.session('juliet'), free, stage.host)).to.equal(undefined);
    expect(stage.host.received(account)).to.have.length(1);
  });
});

describe('a request to somebody at a peer, through a room', () => {
  const ping = `<iq type='get' id='q' to='${ops}/xenia'><ping xmlns='urn:xmpp:ping'/></iq>`;
  const other = `<iq type='get' id='q' to='${ops}/xenia'><secrets xmlns='urn:x'/></iq>`;

  it('goes there under the addresses in the room, and the answer comes back', () => {
    const stage = staged(peer());
    expect(stage.ask('juliet', ping)).to.equal('');
    const [asked = ''] = stage.got(xenia);
    const [, id = ''] = /id='([^']*)'/.exec(asked) ?? [];
    expect(asked).to.match(/^<iq from='ops@muc\.a\.test\/juliet' to='xenia@peer\.test\/home'/);
    stage.ask(xenia, `<iq type='result' id='${id}' to='${ops}/juliet'/>`);
    expect(stage.got('juliet')).to.deep.equal([
      `<iq from='${ops}/xenia' to='juliet@a.test/desk' id='q' type='result'/>`,
    ]);
  });

  it('is measured as what carries no label where the mode says so: by the peer in place of a place', () => {
    const labelled = (outbound: typeof high, defaultLabel: string): string => {
      const stage = staged({ ...peer(outbound), iq: 'default-label', defaultLabel });
      return stage.ask('juliet', other) + stage.got(xenia).join('');
    };
    expect(labelled(low, 'A-R')).to.include('<secrets');
    expect(labelled(low, 'A-S')).to.include('<forbidden').and.not.include('<secrets');
  });

  it('is measured by what the peer may send where it comes from there', () => {
    const inbound = (clearance: typeof high): string => {
      const stage = staged({
        anyUser: high,
        peers: { 'peer.test': { inbound: clearance } },
        iq: 'default-label',
        defaultLabel: 'A-S',
      });
      const sent = `<iq type='get' id='q' to='${ops}/juliet'><secrets xmlns='urn:x'/></iq>`;
      return stage.ask(xenia, sent) + stage.got('juliet').join('');
    };
    expect(inbound(high)).to.include('<secrets');
    expect(inbound(low)).to.include('<forbidden').and.not.include('<secrets');
  });
});

describe('what names a message and says nothing', () => {
  it('goes to a peer that might have that message', () => {
    const marker = (outbound: typeof high): number => {
      const wish = { ...peer(outbound), defaultLabel: 'none' };
      const stage = staged(wish);
      stage.say('juliet', says('one'));
      stage.got(xenia);
      const sign = admitContentFree(
        stanza(
          `<message type='groupchat' to='${ops}'><displayed xmlns='urn:xmpp:chat-markers:0' id='one'/></message>`,
          'romeo@a.test/desk',
        ),
        rules({ ...wish, rooms: { [ops]: unlimitedRoom } }),
      );
      if (sign === undefined) throw new Error('it has content');
      takeContentFree(stage.session('romeo'), sign, stage.host);
      return stage.got(xenia).length;
    };
    expect([marker(high), marker(low)]).to.deep.equal([1, 0]);
  });
});

describe('an error of somebody at a peer', () => {
  const answersWith = (condition: string): RoomStage => {
    const stage = staged(peer());
    stage.say('juliet', says('one'));
    for (const name of ['juliet', 'romeo', xenia]) stage.got(name);
    const error = stanza(
      `<message type='error' id='one' to='${ops}/juliet'><body>one</body><error type='cancel'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      xenia,
    );
    const admitted = admitError(error, { settle: () => true }, stage.host.rules);
    if (admitted !== undefined) takeOccupantError(admitted, stage.host);
    return stage;
  };

  it('that denies is the end of it: it stays, and nobody hears a word', () => {
    for (const condition of [
      'forbidden',
      'policy-violation',
      'not-acceptable',
      'not-allowed',
      'bad-request',
    ]) {
      const stage = answersWith(condition);
      expect(['juliet', 'romeo', xenia].flatMap((name) => stage.got(name))).to.deep.equal([]);
      expect(stage.room.occupantOf(jid(xenia))?.nick).to.equal('xenia');
    }
  });

  it('that says that nobody is there puts it out', () => {
    for (const condition of ['service-unavailable', 'remote-server-not-found', 'remote-server-timeout']) {
      const stage = answersWith(condition);
      expect(stage.got('romeo').join('')).to.include("type='unavailable'").and.include("code='333'");
      expect(stage.got('juliet').join('')).not.to.include('error');
      expect(stage.room.occupantOf(jid(xenia))).to.equal(undefined);
    }
  });
});
