import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { Decided } from '../decided.ts';
import { accepted, clearedFor, labelledMessage, type RulesWish, rules } from '../rules.fixture.ts';
import { checkDeparture } from './departure.ts';
import type { PeerRules } from './peer-rules.ts';

const everybody = { anyUser: clearedFor('U', 'R', 'S') };

/** May juliet's message go to xenia of b.test? */
function leaves(name: string, peer: PeerRules, wish: RulesWish = {}, decided?: Decided): boolean {
  const under = rules({ ...everybody, peers: { 'b.test': peer }, ...wish });
  return checkDeparture(accepted(labelledMessage(name), under), jid('xenia@b.test/home'), under, decided)
    .allowed;
}

const low = { outbound: clearedFor('U', 'R') };
const high = { outbound: clearedFor('U', 'S') };

describe('departure to a peer', () => {
  it('asks what may go there, and nothing where that is not set', () => {
    expect([leaves('A-S', low), leaves('A-R', low), leaves('A-S', high), leaves('A-S', {})]).to.deep.equal([
      false,
      true,
      true,
      true,
    ]);
    expect(leaves('A-S', { inbound: clearedFor('U') })).to.equal(true);
  });

  it('asks for the recipient besides, where something is known of one, and takes no default of our own users for it', () => {
    const known: RulesWish = { users: { 'xenia@b.test': clearedFor('U') } };
    expect([leaves('A-S', high, known), leaves('A-S', {}, known)]).to.deep.equal([false, false]);
    const unknown: RulesWish = { users: { 'juliet@a.test': clearedFor('S') }, anyUser: [] };
    expect(leaves('A-S', high, unknown)).to.equal(true);
  });

  it('decides once for all that go to one peer', () => {
    const decided = new Decided();
    const peer = { ...high };
    expect([leaves('A-S', peer, {}, decided), leaves('A-S', peer, {}, decided)]).to.deep.equal([true, true]);
  });

  it('gives the message as it is for that peer, and as it was', () => {
    const under = rules({ ...everybody, peers: { 'b.test': high } });
    const message = accepted(labelledMessage('A-S'), under);
    const ruling = checkDeparture(message, jid('xenia@b.test/home'), under);
    const { peer, before, stanza } = ruling.allowed ? ruling.message : {};
    expect([peer, before, stanza?.to?.full]).to.deep.equal(['b.test', message, 'xenia@b.test/home']);
  });

  it('is broken by faults, each alone', () => {
    const known: RulesWish = { users: { 'juliet@a.test': clearedFor('S'), 'xenia@b.test': clearedFor('U') } };
    expect([
      leaves('A-S', low, { faults: ['exit.peer'] }),
      leaves('A-S', high, { ...known, faults: ['exit.peer'] }),
      leaves('A-S', low, { ...known, faults: ['exit.known'] }),
      leaves('A-S', high, { ...known, faults: ['exit.known'] }),
    ]).to.deep.equal([true, false, false, true]);
  });
});
