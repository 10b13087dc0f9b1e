import { expect } from 'chai';
import type { FaultName, PeerRules } from '../../enforcement/index.ts';
import { readFaults } from '../../enforcement/index.ts';
import { clearedFor } from '../../enforcement/rules.fixture.ts';
import { peerSource } from './peer-source.ts';

const [low, middle, high] = [clearedFor('U'), clearedFor('U', 'R'), clearedFor('U', 'R', 'S')];

function between(
  own: string,
  peer: string,
  peers: Readonly<Record<string, PeerRules>>,
  ...faults: readonly FaultName[]
): PeerRules {
  const source = peerSource(
    new Map(Object.entries(peers)),
    (domain) => domain === 'a.test',
    readFaults(faults),
  );
  return source.between(own, peer);
}

describe('what holds for a peer', () => {
  it('is the nearest that is said: for both domains, for the peer, for the subdomains of its parent, for all', () => {
    const all = { '*': { inbound: low }, '*.b.test': { inbound: middle }, 'b.test': { inbound: high } };
    const both = { ...all, 'a2.test>b.test': { inbound: middle } };
    expect(between('a.test', 'b.test', both)).to.deep.equal({ inbound: high });
    expect(between('a2.test', 'b.test', both)).to.deep.equal({ inbound: middle });
    expect(between('a.test', 'conf.b.test', both)).to.deep.equal({ inbound: middle });
    expect(between('a.test', 'c.test', both)).to.deep.equal({ inbound: low });
    expect(between('a.test', 'b.test', {})).to.deep.equal({});
  });

  it('is each field by itself, and each direction', () => {
    const peers = { '*': { inbound: low, outbound: low }, 'b.test': { outbound: high } };
    expect(between('a.test', 'b.test', peers)).to.deep.equal({ inbound: low, outbound: high });
  });

  it('is for a subdomain not what is for its parent, nor for a domain that only ends alike', () => {
    const peers = { 'b.test': { inbound: high }, '*.b.test': { outbound: low } };
    expect(between('a.test', 'conf.b.test', peers)).to.deep.equal({ outbound: low });
    expect(between('a.test', 'evilb.test', peers)).to.deep.equal({});
    expect(
      between('a.test', 'far.conf.b.test', { ...peers, '*.conf.b.test': { inbound: low } }),
    ).to.deep.equal({
      inbound: low,
      outbound: low,
    });
    expect(between('a.test', 'b.test', { '*.b.test': { outbound: low } })).to.deep.equal({});
  });

  it('is one object for a pair, for as long as the rules hold', () => {
    const source = peerSource(new Map([['b.test', { inbound: low }]]), () => false, readFaults([]));
    expect(source.between('a.test', 'b.test')).to.equal(source.between('a.test', 'b.test'));
    for (let n = 0; n < 5000; n += 1) source.between('a.test', `x${n}.test`);
    expect(source.between('a.test', 'b.test')).to.deep.equal({ inbound: low });
    expect([
      source.has('b.test'),
      peerSource(new Map(), () => true, readFaults([])).has('a.test'),
    ]).to.deep.equal([true, false]);
  });

  it('is broken by faults, each alone', () => {
    const peers = {
      'b.test': { inbound: high },
      'a.test>c.test': { outbound: high },
      'c.test': { outbound: low },
    };
    expect(between('a.test', 'conf.b.test', peers, 'peer.subdomain')).to.deep.equal({ inbound: high });
    expect(between('a.test', 'c.test', peers)).to.deep.equal({ outbound: high });
    expect(between('a.test', 'c.test', peers, 'peer.own-domain')).to.deep.equal({ outbound: low });
    expect(between('a.test', 'b.test', peers, 'peer.one-way')).to.deep.equal({
      inbound: high,
      outbound: high,
    });
    expect(between('a.test', 'c.test', peers, 'peer.one-way')).to.deep.equal({ outbound: high });
  });
});
