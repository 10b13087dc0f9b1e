import { expect } from 'chai';
import fc from 'fast-check';
import { anyElement, text } from './arbitrary.contract.ts';
import { sameElement } from './compare.ts';
import { type Element, element } from './element.ts';
import { XmlError } from './errors.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { parseDocument } from './parse.ts';
import { xmlNamespace } from './prefixes.ts';
import { serialize, startTag } from './serialize.ts';

const client = 'jabber:client';
const streams = 'http://etherx.jabber.org/streams';

describe('serialize', () => {
  it('declares a namespace where it is not the one around, and only there', () => {
    const message = element(client, 'message', { to: 'romeo' }, [
      element(client, 'body', {}, ['hi']),
      element('urn:a', 'x', {}, [element('', 'y')]),
    ]);
    const inside = '<body>hi</body><x xmlns="urn:a"><y xmlns=""/></x></message>';
    expect(serialize(message)).to.equal(`<message xmlns="jabber:client" to="romeo">${inside}`);
    expect(serialize(message, client)).to.equal(`<message to="romeo">${inside}`);
  });

  it('gives attributes that have a namespace a prefix, and needs none declared for `xml:`', () => {
    const attributes = {
      '{urn:b}c': '1',
      '{urn:b}d': '2',
      '{urn:{e}}f': '3',
      [`{${xmlNamespace}}lang`]: 'en',
    };
    expect(serialize(element('', 'a', attributes))).to.equal(
      '<a xmlns:ns1="urn:b" ns1:c="1" ns1:d="2" xmlns:ns2="urn:{e}" ns2:f="3" xml:lang="en"/>',
    );
  });

  it('uses the prefixes declared around', () => {
    const features = element(streams, 'features', { [`{${streams}}a`]: '', '{urn:c}d': '' }, [
      element(streams, 'b'),
      element(client, 'e'),
    ]);
    expect(serialize(features, client, { stream: streams, ns1: 'urn:x' })).to.equal(
      '<stream:features stream:a="" xmlns:ns2="urn:c" ns2:d=""><stream:b/><e/></stream:features>',
    );
  });

  it('repeats what was read where it means the same, and writes it anew elsewhere', () => {
    const read = parseDocument("<a xmlns='urn:a' ><b c = '1'/></a>");
    expect(serialize(read)).to.equal("<a xmlns='urn:a' ><b c = '1'/></a>");
    const around = element('urn:a', 'around', {}, read.children);
    expect(serialize(around, 'urn:a')).to.equal("<around><b c = '1'/></around>");
    expect(serialize({ ...read, attributes: { d: '' } })).to.equal(
      '<a xmlns="urn:a" d=""><b c = \'1\'/></a>',
    );
    expect(serialize(element('', 'other', {}, read.children))).to.equal(
      '<other><b xmlns="urn:a" c="1"/></other>',
    );
  });

  it('writes what is read as the same element, in any default namespace', () => {
    fc.assert(
      fc.property(anyElement, fc.constantFrom('', client, 'urn:example:a'), (written, within) => {
        const [read] = parseDocument(`<r xmlns="${within}">${serialize(written, within)}</r>`).children;
        expect(typeof read === 'object' && sameElement(read, written)).to.equal(true);
      }),
    );
  });

  it('moves what was read to any other place without changing what it means', () => {
    fc.assert(
      fc.property(anyElement, anyElement, (moved, place) => {
        const read = parseDocument(serialize(moved));
        const around: Element = { ...place, children: [...place.children, read] };
        expect(sameElement(parseDocument(serialize(around)), around)).to.equal(true);
      }),
    );
  });

  it('writes what is read as the same element when prefixes are declared around', () => {
    fc.assert(
      fc.property(anyElement, (written) => {
        const outer = { ns1: 'urn:example:a', b: 'urn:example:{b}' };
        const [read] = parseDocument(
          `${startTag('r', '', {}, '', outer)}${serialize(written, '', outer)}</r>`,
        ).children;
        expect(typeof read === 'object' && sameElement(read, written)).to.equal(true);
      }),
    );
  });
});

describe('startTag', () => {
  it('writes the header of a stream', () => {
    const attributes = { version: '1.0', [`{${xmlNamespace}}lang`]: 'en' };
    expect(startTag('stream', streams, attributes, '', { '': client, stream: streams })).to.equal(
      `<stream:stream xmlns="jabber:client" xmlns:stream="${streams}" version="1.0" xml:lang="en">`,
    );
  });

  it('writes the tag of a stanza for a stream', () => {
    expect(startTag('message', client, { to: "a'b@c" }, client)).to.equal('<message to="a&apos;b@c">');
    expect(startTag('message', client)).to.equal('<message xmlns="jabber:client">');
  });

  it('will not put a tag in the default namespace of another', () => {
    expect(() => startTag('stream', streams, {}, '', { '': client })).to.throw('no prefix');
  });
});

describe('escapeText and escapeAttribute', () => {
  it('write as a reference what would not be read as it is, and nothing else', () => {
    expect(escapeText(`a&<]]>"'\t\n\r😀`)).to.equal(`a&amp;&lt;]]&gt;"'\t\n&#13;😀`);
    expect(escapeAttribute(`a&<]]>"'\t\n\r😀`)).to.equal('a&amp;&lt;]]&gt;&quot;&apos;&#9;&#10;&#13;😀');
  });

  it('refuse what XML cannot say', () => {
    for (const bad of ['\u0000', 'a\u001f', '\ufffe', '\uffff', '\ud83d', '\ude00a']) {
      expect(() => escapeText(bad)).to.throw(XmlError, 'cannot be written');
      expect(() => escapeAttribute(bad)).to.throw(XmlError, 'cannot be written');
    }
  });

  it('write any other text so that it is read again', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(
          parseDocument(`<a b="${escapeAttribute(any)}" c='${escapeAttribute(any)}'>${escapeText(any)}</a>`),
        ).to.deep.equal(element('', 'a', { b: any, c: any }, any === '' ? [] : [any]));
      }),
    );
  });
});
