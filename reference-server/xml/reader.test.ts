import { expect } from 'chai';
import fc from 'fast-check';
import { anyElement, mutated, spelledElement } from './arbitrary.contract.ts';
import { sameElement } from './compare.ts';
import { type Element, element } from './element.ts';
import { XmlError } from './errors.ts';
import type { Limits } from './limits.ts';
import { malformed } from './malformed.contract.ts';
import { SaxesReader } from './oracle.contract.ts';
import { ElementReader, type RootTag } from './reader.ts';
import { serialize } from './serialize.ts';

const client = 'jabber:client';
const header =
  '<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" to="verona.example">';

/** All that a reader told, in order. */
type Told =
  | { root: RootTag; text: string }
  | { child: Element; text: string }
  | { end: string }
  | { error: string };

/** What a reader tells of these pieces; an error is the last that it tells. */
function readPieces(pieces: readonly Uint8Array[], limits: Partial<Limits> = {}): Told[] {
  const told: Told[] = [];
  const reader = new ElementReader(
    {
      onRoot: (root, text) => told.push({ root, text }),
      onElement: (child, text) => told.push({ child, text }),
      onEnd: (end) => told.push({ end }),
    },
    limits,
  );
  try {
    for (const piece of pieces) reader.read(piece);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    told.push({ error: error.code });
  }
  return told;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function readText(text: string, limits: Partial<Limits> = {}): Told[] {
  return readPieces([bytesOf(text)], limits);
}

/** The children told of after the stream's header. */
function childrenIn(text: string): Element[] {
  return readText(header + text).flatMap((told) => ('child' in told ? [told.child] : []));
}

/** Why a stream with this in it is refused; undefined if it is not. */
function refusalOf(text: string, limits: Partial<Limits> = {}): string | undefined {
  const last = readText(text, limits).at(-1);
  return last !== undefined && 'error' in last ? last.error : undefined;
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

describe('ElementReader', () => {
  it('tells the root, each child and the end, with the text of each', () => {
    const prolog = "<?xml version='1.0'?>\n";
    expect(
      readText(`${prolog}${header} <a>\u{1F600}</a>\n<stream:b xml:lang='en'/></stream:stream >\n`),
    ).to.deep.equal([
      {
        root: {
          name: 'stream',
          namespace: 'http://etherx.jabber.org/streams',
          attributes: { to: 'verona.example' },
          defaultNamespace: client,
          prefixes: new Map([['stream', 'http://etherx.jabber.org/streams']]),
        },
        text: prolog + header,
      },
      { child: element(client, 'a', {}, ['\u{1F600}']), text: '<a>\u{1F600}</a>' },
      {
        child: element('http://etherx.jabber.org/streams', 'b', {
          '{http://www.w3.org/XML/1998/namespace}lang': 'en',
        }),
        text: "<stream:b xml:lang='en'/>",
      },
      { end: '</stream:stream >' },
    ]);
  });

  it('tells the end of a root that is empty', () => {
    expect(readText('<a/>').map((told) => Object.keys(told))).to.deep.equal([['root', 'text'], ['end']]);
  });

  it('reads references, CDATA sections and line ends for what they mean', () => {
    expect(childrenIn(`<a b="&lt;&#x9;\t\r\n'">1 &amp; 2\r\n<![CDATA[<&]]]>&#13;\r]]&gt;</a>`)).to.deep.equal(
      [element(client, 'a', { b: "<\t  '" }, ['1 & 2\n<&]\r\n]]>'])],
    );
  });

  it('gives an element its text as source where that uses no prefix declared around it', () => {
    const [message] = childrenIn(
      '<message><p:a xmlns:p="urn:a"><p:b xml:lang="en"/></p:a><stream:c/><d><e/></d></message>',
    );
    const sources: Record<string, unknown> = {};
    const collect = (one: Element): void => {
      sources[one.name] = one.source;
      for (const child of one.children) if (typeof child !== 'string') collect(child);
    };
    if (message !== undefined) collect(message);
    expect(sources).to.deep.equal({
      message: undefined,
      a: { text: '<p:a xmlns:p="urn:a"><p:b xml:lang="en"/></p:a>', within: client },
      b: undefined,
      c: undefined,
      d: { text: '<d><e/></d>', within: client },
      e: { text: '<e/>', within: client },
    });
  });

  it('leaves no source on a changed copy', () => {
    const [message] = childrenIn('<message><body/></message>');
    expect(message?.source).to.deep.equal({ text: '<message><body/></message>', within: client });
    expect({ ...message, children: [] }).to.not.have.property('source');
  });

  it('keeps an attribute that is named after something every object has', () => {
    const [message] = childrenIn('<message __proto__="a" constructor="b"/>');
    expect(Object.entries(message?.attributes ?? {})).to.deep.equal([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  describe('refuses', () => {
    for (const { name, text, code } of malformed) {
      it(name, () => {
        expect(refusalOf(header + text)).to.equal(code);
      });
    }

    const streams: Readonly<Record<string, readonly [text: string, code: string]>> = {
      'text before the root': ['a<b>', 'xml-not-well-formed'],
      'a byte order mark': ['\ufeff<a>', 'xml-not-well-formed'],
      'text between the children of the root': ['<a><b/>c', 'xml-not-well-formed'],
      'a reference between the children of the root': ['<a>&#32;', 'xml-not-well-formed'],
      'a CDATA section between the children of the root': ['<a><![CDATA[ ]]>', 'xml-not-well-formed'],
      'a second root': ['<a></a><b>', 'xml-not-well-formed'],
      'text after the root': ['<a></a>b', 'xml-not-well-formed'],
      'an end tag before the root': ['</a>', 'xml-not-well-formed'],
      'an end tag of another name than the root': ['<a></b>', 'xml-not-well-formed'],
      'white space before an XML declaration': [' <?xml version="1.0"?><a>', 'xml-not-well-formed'],
      'an XML declaration between the children of the root': [
        '<a><?xml version="1.0"?>',
        'xml-not-well-formed',
      ],
      'another version of XML': ['<?xml version="1.1"?><a>', 'xml-not-well-formed'],
      'another encoding': ['<?xml version="1.0" encoding="ISO-8859-1"?><a>', 'xml-encoding'],
      'a malformed XML declaration': ['<?xml version="1.0" standalone="maybe"?><a>', 'xml-not-well-formed'],
    };
    for (const [name, [text, code]] of Object.entries(streams)) {
      it(name, () => {
        expect(refusalOf(text)).to.equal(code);
      });
    }

    it('bytes that are not UTF-8', () => {
      const bytes = Uint8Array.of(...bytesOf('<a><b>'), 0xc0, 0xaf, ...bytesOf('</b>'));
      expect(readPieces([bytes]).at(-1)).to.deep.equal({ error: 'xml-encoding' });
    });

    it('what could keep an element from ever ending, before it has ended', () => {
      const unended = [
        '<a><b></a>',
        '<a b="><c>',
        '<a <b>',
        '<a / b',
        '<a>1 < 2',
        '<a></b>',
        '<a><!--',
        '<a><![CDAT>',
        '<!D',
        '<a><?b',
      ];
      expect(unended.filter((text) => refusalOf(header + text) === undefined)).to.deep.equal([]);
    });

    it('an element of more bytes than the bound, complete or not, and none of just as many', () => {
      const limits = { maxBytes: header.length };
      const longest = `<a>${'é'.repeat(Math.floor((header.length - 7) / 2))}${header.length % 2 === 1 ? '' : '.'}</a>`;
      expect(bytesOf(longest)).to.have.length(header.length);
      expect(readText(header + longest, limits)).to.have.length(2);
      expect(refusalOf(header + longest.replace('</', '.</'), limits)).to.equal('xml-too-large');
      expect(refusalOf(`${header}<a>${' '.repeat(header.length)}`, limits)).to.equal('xml-too-large');
      expect(refusalOf(`${header}<a ${' '.repeat(header.length)}`, limits)).to.equal('xml-too-large');
      expect(refusalOf(`${header}<a b="${' '.repeat(header.length)}`, limits)).to.equal('xml-too-large');
      expect(refusalOf(`${header}<a><![CDATA[${' '.repeat(header.length)}`, limits)).to.equal(
        'xml-too-large',
      );
      expect(refusalOf(' '.repeat(header.length + 1), limits)).to.equal('xml-too-large');
    });

    it('no amount of white space between elements', () => {
      expect(refusalOf(`${header}${' '.repeat(1000)}<a/>`, { maxBytes: header.length })).to.equal(undefined);
    });

    it('elements nested deeper than the bound, before they end', () => {
      expect(childrenIn('<a>'.repeat(100) + '</a>'.repeat(100))).to.have.length(1);
      expect(refusalOf(header + '<a>'.repeat(101))).to.equal('xml-too-deep');
      expect(refusalOf(`${header}<a><b/></a>`, { maxDepth: 1 })).to.equal('xml-too-deep');
    });

    it('more attributes than the bound', () => {
      expect(refusalOf(`${header}<a b="" c=""/>`, { maxAttributes: 3 })).to.equal(undefined);
      expect(refusalOf(`${header}<a b="" c="" d="" xmlns=""/>`, { maxAttributes: 3 })).to.equal(
        'xml-too-large',
      );
    });
  });

  it('repeats little of the input in an error', () => {
    const long = 'a'.repeat(10_000);
    const broken = [
      `<${long}:/>`,
      `<${long}></b>`,
      `<${long}:a/>`,
      `<a ${long}="" ${long}=""/>`,
      `<a b="&${long}"/>`,
      `<a>&${long}</a>`,
      `<a xmlns:b="${long} "/>`,
      `<a xmlns:${long}=""/>`,
      `<a xmlns:${long}="b" xmlns:${long}="c"/>`,
      `<a xmlns:p="u" xmlns:q="u" p:${long}="" q:${long}=""/>`,
      `<a ${long}:b=""/>`,
    ];
    for (const text of broken) {
      const reader = new ElementReader({
        onRoot: () => undefined,
        onElement: () => undefined,
        onEnd: () => undefined,
      });
      expect(() => reader.read(bytesOf(header + text)))
        .to.throw(XmlError)
        .with.property('message')
        .with.length.below(150);
    }
  });

  it('throws the same error again', () => {
    const reader = new ElementReader({
      onRoot: () => undefined,
      onElement: () => undefined,
      onEnd: () => undefined,
    });
    const read = (text: string) => () => reader.read(bytesOf(text));
    expect(read('<a><!--')).to.throw(XmlError, 'comment');
    expect(read('<b/>')).to.throw(XmlError, 'comment');
  });

  describe('stop', () => {
    /** Reads `text` in one piece, stops at the first child, and gives what `read` gave back. */
    function stopAtFirst(text: string): { reader: ElementReader; told: string[]; rest: Uint8Array } {
      const told: string[] = [];
      const reader = new ElementReader({
        onRoot: () => undefined,
        onElement: (child, written) => {
          told.push(written);
          if (child.name === 'starttls') expect(reader.stop()).to.have.length(0);
        },
        onEnd: (written) => told.push(written),
      });
      const rest = reader.read(bytesOf(text));
      return { reader, told, rest };
    }

    it('gives back the bytes after the element, whatever they are', () => {
      const bytes = Uint8Array.of(...bytesOf(`${header}<starttls/>`), 0x16, 0x03, 0xff);
      const told: string[] = [];
      const reader = new ElementReader({
        onRoot: () => undefined,
        onElement: (_, text) => {
          told.push(text);
          reader.stop();
        },
        onEnd: () => undefined,
      });
      expect([...reader.read(bytes)]).to.deep.equal([0x16, 0x03, 0xff]);
      expect([...reader.read(Uint8Array.of(1))]).to.deep.equal([1]);
      expect(told).to.deep.equal(['<starttls/>']);
    });

    it('is undone by resume, with the bytes that were given back', () => {
      const { reader, told, rest } = stopAtFirst(`${header}<starttls/><a/></stream:stream>`);
      expect(told).to.deep.equal(['<starttls/>']);
      reader.resume();
      expect(reader.read(rest)).to.have.length(0);
      expect(told).to.deep.equal(['<starttls/>', '<a/>', '</stream:stream>']);
    });

    it('gives back what has begun and was not told', () => {
      const begun = [
        '<',
        '<a',
        '<a b="',
        '<a><b>',
        '<a>é<![CDATA[',
        '</',
        '</stream:stream',
        '</stream:stream ',
      ];
      for (const text of begun) {
        const { reader, told } = stopAtFirst(`${header}<c/>`);
        reader.read(bytesOf(text));
        expect(new TextDecoder().decode(reader.stop())).to.equal(text);
        reader.resume();
        reader.read(bytesOf('<d/></stream:stream>'));
        expect(told).to.deep.equal(['<c/>', '<d/>', '</stream:stream>']);
      }
    });

    it('gives back a header that has begun, so that another reader can read it', () => {
      const reader = new ElementReader({
        onRoot: () => undefined,
        onElement: () => undefined,
        onEnd: () => undefined,
      });
      const begun = "<?xml version='1.0'?> <stream";
      reader.read(bytesOf(begun));
      expect(readPieces([reader.stop(), bytesOf('></stream>')])).to.have.length(2);
    });
  });

  it('tells the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(anyElement, { maxLength: 3 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (children, places) => {
          const bytes = bytesOf(
            `${header}${children.map((child) => serialize(child, client)).join(' ')}</stream:stream>`,
          );
          const whole = readPieces([bytes]);
          expect(whole).to.have.length(children.length + 2);
          expect(readPieces(cut(bytes, places))).to.deep.equal(whole);
          expect(readPieces(Array.from(bytes, (byte) => Uint8Array.of(byte)))).to.deep.equal(whole);
        },
      ),
    );
  });

  it('tells the same of broken streams however the bytes are cut', () => {
    const broken = mutated(fc.array(spelledElement, { minLength: 1, maxLength: 2 }).map(write)).map(
      (text) => header + text,
    );
    fc.assert(
      fc.property(broken, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
        expect(readPieces(cut(bytesOf(text), places))).to.deep.equal(readText(text));
      }),
      { numRuns: 500 },
    );
  });

  it('tells what saxes does, element by element', () => {
    fc.assert(
      fc.property(fc.array(spelledElement, { maxLength: 3 }), (elements) => {
        const text = `<root>${write(elements)}</root>`;
        const fromSaxes: Element[] = [];
        new SaxesReader((child) => fromSaxes.push(child)).write(text);
        const own = readText(text).flatMap((told) => ('child' in told ? [told.child] : []));
        expect(own.length).to.equal(fromSaxes.length);
        own.forEach((child, index) => {
          const other = fromSaxes[index];
          expect(other !== undefined && sameElement(child, other)).to.equal(true);
        });
      }),
    );
  });

  it('gives sources that mean the same when they are read alone', () => {
    fc.assert(
      fc.property(spelledElement, ({ text }) => {
        const check = (one: Element): void => {
          if (one.source !== undefined) {
            const again = readText(`<root xmlns="${one.source.within}">${one.source.text}`).at(-1);
            expect(again).to.deep.equal({ child: one, text: one.source.text });
          }
          for (const child of one.children) if (typeof child !== 'string') check(child);
        };
        for (const told of readText(`<root>${text}</root>`)) if ('child' in told) check(told.child);
      }),
    );
  });
});

function write(elements: readonly { readonly text: string }[]): string {
  return elements.map(({ text }) => text).join('\n');
}
