import { expect } from 'chai';
import { label } from '../policy/fixtures.contract.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { admit } from './admit.ts';
import { isUndecidable, unlabelledWouldPass, type Way, wouldPass } from './offer.ts';
import { checkDeparture } from './peer/departure.ts';
import type { PeerRules } from './peer/peer-rules.ts';
import { unlimitedRoom } from './room/room-rules.ts';
import { clearedFor, labelledMessage, type RulesWish, rules } from './rules.fixture.ts';
import type { Rules } from './rules.ts';

const names = ['A-U', 'A-R', 'A-S'] as const;
const users = { 'sam@a.test': clearedFor('U', 'R', 'S'), 'una@a.test': clearedFor('U') };

function under(peer: PeerRules, wish: RulesWish = {}): Rules {
  return rules({ peers: { 'b.test': peer }, ...wish, users: { ...users, ...wish.users } });
}

function passing(way: Way, given: Rules): readonly string[] {
  return names.filter((name) => wouldPass(label(name), way, given));
}

const toPeer: Way = { from: jid('sam@a.test/desk'), origin: undefined, to: jid('xenia@b.test') };
const fromPeer: Way = { ...toPeer, from: jid('xenia@b.test/home'), peer: 'b.test', to: jid('sam@a.test') };
const low = { outbound: clearedFor('U'), inbound: clearedFor('U', 'R') };

describe('what would pass to a peer', () => {
  it('is what may leave: the same checks are asked', () => {
    const mapped: PeerRules = { mapping: { format: '4774', original: 'record' } };
    for (const peer of [{}, low, mapped, { ...mapped, ...low }]) {
      const given = under(peer);
      const does = names.filter((name) => {
        const stanza = { ...labelledMessage(name), from: toPeer.from, to: toPeer.to };
        const admitted = admit({ stanza, sender: stanza.from }, given);
        return admitted.allowed && checkDeparture(admitted.message, toPeer.to, given).allowed;
      });
      expect(passing(toPeer, given)).to.deep.equal(does);
    }
    expect(passing(toPeer, under(low))).to.deep.equal(['A-U']);
    expect([passing(toPeer, under({})).length, unlabelledWouldPass(toPeer, under(low))]).to.deep.equal([
      3,
      true,
    ]);
  });

  it('is the same for every address there, but where something is known of one and may be told', () => {
    const known = { users: { 'xenia@b.test': clearedFor('U') } };
    expect(passing({ ...toPeer, to: jid('b.test') }, under(low))).to.deep.equal(['A-U']);
    expect(passing(toPeer, under({}, known))).to.deep.equal(['A-U']);
    expect(passing({ ...toPeer, hidesRecipient: true }, under({}, known))).to.have.length(3);
    expect(passing({ ...toPeer, hidesRecipient: true }, under(low, known))).to.deep.equal(['A-U']);
  });

  it('through a room asks the peer of who is there', () => {
    const room = { limits: unlimitedRoom, recipient: 'xenia@b.test' };
    const way = { ...toPeer, to: jid('ops@muc.a.test/xenia'), room };
    expect([passing(way, under(low)), passing(way, under({})).length]).to.deep.equal([['A-U'], 3]);
    expect(passing({ ...way, room: { ...room, recipient: 'no\uD800body@b.test' } }, under({}))).to.deep.equal(
      [],
    );
  });

  it('has a fault that leaves the peer out of account', () => {
    expect(passing(toPeer, under(low, { faults: ['cat.peer'] }))).to.have.length(3);
  });

  it('can be said whatever the directory does not know: it has no users of peers', () => {
    const given = under(low);
    const clearances = {
      ...given.clearances,
      ofUser: (user: string) => (user === 'sam@a.test' ? clearedFor('U') : { unavailable: 'down' }),
    };
    expect(isUndecidable(toPeer, { ...given, clearances })).to.equal(false);
    expect(isUndecidable({ ...toPeer, to: jid('una@a.test') }, { ...given, clearances })).to.equal(true);
  });
});

describe('what would pass from a peer', () => {
  it('is what may come in, and what its recipient may have', () => {
    expect(passing(fromPeer, under(low))).to.deep.equal(['A-U', 'A-R']);
    expect(passing({ ...fromPeer, to: jid('una@a.test') }, under(low))).to.deep.equal(['A-U']);
    expect(
      passing({ ...fromPeer, origin: { address: '', names: [] } }, under({}, { places: {} })),
    ).to.have.length(3);
  });
});
