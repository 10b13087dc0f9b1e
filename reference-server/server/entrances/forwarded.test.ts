import { expect } from 'chai';
import fc from 'fast-check';
import { readRange } from '../locations/address-range.ts';
import { forwardedAddress } from './forwarded.ts';
import { everybody, trustedProxies } from './trusted-proxies.ts';

const ranges = ['127.0.0.8', '10.0.0.0/8', '2001:db8::/32'].flatMap((text) => {
  const range = readRange(text);
  return typeof range === 'string' ? [] : [range];
});
const proxies = trustedProxies(ranges);

function listed(text: string, peer = '127.0.0.8'): string | undefined {
  return forwardedAddress(peer, { 'x-forwarded-for': text }, proxies);
}

function forwarded(text: string, peer = '127.0.0.8'): string | undefined {
  return forwardedAddress(peer, { forwarded: text }, proxies);
}

describe('trustedProxies', () => {
  it('trusts an address in one of its ranges, however it is written, and no other', () => {
    const asked = [
      '127.0.0.8',
      '::ffff:127.0.0.8',
      '10.9.8.7',
      '2001:db8::9',
      '127.0.0.9',
      '2001:db9::',
      '',
      'x',
    ];
    expect(asked.map((address) => proxies.trusts(address))).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('forwardedAddress', () => {
  it('is the peer, whatever it says, where the peer is not trusted', () => {
    expect([
      listed('192.0.2.1', '127.0.0.2'),
      forwarded('for=192.0.2.1', '127.0.0.2'),
      forwarded('this is none', '127.0.0.2'),
      forwardedAddress('127.0.0.2', { forwarded: 'for=1.1.1.1', 'x-forwarded-for': '2.2.2.2' }, proxies),
    ]).to.deep.equal(['127.0.0.2', '127.0.0.2', '127.0.0.2', '127.0.0.2']);
  });

  it('is nobody knows where, when a trusted peer says nothing', () => {
    expect(forwardedAddress('127.0.0.8', {}, proxies)).to.equal('');
  });

  for (const [what, text, address] of [
    ['one hop', '192.0.2.1', '192.0.2.1'],
    ['the last hop, when that is not trusted', '198.51.100.1, 192.0.2.1', '192.0.2.1'],
    ['the last hop that is not trusted', '198.51.100.1 , 192.0.2.1,10.0.0.1', '192.0.2.1'],
    ['the first hop, when all are trusted', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['a hop with a port', '192.0.2.1:4711', '192.0.2.1'],
    ['IPv6', '2001:DB9::1', '2001:db9::1'],
    ['IPv6 with a port', '[2001:db9:0::1]:4711', '2001:db9::1'],
    ['a mapped address', '::ffff:192.0.2.1', '192.0.2.1'],
    ['nobody knows where, for a hop without an address', 'unknown', ''],
    ['nobody knows where, for a hop that is empty', '192.0.2.1,', ''],
    ['nobody knows where, for an address that is none', '192.0.2.256', ''],
    ['nobody knows where, for one in short', '127.1', ''],
  ] as const) {
    it(`follows X-Forwarded-For: ${what}`, () => {
      expect(listed(text)).to.equal(address);
    });
  }

  for (const [what, text, address] of [
    ['one hop', 'for=192.0.2.1', '192.0.2.1'],
    ['any case, and other pairs', 'Proto=https;FOR=192.0.2.1;by=10.0.0.1', '192.0.2.1'],
    [
      'the last hop that is not trusted',
      'for=198.51.100.1, for=192.0.2.1;proto=http, for=10.0.0.1',
      '192.0.2.1',
    ],
    ['quotes, brackets and a port', 'for="[2001:db9::1]:4711"', '2001:db9::1'],
    ['a comma and a pair in quotes', 'by="a, for=198.51.100.1";for=192.0.2.1', '192.0.2.1'],
    ['an escape in quotes', 'for="192.0.2\\.1"', '192.0.2.1'],
    ['nobody knows where, for an unknown one', 'for=unknown', ''],
    ['nobody knows where, for a hidden one', 'for=_hidden', ''],
    ['nobody knows where, for a hop that does not say', 'proto=https', ''],
    ['a refusal, for an address of IPv6 without quotes', 'for=[2001:db9::1]', undefined],
    ['a refusal, for two addresses of one hop', 'for=192.0.2.1;for=192.0.2.2', undefined],
    ['a refusal, for quotes without an end', 'for="192.0.2.1', undefined],
    ['a refusal, for something else', '192.0.2.1', undefined],
    ['a refusal, for a hop that is empty', 'for=192.0.2.1,', undefined],
    ['a refusal, for nothing', '', undefined],
  ] as const) {
    it(`follows Forwarded: ${what}`, () => {
      expect(forwarded(text)).to.equal(address);
    });
  }

  it('takes two headers that agree, and no two that do not', () => {
    const both = (one: string, other: string) =>
      forwardedAddress('127.0.0.8', { forwarded: one, 'x-forwarded-for': other }, proxies);
    expect([
      both('for=192.0.2.1', '198.51.100.1, 192.0.2.1'),
      both('for=192.0.2.1', '192.0.2.2'),
      both('for=', '192.0.2.2'),
    ]).to.deep.equal(['192.0.2.1', undefined, undefined]);
  });

  it('believes anybody where the server is broken so', () => {
    const headers = { 'x-forwarded-for': '192.0.2.1, 198.51.100.1' };
    expect(forwardedAddress('127.0.0.2', headers, everybody)).to.equal('192.0.2.1');
  });

  it('never takes what an untrusted hop claims, whatever stands there, and answers in bounded time', () => {
    const noise = fc.string({
      maxLength: 60,
      unit: fc.constantFrom(...Array.from('for=";,:[]\\ .0129abunknow')),
    });
    fc.assert(
      fc.property(noise, (text) => {
        // What the client wrote comes before what the proxy adds
        expect(listed(`${text}, 192.0.2.1`)).to.equal('192.0.2.1');
        expect(['192.0.2.1', undefined]).to.include(forwarded(`${text}, for=192.0.2.1`));
      }),
    );
    const began = performance.now();
    forwarded(`for="${'\\a'.repeat(4000)}`);
    forwarded('a=b;'.repeat(2000));
    expect(performance.now() - began).to.be.lessThan(200);
  });
});
