import { expect } from 'chai';
import { readFaults } from '../../enforcement/index.ts';
import { canonicalAddress, readAddress, reverseName } from './address.ts';

describe('canonicalAddress', () => {
  it('writes every form of an address in one way', () => {
    const forms = ['127.0.0.9', '::ffff:127.0.0.9', '::FFFF:7f00:9', '0:0:0:0:0:ffff:7f00:0009'];
    expect(forms.map((form) => canonicalAddress(form))).to.deep.equal(forms.map(() => '127.0.0.9'));
    expect(canonicalAddress('FD00:0:0::5')).to.equal('fd00::5');
    expect(canonicalAddress('fe80::1%eth0')).to.equal('fe80::1');
  });

  it('takes nothing else for an address, short and octal forms of IPv4 neither', () => {
    for (const text of [
      '',
      '127.1',
      '0177.0.0.1',
      '0x7f.0.0.1',
      '2130706433',
      'high.example',
      '1.2.3.4.5',
      '1.2.3.4/8',
    ])
      expect(canonicalAddress(text), text).to.equal(undefined);
  });

  it('keeps the mapped form apart where that check is broken', () => {
    expect(canonicalAddress('::ffff:127.0.0.9', readFaults(['loc.mapped']))).to.equal('::ffff:7f00:9');
  });
});

describe('reverseName', () => {
  const nameOf = (text: string): string | undefined => {
    const address = readAddress(text);
    return address && reverseName(address);
  };

  it('is where DNS keeps the names of an address', () => {
    expect(nameOf('192.0.2.5')).to.equal('5.2.0.192.in-addr.arpa');
    // RFC 3596 §2.5
    expect(nameOf('4321:0:1:2:3:4:567:89ab')).to.equal(
      'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa',
    );
  });
});
