import { expect } from 'chai';
import { XmlError } from '#xml';
import { StreamError } from '../stream-error.ts';
import { frameText, isFraming, openText, readFrame, rootOf } from './framing.ts';
import { readHeader } from './header.ts';

const limits = { maxBytes: 1000, maxDepth: 4 };

function read(text: string) {
  return readFrame(Buffer.from(text), limits);
}

describe('readFrame', () => {
  it('reads the one element that a message is', () => {
    const { namespace, name, children } = read("<message xmlns='jabber:client'><body>hi</body></message>");
    expect([namespace, name, children.length]).to.deep.equal(['jabber:client', 'message', 1]);
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['white space before the element', " <a xmlns='x'/>"],
    ['a byte order mark', "\ufeff<a xmlns='x'/>"],
    ['two elements', "<a xmlns='x'/><b xmlns='x'/>"],
    ['half an element', "<a xmlns='x'>"],
    ['the end of one', '</a>'],
    ['a comment', "<!--c--><a xmlns='x'/>"],
    ['a DTD', "<!DOCTYPE a><a xmlns='x'/>"],
    ['a processing instruction', "<?p i?><a xmlns='x'/>"],
    ['an element in too many others', "<a xmlns='x'><a><a><a><a/></a></a></a></a>"],
    ['more than there may be', `<a xmlns='x'>${'x'.repeat(1000)}</a>`],
    ['a prefix that only a TCP stream has declared', '<stream:features/>'],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => read(text))
        .to.throw(Error)
        .that.satisfies((error: unknown) => error instanceof XmlError || error instanceof StreamError);
    });
  }
});

describe('rootOf', () => {
  const domains = new Set(['a.test']);
  const header = (text: string) => readHeader(rootOf(read(text)), domains);

  it('is read like the header of a stream over TCP', () => {
    const open =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='a.test' version='1.0' xml:lang='fr'/>";
    expect(header(open)).to.deep.equal({ domain: 'a.test', lang: 'fr' });
  });

  it('is refused like one for another domain, or of no version', () => {
    const framing = 'urn:ietf:params:xml:ns:xmpp-framing';
    expect(() => header(`<open xmlns='${framing}' to='b.test' version='1.0'/>`)).to.throw('host-unknown');
    expect(() => header(`<open xmlns='${framing}' to='a.test'/>`)).to.throw('unsupported-version');
  });
});

describe('isFraming', () => {
  it('goes by name and namespace', () => {
    const elements = ["<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>", "<open xmlns='jabber:client'/>"];
    expect(elements.map((text) => isFraming(read(text), 'open'))).to.deep.equal([true, false]);
    expect(isFraming(read(elements[0] ?? ''), 'close')).to.equal(false);
  });
});

describe('frameText', () => {
  it('declares what the header of a TCP stream would have declared', () => {
    const texts = [
      "<message to='x'><body/></message>",
      '<presence/>',
      '<iq>',
      '<stream:features><bind/></stream:features>',
      "<success xmlns='s'/>",
      "<messages xmlns='s'/>",
    ];
    expect(texts.map(frameText)).to.deep.equal([
      "<message xmlns='jabber:client' to='x'><body/></message>",
      "<presence xmlns='jabber:client'/>",
      "<iq xmlns='jabber:client'>",
      "<stream:features xmlns:stream='http://etherx.jabber.org/streams'><bind/></stream:features>",
      "<success xmlns='s'/>",
      "<messages xmlns='s'/>",
    ]);
  });
});

describe('openText', () => {
  it('names the domain that was asked for, if it is one of ours', () => {
    expect([openText('1', 'a.test'), openText('2', undefined)]).to.deep.equal([
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='a.test' id='1' version='1.0' xml:lang='en'/>",
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='2' version='1.0' xml:lang='en'/>",
    ]);
  });
});
