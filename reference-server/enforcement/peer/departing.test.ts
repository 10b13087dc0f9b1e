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
  const message = accepted(labelledMessage(name), under);
  return checkDeparture(message, jid('xenia@b.test/home'), under, decided).allowed;
}

const low = { outbound: clearedFor('U', 'R') };
const high = { outbound: clearedFor('U', 'S') };

describe('what departs', () => {
  it('is asked about what may go there, and nothing where that is not set: no default of our own users counts', () => {
    expect([leaves('A-S', low), leaves('A-R', low), leaves('A-S', high), leaves('A-S', {})]).to.deep.equal([
      false,
      true,
      true,
      true,
    ]);
    expect(leaves('A-S', { inbound: clearedFor('U') })).to.equal(true);
    const unknown: RulesWish = { users: { 'juliet@a.test': clearedFor('S') }, anyUser: [] };
    expect(leaves('A-S', high, unknown)).to.equal(true);
  });

  it('is asked about once for all that go to one peer', () => {
    const decided = new Decided();
    expect([leaves('A-S', low, {}, decided), leaves('A-S', low, {}, decided)]).to.deep.equal([false, false]);
  });

  it('is released by faults, each alone', () => {
    const known: RulesWish = {
      users: { 'juliet@a.test': clearedFor('S'), 'xenia@b.test': clearedFor('U') },
    };
    expect([
      leaves('A-S', low, { faults: ['exit.peer'] }),
      leaves('A-S', high, { ...known, faults: ['exit.peer'] }),
      leaves('A-S', low, { ...known, faults: ['exit.known'] }),
      leaves('A-S', high, { ...known, faults: ['exit.known'] }),
    ]).to.deep.equal([true, false, false, true]);
  });
});
