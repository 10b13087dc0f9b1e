import { expect } from 'chai';
import { sameElement } from './compare.ts';
import { element } from './element.ts';
import { XmlError } from './errors.ts';
import { parseDocument } from './parse.ts';
import { serialize } from './serialize.ts';
import { writtenOnce } from './written-once.ts';

const bag = element('urn:x', 'bag', { of: 'a&b' }, ['<', element('urn:y', 'thing')]);

describe('writtenOnce', () => {
  it('is the same element, with the text it is written as', () => {
    const once = writtenOnce(bag, 'jabber:client');
    expect(sameElement(once, bag)).to.equal(true);
    expect(once.source).to.deep.equal({ text: serialize(bag, 'jabber:client'), within: 'jabber:client' });
    expect(serialize(once, 'jabber:client')).to.equal(once.source?.text);
  });

  it('is written anew elsewhere, and says the same', () => {
    const once = writtenOnce(element('urn:x', 'bag'), 'urn:x');
    expect(serialize(once, 'urn:x')).to.equal('<bag/>');
    expect(sameElement(parseDocument(serialize(once)), once)).to.equal(true);
  });

  it('leaves no text to a copy', () => {
    const copy = { ...writtenOnce(bag, ''), children: [] };
    expect(serialize(copy)).to.equal('<bag xmlns="urn:x" of="a&amp;b"/>');
  });

  it('throws for what XML cannot say', () => {
    expect(() => writtenOnce(element('urn:x', 'bag', {}, ['\u0000']), '')).to.throw(XmlError);
  });
});
