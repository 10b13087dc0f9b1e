import { sameElement, serialize, XmlError } from '#xml';
import { forwardedAddress } from '../reference-server/server/entrances/forwarded.ts';
import { readProxyHeader } from '../reference-server/server/entrances/proxy-header.ts';
import { readFrame } from '../reference-server/xmpp/stream/framing.ts';
import { StreamError } from '../reference-server/xmpp/stream-error.ts';
import { bytesOf } from './corpus.ts';
import { type Decoder, promise, refusing } from './decoder.ts';
import { hashOf, Random } from './random.ts';

const version2 = Buffer.from('0d0a0d0a000d0a515549540a2111000cc00002017f000001c3501466', 'hex');
const version2Local = Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex');

const frames = [
  "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='a.test' version='1.0'/>",
  "<message xmlns='jabber:client' to='b@a.test'><body>é &amp; \u{1f512}</body><x:y xmlns:x='urn:x' x:z='1'/></message>",
];

/** What says where a connection comes from, and what it is framed in: read before anybody has logged in. */
export const connectionDecoders: readonly Decoder[] = [
  {
    name: 'PROXY header',
    seeds: [
      ...bytesOf([
        'PROXY TCP4 192.0.2.1 127.0.0.1 50000 5222\r\n',
        'PROXY TCP6 2001:db8::5 ::1 0 1\r\n<stream>',
      ]),
      version2,
      version2Local,
    ],
    examine: examineProxyHeader,
  },
  {
    name: 'Forwarded',
    seeds: bytesOf([
      'for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"',
      '192.0.2.1, [2001:db8::1]:80',
      'for=unknown',
    ]),
    examine: examineForwarded,
  },
  { name: 'frame', seeds: bytesOf(frames), examine: refusing([XmlError, StreamError], examineFrame) },
];

/** More bytes never change an answer. */
function examineProxyHeader(input: Uint8Array): string {
  const bytes = Buffer.from(input);
  const whole = readProxyHeader(bytes);
  const part = readProxyHeader(bytes.subarray(0, new Random(hashOf(input)).below(bytes.length + 1)));
  promise(
    part.kind === 'incomplete' || JSON.stringify(part) === JSON.stringify(whole),
    'a header is another one when more bytes come',
  );
  promise(whole.kind !== 'header' || whole.length <= bytes.length, 'a header is longer than what came');
  return whole.kind;
}

/** What the client wrote never counts behind a proxy that adds its own. */
function examineForwarded(input: Uint8Array): string {
  const text = Buffer.from(input).toString('latin1');
  const proxies = { trusts: (address: string) => address === '127.0.0.8' };
  const told = (headers: Record<string, string>): string | undefined =>
    forwardedAddress('127.0.0.8', headers, proxies);
  promise(told({ 'x-forwarded-for': `${text}, 192.0.2.9` }) === '192.0.2.9', 'a forged hop counts');
  const forwarded = told({ forwarded: `${text}, for=192.0.2.9` });
  promise(forwarded === undefined || forwarded === '192.0.2.9', 'a forged hop counts');
  return [told({ 'x-forwarded-for': text }), told({ forwarded: text })].map((one) => one && 'address').join();
}

function examineFrame(input: Uint8Array): string {
  const limits = { maxBytes: 10_000, maxDepth: 100 };
  const element = readFrame(Buffer.from(input), limits);
  const again = readFrame(Buffer.from(serialize(element)), { ...limits, maxBytes: 1_000_000 });
  promise(sameElement(again, element), 'a frame that was written is read as another');
  return 'read';
}
