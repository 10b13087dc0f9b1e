import { expect } from 'chai';
import fc from 'fast-check';
import { type Address, readAddress } from './address.ts';
import { type AddressRange, isIn, readRange } from './address-range.ts';

function addressOf(text: string): Address {
  const address = readAddress(text);
  if (address === undefined) throw new Error(text);
  return address;
}

function rangeOf(written: string): AddressRange {
  const range = readRange(written);
  if (typeof range === 'string') throw new Error(range);
  return range;
}

function holds(written: string, address: string): boolean {
  return isIn(rangeOf(written), addressOf(address));
}

describe('readRange', () => {
  it('takes one address for a range of one', () => {
    for (const [written, bits] of [
      ['127.0.0.9', 32],
      ['127.0.0.9/32', 32],
      ['::1', 128],
      ['::1/128', 128],
      ['::ffff:127.0.0.9', 32],
      ['::ffff:127.0.0.9/128', 32],
    ] as const)
      expect(rangeOf(written), written).to.include({ bits, isSingle: true });
    expect(rangeOf('127.0.0.0/8')).to.include({ bits: 8, isSingle: false, isMapped: false });
  });

  it('takes a range of IPv4-mapped addresses for the range that they map', () => {
    const range = rangeOf('::ffff:10.0.0.0/104');
    expect(range).to.include({ bits: 8, isSingle: false, isMapped: true });
    expect(range.network.toString()).to.equal('10.0.0.0');
  });

  it('says what is wrong with what is none', () => {
    const none =
      'write an address, a range or the name of a host, as in 10.0.0.0/8, fd00::/8 or high.example';
    for (const written of [
      '',
      '10',
      '10.0.0.0/',
      '10.0.0.0/x',
      '10.0.0.0/8/8',
      '10.0.0.0/-1',
      '010.0.0.1',
      'fe80::1%eth0',
      '*.example',
    ])
      expect(readRange(written), written).to.equal(none);
    expect(readRange('10.0.0.0/33')).to.equal('a prefix of this address has at most 32 bits');
    expect(readRange('fd00::/129')).to.equal('a prefix of this address has at most 128 bits');
    expect(readRange('::ffff:10.0.0.0/129')).to.equal('a prefix of this address has at most 128 bits');
    expect(readRange('10.1.2.3/8')).to.equal('this address has bits behind its prefix; write 10.0.0.0/8');
    expect(readRange('fd00::5/8')).to.equal('this address has bits behind its prefix; write fd00::/8');
    expect(readRange('::ffff:0.0.0.0/95')).to.equal(
      'a range across IPv4-mapped and other addresses is none; write one for each',
    );
  });
});

describe('isIn', () => {
  it('compares as many bits as the prefix has', () => {
    expect(holds('127.0.0.0/8', '127.255.1.2')).to.be.true;
    expect(holds('127.0.0.0/8', '128.0.0.1')).to.be.false;
    expect(holds('10.32.0.0/11', '10.63.255.255')).to.be.true;
    expect(holds('10.32.0.0/11', '10.64.0.0')).to.be.false;
    expect(holds('fd00::/8', 'fdff::1')).to.be.true;
    expect(holds('fd00::/8', 'fe00::1')).to.be.false;
    expect(holds('0.0.0.0/0', '203.0.113.7')).to.be.true;
  });

  it('holds an IPv4 address in either form, and no IPv4 address in a range of IPv6', () => {
    expect(holds('127.0.0.0/8', '::ffff:127.0.0.9')).to.be.true;
    expect(holds('::ffff:127.0.0.0/104', '127.0.0.9')).to.be.true;
    expect(holds('::/0', '127.0.0.9')).to.be.false;
    expect(holds('0.0.0.0/0', '::1')).to.be.false;
  });

  it('holds exactly the addresses that share the prefix, whatever the prefix', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const asNumber = (each: readonly number[]): number => each.reduce((sum, octet) => sum * 256 + octet, 0);
    fc.assert(
      fc.property(octets, octets, fc.integer({ min: 0, max: 32 }), (network, address, bits) => {
        const size = 2 ** (32 - bits);
        const first = Math.floor(asNumber(network) / size) * size;
        const base = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
        const inside = asNumber(address) >= first && asNumber(address) < first + size;
        expect(holds(`${base}/${bits}`, address.join('.'))).to.equal(inside);
      }),
    );
  });
});
