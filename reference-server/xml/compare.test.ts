import { expect } from 'chai';
import fc from 'fast-check';
import { anyElement } from './arbitrary.contract.ts';
import { describeDifference, sameElement } from './compare.ts';
import { element } from './element.ts';
import { parseDocument } from './parse.ts';

describe('sameElement', () => {
  it('ignores prefixes, the order of attributes, and how text is cut', () => {
    const one = parseDocument('<p:a xmlns:p="urn:a" b="1" c="2">x<![CDATA[y]]>&#122;</p:a>');
    expect(sameElement(one, element('urn:a', 'a', { c: '2', b: '1' }, ['', 'x', 'yz', '']))).to.equal(true);
  });

  it('finds an element the same as itself, and another wherever they differ', () => {
    fc.assert(
      fc.property(anyElement, anyElement, (a, b) => {
        expect(describeDifference(a, a)).to.equal(undefined);
        expect(sameElement(a, b)).to.equal(sameElement(b, a));
        expect(sameElement({ ...a, children: [...a.children, b] }, a)).to.equal(false);
      }),
    );
  });
});

describe('describeDifference', () => {
  const message = element('c', 'message', { to: 'romeo' }, [element('c', 'body', {}, ['hi'])]);

  it('names the first difference by its path, what was found first', () => {
    const others = [
      element('d', 'message'),
      element('c', 'message', { id: '1', to: 'romeo' }, message.children),
      element('c', 'message', {}, message.children),
      element('c', 'message', { to: 'juliet' }, message.children),
      element('c', 'message', { to: 'romeo' }),
      element('c', 'message', { to: 'romeo' }, [element('c', 'body', {}, ['ho'])]),
      element('c', 'message', { to: 'romeo' }, [element('c', 'subject')]),
      element('c', 'message', { to: 'romeo' }, [...message.children, 'x']),
      element('c', 'message', { to: 'romeo' }, ['x']),
    ];
    expect(others.map((expected) => describeDifference(message, expected))).to.deep.equal([
      'message: `<message xmlns="c">`, not `<message xmlns="d">`',
      'message: no attribute `id`',
      'message: attribute `to` too many',
      'message/@to: `romeo`, not `juliet`',
      'message: `<body xmlns="c">`, not nothing',
      'message/body: text `hi`, not text `ho`',
      'message/subject: `<body xmlns="c">`, not `<subject xmlns="c">`',
      'message: nothing, not text `x`',
      'message: `<body xmlns="c">`, not text `x`',
    ]);
  });
});
