/** How fast the XML layer reads a stream, beside saxes doing the same: `node bench/xml.ts`. Figures: docs/decisions/0005-xml-stream.md. */
import { ElementReader } from '#xml';
import { SaxesReader } from '../reference-server/xml/oracle.contract.ts';

/** A parser for one stream, and how it is fed. */
interface Contestant {
  readonly name: string;
  readonly open: (told: () => void) => (bytes: Uint8Array) => unknown;
}

const header =
  '<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" to="example.org" version="1.0">';
const plainMessage =
  '<message to="juliet@example.org/balcony" from="romeo@example.org/orchard" type="chat" id="a1b2c3"><body>Art thou not Romeo, and a Montague?</body></message>';
const labelledMessage = plainMessage.replace(
  '</message>',
  '<securitylabel xmlns="urn:xmpp:sec-label:0"><displaymarking fgcolor="black" bgcolor="red">SECRET</displaymarking>' +
    `<label><esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">${'MQYCAQQGASk='.repeat(86)}</esssecuritylabel></label></securitylabel></message>`,
);

const contestants: readonly Contestant[] = [
  {
    name: 'own',
    open: (told) => {
      const reader = new ElementReader({ onRoot: () => undefined, onElement: told, onEnd: () => undefined });
      return (bytes) => reader.read(bytes);
    },
  },
  {
    name: 'saxes',
    open: (told) => {
      const reader = new SaxesReader(told);
      const decoder = new TextDecoder('utf-8', { fatal: true });
      return (bytes) => {
        reader.write(decoder.decode(bytes, { stream: true }));
      };
    },
  },
];

/** A chunk as TCP brings it over Ethernet, and one as Node reads from a full socket buffer. */
const chunkSizes = [1448, 65_536];
const messages = 20_000;
const rounds = 5;

/** Messages a second, the best of `rounds`. */
function measure(contestant: Contestant, message: string, chunkSize: number): number {
  const bytes = new TextEncoder().encode(header + message.repeat(messages));
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    let told = 0;
    const read = contestant.open(() => {
      told += 1;
    });
    const start = performance.now();
    for (let at = 0; at < bytes.length; at += chunkSize) read(bytes.subarray(at, at + chunkSize));
    const seconds = (performance.now() - start) / 1000;
    if (told !== messages) throw new Error(`${contestant.name} told of ${told} messages`);
    best = Math.max(best, messages / seconds);
  }
  return best;
}

console.log('message bytes | chunk bytes | own k/s (MB/s) | saxes k/s (MB/s) | ratio');
for (const message of [plainMessage, labelledMessage]) {
  for (const chunkSize of chunkSizes) {
    const rates = contestants.map((contestant) => measure(contestant, message, chunkSize));
    const shown = rates.map(
      (rate) => `${Math.round(rate / 1000)} (${Math.round((rate * message.length) / 1e6)})`,
    );
    const [own = 0, saxes = 1] = rates;
    console.log([message.length, chunkSize, ...shown, (own / saxes).toFixed(1)].join(' | '));
  }
}
