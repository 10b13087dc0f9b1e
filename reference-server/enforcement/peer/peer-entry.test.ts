import { expect } from 'chai';
import type { Stanza } from '../../xmpp/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { admit } from '../admit.ts';
import { clearedFor, labelledMessage, type RulesWish, rules, unaddressed } from '../rules.fixture.ts';
import type { PeerRules } from './peer-rules.ts';

const sent = (name: string): Stanza => ({ ...labelledMessage(name), from: jid('xenia@b.test/home') });

/** What becomes of a message from xenia of b.test: where it is refused, or the label that counts for it. */
function fate(name: string, peer: PeerRules, wish: RulesWish = {}): string {
  const stanza = sent(name);
  const under = rules({ peers: { 'b.test': peer }, ...wish });
  const ruling = admit({ stanza, sender: stanza.from, peer: 'b.test' }, under);
  return ruling.allowed ? ruling.message.label.classification.name : ruling.check;
}

const low = { inbound: clearedFor('U', 'R') };
const high = { inbound: clearedFor('U', 'R', 'C', 'S') };

describe('entry from a peer', () => {
  it('asks what the peer is cleared for, and no place or default of our own users', () => {
    const elsewhere: RulesWish = { places: {}, anyUser: [] };
    expect([fate('A-S', low), fate('A-R', low), fate('A-S', high)]).to.deep.equal([
      'entry',
      'RESTRICTED',
      'SECRET',
    ]);
    expect(fate('A-S', high, elsewhere)).to.equal('SECRET');
    expect(fate('A-S', { outbound: clearedFor('U') })).to.equal('SECRET');
  });

  it('asks nothing where the peer has no clearance, and the server as ever', () => {
    expect([fate('A-S', {}), fate('A-S', {}, { server: clearedFor('U') })]).to.deep.equal([
      'SECRET',
      'server',
    ]);
  });

  it('asks the same of what is for nobody', () => {
    const stanza = unaddressed(sent('A-S'));
    const under = rules({ peers: { 'b.test': low } });
    expect(admit({ stanza, sender: stanza.from, peer: 'b.test' }, under)).to.deep.include({ check: 'entry' });
  });

  it('asks the sender besides, where one is known', () => {
    const known = (...words: string[]): RulesWish => ({ users: { 'xenia@b.test': clearedFor(...words) } });
    expect([fate('A-S', high, known('U')), fate('A-S', {}, known('U'))]).to.deep.equal(['entry', 'entry']);
    expect([fate('A-S', high, known('S')), fate('A-S', low, known('S'))]).to.deep.equal(['SECRET', 'entry']);
  });

  it('is broken by faults, each alone', () => {
    const known: RulesWish = { users: { 'xenia@b.test': clearedFor('U') } };
    expect([
      fate('A-S', low, { faults: ['entry.peer'] }),
      fate('A-S', high, { ...known, faults: ['entry.peer'] }),
      fate('A-S', low, { ...known, faults: ['entry.known'] }),
      fate('A-S', high, { ...known, faults: ['entry.known'] }),
    ]).to.deep.equal(['SECRET', 'entry', 'entry', 'SECRET']);
  });
});
