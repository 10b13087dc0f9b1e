import { expect } from 'chai';
import { childElements, childOf, childrenOf, element, textOf } from './element.ts';

describe('element', () => {
  it('leaves out attributes that are undefined, and keeps those that are empty', () => {
    expect(element('urn:a', 'a', { b: undefined, c: '' }).attributes).to.deep.equal({ c: '' });
  });

  it('keeps an attribute named after something every object has', () => {
    const attributes = Object.fromEntries([['__proto__', 'a']]);
    expect(Object.entries(element('', 'a', attributes).attributes)).to.deep.equal([['__proto__', 'a']]);
  });
});

describe('childElements, childOf, childrenOf and textOf', () => {
  const body = element('c', 'body');
  const other = element('d', 'body');
  const again = element('c', 'body', {}, ['x']);
  const message = element('c', 'message', {}, ['a', body, 'b', other, again]);

  it('find what is directly inside', () => {
    expect(childElements(message)).to.deep.equal([body, other, again]);
    expect(childOf(message, 'd', 'body')).to.equal(other);
    expect(childOf(message, 'c', 'subject')).to.equal(undefined);
    expect(childrenOf(message, 'c', 'body')).to.deep.equal([body, again]);
    expect(textOf(message)).to.equal('ab');
  });
});
