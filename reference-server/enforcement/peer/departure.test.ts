import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { Decided } from '../decided.ts';
import type { FaultName } from '../faults/faults.ts';
import { accepted, clearedFor, rules, securityLabel, stanza } from '../rules.fixture.ts';
import { checkDeparture } from './departure.ts';
import { described, peer } from './mapping.fixture.ts';

/** What is sent to these addresses of one message to a room, in this order. */
function written(addresses: readonly string[], label: string, ...faults: readonly FaultName[]): string[] {
  const under = rules({
    faults,
    users: { 'juliet@a.test': clearedFor('S', 'TS') },
    peers: {
      'b.test': peer({ map: { policy: 'HARNESS-B', original: 'replace' } }),
      'c.test': peer({}),
      'd.test': peer({ outbound: clearedFor('U') }),
    },
  });
  const said = `<message to='ops@muc.a.test' type='groupchat'>${securityLabel(label)}</message>`;
  const message = accepted(stanza(said), under);
  const decided = new Decided();
  return addresses.map((address) => {
    const ruling = checkDeparture(message, jid(address), under, decided);
    if (!ruling.allowed) return ruling.kind;
    const { peer: domain, stanza: sent, before } = ruling.message;
    expect([before, sent.to?.full]).to.deep.equal([message, address]);
    return `${domain}: ${described(sent.element, under).split(' ').slice(0, 2).join(' ')}`;
  });
}

describe('checkDeparture, to several peers', () => {
  const addresses = ['x@b.test', 'y@c.test', 'z@b.test'];

  it('writes a message for each of them, and once for all who are at one', () => {
    expect(written(addresses, 'A-S')).to.deep.equal([
      'b.test: ess B-HIDDEN',
      'c.test: ess A-SECRET',
      'b.test: ess B-HIDDEN',
    ]);
  });

  it('writes nothing for one that may not have it, or that has no word for it', () => {
    expect(written([...addresses, 'x@d.test'], 'A-TS')).to.deep.equal([
      'denied',
      'c.test: ess A-TOP',
      'denied',
      'denied',
    ]);
  });

  it('that is broken writes it for all as for the first', () => {
    expect(written(addresses, 'A-S', 'map.shared')).to.deep.equal([
      'b.test: ess B-HIDDEN',
      'c.test: ess B-HIDDEN',
      'b.test: ess B-HIDDEN',
    ]);
  });
});

describe('checkDeparture, to one', () => {
  const sent = (label: string, faults: readonly FaultName[] = []): string => {
    const under = rules({
      faults,
      users: { 'juliet@a.test': clearedFor('U', 'R', 'S'), 'x@b.test': clearedFor('U') },
      peers: { 'b.test': peer({ outbound: clearedFor('U', 'R') }) },
    });
    const message = accepted(
      stanza(`<message to='x@b.test' type='chat'>${securityLabel(label)}</message>`),
      under,
    );
    return ['x@b.test', 'y@b.test']
      .map((address) => checkDeparture(message, jid(address), under))
      .map((ruling) => (ruling.allowed ? 'leaves' : `${ruling.kind} at ${ruling.check}`))
      .join(', ');
  };

  it('asks the clearance of the peer, and that of the recipient where one is known', () => {
    expect(sent('A-U')).to.equal('leaves, leaves');
    expect(sent('A-R')).to.equal('denied at exit, leaves');
    expect(sent('A-S')).to.equal('denied at exit, denied at exit');
  });

  it('that is broken asks the recipient alone, or the peer', () => {
    expect(sent('A-S', ['exit.peer'])).to.equal('denied at exit, leaves');
    expect(sent('A-R', ['exit.known'])).to.equal('leaves, leaves');
  });
});
