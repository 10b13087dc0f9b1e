import { expect } from 'chai';
import fc from 'fast-check';
import { readProxyHeader } from './proxy-header.ts';

const signature = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

/** A header of version 2: the two bytes after the signature, and what its length counts. */
function version2(command: number, family: number, rest: readonly number[], length = rest.length): Buffer {
  return Buffer.from([...signature, command, family, length >> 8, length & 255, ...rest]);
}

const ipv4 = [192, 0, 2, 1, 127, 0, 0, 1, 0xc3, 0x50, 0x14, 0x66];
const ipv6 = [
  ...[0x20, 0x01, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 5],
  ...Array.from({ length: 15 }, () => 0),
  ...[1, 0, 80, 0, 81],
];
const mapped = [...Array.from({ length: 10 }, () => 0), 255, 255, 192, 0, 2, 1, ...ipv6.slice(16)];

const good: readonly (readonly [what: string, bytes: Buffer, source: string | undefined])[] = [
  ['TCP4', Buffer.from('PROXY TCP4 192.0.2.1 127.0.0.1 50000 5222\r\n'), '192.0.2.1'],
  [
    'TCP4 at its longest',
    Buffer.from('PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n'),
    '255.255.255.255',
  ],
  ['TCP6', Buffer.from('PROXY TCP6 2001:DB8::5 ::1 0 1\r\n'), '2001:db8::5'],
  [
    'TCP6 at its longest',
    Buffer.from(`PROXY TCP6 ${'ffff:'.repeat(7)}ffff ${'ffff:'.repeat(7)}ffff 65535 65535\r\n`),
    `${'ffff:'.repeat(7)}ffff`,
  ],
  ['TCP6 of a mapped address', Buffer.from('PROXY TCP6 ::ffff:c000:201 ::1 1 1\r\n'), '192.0.2.1'],
  ['version 2 over IPv4', version2(0x21, 0x11, ipv4), '192.0.2.1'],
  ['version 2 over IPv4 with more behind', version2(0x21, 0x11, [...ipv4, 4, 0, 2, 1, 2]), '192.0.2.1'],
  ['version 2 over IPv6', version2(0x21, 0x21, ipv6), '2001:db8::5'],
  ['version 2 of a mapped address', version2(0x21, 0x21, mapped), '192.0.2.1'],
  ['version 2 LOCAL', version2(0x20, 0x00, []), undefined],
  ['version 2 LOCAL with addresses that say nothing', version2(0x20, 0x11, ipv4), undefined],
];

const bad: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['the beginning of TLS', Buffer.from([0x16, 0x03, 0x01, 0x02])],
  ['the beginning of a stream', Buffer.from("<?xml version='1.0'?>")],
  ['UNKNOWN', Buffer.from('PROXY UNKNOWN\r\n')],
  ['UNKNOWN with addresses', Buffer.from('PROXY UNKNOWN 192.0.2.1 127.0.0.1 1 1\r\n')],
  ['lower case', Buffer.from('proxy TCP4 192.0.2.1 127.0.0.1 1 1\r\n')],
  ['another family', Buffer.from('PROXY UDP4 192.0.2.1 127.0.0.1 1 1\r\n')],
  ['an address of the other family', Buffer.from('PROXY TCP4 ::1 ::1 1 1\r\n')],
  ['addresses of two families', Buffer.from('PROXY TCP6 ::1 127.0.0.1 1 1\r\n')],
  ['a number with a zero before it', Buffer.from('PROXY TCP4 192.0.2.01 127.0.0.1 1 1\r\n')],
  ['a port with a zero before it', Buffer.from('PROXY TCP4 192.0.2.1 127.0.0.1 01 1\r\n')],
  ['a port that is none', Buffer.from('PROXY TCP4 192.0.2.1 127.0.0.1 65536 1\r\n')],
  ['two spaces', Buffer.from('PROXY  TCP4 192.0.2.1 127.0.0.1 1 1\r\n')],
  ['a space at the end', Buffer.from('PROXY TCP4 192.0.2.1 127.0.0.1 1 1 \r\n')],
  ['a line feed in the line', Buffer.from('PROXY TCP4 192.0.2.1 127.0.0.1 1 1\n\r\n')],
  ['an address with a zone', Buffer.from('PROXY TCP6 fe80::1%eth0 ::1 1 1\r\n')],
  ['no end in sight', Buffer.from(`PROXY TCP4 ${'1'.repeat(96)}`)],
  ['an end that comes too late', Buffer.from(`PROXY TCP4 ${'1'.repeat(95)}\r\n`)],
  ['version 1 in binary', version2(0x11, 0x11, ipv4)],
  ['a command that there is not', version2(0x22, 0x11, ipv4)],
  ['an unspecified family', version2(0x21, 0x00, [])],
  ['an unspecified protocol', version2(0x21, 0x10, ipv4)],
  ['datagrams', version2(0x21, 0x12, ipv4)],
  [
    'a UNIX socket',
    version2(
      0x21,
      0x31,
      Array.from({ length: 216 }, () => 0),
    ),
  ],
  ['too few bytes for IPv4', version2(0x21, 0x11, ipv4.slice(0, 11))],
  ['too few bytes for IPv6', version2(0x21, 0x21, ipv6.slice(0, 35))],
  ['more than is waited for', version2(0x21, 0x11, ipv4, 5000)],
];

describe('readProxyHeader', () => {
  for (const [what, bytes, source] of good) {
    it(`reads ${what}, and leaves what follows`, () => {
      const read = readProxyHeader(Buffer.concat([bytes, Buffer.from('PROXY')]));
      expect(read).to.deep.equal({ kind: 'header', length: bytes.length, source });
    });

    it(`waits for the whole of ${what}`, () => {
      for (let length = 0; length < bytes.length; length += 1)
        expect(readProxyHeader(bytes.subarray(0, length))).to.deep.equal({ kind: 'incomplete' });
    });
  }

  for (const [what, bytes] of bad) {
    it(`refuses ${what}`, () => {
      expect(readProxyHeader(bytes)).to.deep.equal({ kind: 'refused' });
    });
  }

  it('gives an answer to any bytes, and never another one when more of them come', () => {
    const samples = fc.constantFrom(...good.map(([, bytes]) => bytes), ...bad.map(([, bytes]) => bytes));
    const damaged = fc
      .tuple(samples, fc.nat(200), fc.integer({ min: 0, max: 255 }))
      .map(([bytes, at, byte]) => {
        const copy = Buffer.from(bytes);
        if (at < copy.length) copy[at] = byte;
        return copy;
      });
    const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, any), any, (bytes, more) => {
        const first = readProxyHeader(bytes);
        const later = readProxyHeader(Buffer.concat([bytes, more]));
        if (first.kind !== 'incomplete') expect(later).to.deep.equal(first);
        if (later.kind === 'header') expect(later.length).to.be.at.most(bytes.length + more.length);
      }),
    );
  });
});
