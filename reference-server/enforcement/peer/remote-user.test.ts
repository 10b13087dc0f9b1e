import { expect } from 'chai';
import { policy } from '../../policy/fixtures.contract.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from '../rules.fixture.ts';
import { refusalOfRemote } from './remote-user.ts';

const low = clearedFor('U', 'R');
const high = clearedFor('U', 'R', 'C', 'S');

describe('refusalOfRemote', () => {
  const outcome = (wish: RulesWish, label = labelNamed('A-S')): string => {
    const to = { user: jid('xenia@b.test/desk'), own: 'muc.a.test' };
    const refusal = refusalOfRemote('access', { label, equivalents: [] }, to, rules(wish));
    return refusal === undefined ? 'granted' : `${refusal.kind} at ${refusal.check}`;
  };
  const peer = (outbound = high): RulesWish => ({ peers: { 'b.test': { outbound } } });
  const known = (clearances = high): RulesWish => ({ users: { 'xenia@b.test': clearances } });
  const denied = 'denied at access';

  it('asks what may go to the peer, and the clearance of the user, where they are set: both', () => {
    expect([outcome(peer()), outcome(peer(low))]).to.deep.equal(['granted', denied]);
    expect([outcome(known()), outcome(known(low))]).to.deep.equal(['granted', denied]);
    expect(outcome({ ...peer(), ...known(low) })).to.equal(denied);
    expect(outcome({ ...peer(low), ...known() })).to.equal(denied);
    expect(outcome({ ...peer(), ...known() })).to.equal('granted');
  });

  it('grants nothing where neither is set, whatever any user of ours may have and whatever may come from the peer', () => {
    const low = labelNamed('A-U');
    expect(outcome({}, low)).to.equal(denied);
    const others: RulesWish = {
      anyUser: high,
      domains: { 'b.test': high },
      users: { 'xenia@c.test': high },
      peers: { 'b.test': { inbound: high }, 'c.test': { outbound: high } },
    };
    expect(outcome(others, low)).to.equal(denied);
  });

  it("counts the policy's default clearance where neither is set, and only there", () => {
    const governing = policy('harness-a/spif-default-clearance-u.xml');
    const byDefault: RulesWish = {
      policies: { governing, all: [governing], byOid: new Map([[governing.oid, governing]]) },
    };
    const { label } = governing.defaults;
    if (label === undefined) throw new Error('a policy without a default label');
    expect([outcome(byDefault, label), outcome(byDefault)]).to.deep.equal(['granted', denied]);
    expect(outcome({ ...byDefault, ...known([]) }, label)).to.equal(denied);
    expect(outcome({ ...byDefault, ...peer([]) }, label)).to.equal(denied);
  });
});
