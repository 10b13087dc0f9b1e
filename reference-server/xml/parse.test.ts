import { expect } from 'chai';
import fc from 'fast-check';
import { mutated, spelledElement } from './arbitrary.contract.ts';
import { describeDifference } from './compare.ts';
import { childElements, type Element, element } from './element.ts';
import { XmlError } from './errors.ts';
import { malformed } from './malformed.contract.ts';
import { parseWithSaxes } from './oracle.contract.ts';
import { type DocumentOptions, lineOf, parseDocument } from './parse.ts';
import { serialize } from './serialize.ts';

/** How a document is refused: code, line and column; undefined if it is read. */
function refusalOf(document: string | Uint8Array, options: DocumentOptions = {}): unknown {
  try {
    parseDocument(document, options);
    return undefined;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return [error.code, error.line, error.column];
  }
}

/** What a parser makes of a text, or that it refuses it. */
function attempt(parse: (text: string) => Element, text: string): Element | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Does the text show something that we refuse and saxes reads? See docs/decisions/0005-xml-stream.md. */
function isRefusedOnlyHere(text: string): boolean {
  return (
    // The part of a name after the colon must be a name
    /:[-.\d·]/.test(text) ||
    // A namespace name has no white space; saxes cuts it off
    /xmlns(?::[^\s=]*)?\s*=\s*(?:"[^"]*\s[^"]*"|'[^']*\s[^']*')/.test(text) ||
    /xmlns[^>]*&#/.test(text)
  );
}

describe('parseDocument', () => {
  it('reads a document with declaration, byte order mark and comments', () => {
    const text =
      '\ufeff<?xml version="1.0" encoding="utf-8" standalone=\'yes\' ?>\n<!-- a - b -->\n<a xmlns="urn:a">1<!----> 2</a>\n<!-- c -->\n';
    const expected = element('urn:a', 'a', {}, ['1 2']);
    expect(parseDocument(text, { comments: true })).to.deep.equal(expected);
    expect(parseDocument(new TextEncoder().encode(text), { comments: true })).to.deep.equal(expected);
  });

  it('gives no source to an element that holds a comment', () => {
    const root = parseDocument('<a><b><!-- c --></b><d/></a>', { comments: true });
    expect([root, ...childElements(root)].map((one) => one.source)).to.deep.equal([
      undefined,
      undefined,
      { text: '<d/>', within: '' },
    ]);
  });

  it('knows the line of each element', () => {
    const root = parseDocument('<?xml version="1.0"?>\r\n\r\n<a>\n<b/> <c>\r<d/></c></a>');
    const lines = new Map<string, number | undefined>();
    const collect = (one: Element): void => {
      lines.set(one.name, lineOf(one));
      childElements(one).forEach(collect);
    };
    collect(root);
    expect(Object.fromEntries(lines)).to.deep.equal({ a: 3, b: 4, c: 4, d: 5 });
    expect(lineOf(element('', 'a'))).to.equal(undefined);
  });

  it('says where a document is wrong', () => {
    expect(refusalOf('<a>\n  <b c="1" c="2"/>\n</a>')).to.deep.equal(['xml-not-well-formed', 2, 12]);
    expect(refusalOf('<a>\n<!-- b --></a>')).to.deep.equal(['xml-restricted', 2, 1]);
    expect(refusalOf('<a>\n\u0001</a>')).to.deep.equal(['xml-not-well-formed', 2, 1]);
    expect(refusalOf('<?xml version="1.0" encoding="latin1"?><a/>')).to.deep.equal(['xml-encoding', 1, 1]);
    expect(refusalOf(Uint8Array.of(0x3c, 0xff))).to.deep.equal(['xml-encoding', undefined, undefined]);
  });

  describe('refuses', () => {
    for (const { name, text, code } of malformed) {
      it(name, () => {
        expect(refusalOf(text)).to.have.property('0', code);
      });
    }

    const documents: Readonly<Record<string, string>> = {
      'nothing at all': '',
      'white space alone': ' \n',
      'text before the root': 'a<a/>',
      'text after the root': '<a/>a',
      'a second root': '<a/><a/>',
      'a document that is cut off': '<a><b',
      'white space before the declaration': ' <?xml version="1.0"?><a/>',
      'a declaration without a version': '<?xml encoding="UTF-8"?><a/>',
      'a lone surrogate': '<a>\ud83d</a>',
      'a comment with two hyphens inside': '<a><!-- b -- c --></a>',
      'a comment that ends in three hyphens': '<a><!-- b ---></a>',
      'a comment without an end': '<a><!-- b </a>',
      'a byte order mark that is not the first character': ' \ufeff<a/>',
    };
    for (const [name, text] of Object.entries(documents)) {
      it(name, () => {
        expect(refusalOf(text, { comments: true })).to.have.property('0', 'xml-not-well-formed');
      });
    }

    it('DTDs and processing instructions even where comments are read', () => {
      const codes = ['<!DOCTYPE a><a/>', '<a/><?b?>', '<a><?b?></a>'].map((text) =>
        refusalOf(text, { comments: true }),
      );
      expect(codes).to.deep.equal([
        ['xml-restricted', 1, 1],
        ['xml-restricted', 1, 5],
        ['xml-restricted', 1, 4],
      ]);
    });

    it('a document over a bound', () => {
      expect(refusalOf('<a>é</a>', { maxBytes: 9 })).to.equal(undefined);
      expect(refusalOf('<a>é</a>', { maxBytes: 8 })).to.have.property('0', 'xml-too-large');
      expect(refusalOf(new TextEncoder().encode('<a>é</a>'), { maxBytes: 8 })).to.have.property(
        '0',
        'xml-too-large',
      );
      expect(refusalOf('<a><b/></a>', { maxDepth: 1 })).to.deep.equal(['xml-too-deep', 1, 4]);
      expect(refusalOf('<a b="" c=""/>', { maxAttributes: 1 })).to.have.property('0', 'xml-too-large');
    });
  });

  it('reads an element for what it means, however it is written', () => {
    fc.assert(
      fc.property(spelledElement, ({ means, text }) => {
        expect(describeDifference(parseDocument(text), means)).to.equal(undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('reads what saxes reads', () => {
    fc.assert(
      fc.property(spelledElement, ({ text }) => {
        expect(describeDifference(parseDocument(text), parseWithSaxes(text))).to.equal(undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what saxes refuses, and reads all else alike or for a reason that is written down', () => {
    fc.assert(
      fc.property(mutated(spelledElement.map(({ text }) => text)), (text) => {
        const own = attempt(parseDocument, text);
        const other = attempt(parseWithSaxes, text);
        if (own === undefined) return other === undefined || isRefusedOnlyHere(text);
        return (
          other !== undefined && (describeDifference(own, other) === undefined || isRefusedOnlyHere(text))
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('gives an element or an `XmlError` for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        refusalOf(bytes);
      }),
    );
  });

  it('reads again what was written anew', () => {
    fc.assert(
      fc.property(spelledElement, ({ means }) => {
        expect(describeDifference(parseDocument(serialize(means)), means)).to.equal(undefined);
      }),
    );
  });
});
