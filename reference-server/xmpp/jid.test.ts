import { expect } from 'chai';
import fc from 'fast-check';
import { bareOf, parseJid, withResource } from './jid.ts';
import { jid } from './read.fixture.ts';

describe('parseJid', () => {
  const addresses: [text: string, local: string, domain: string, resource: string][] = [
    ['juliet@a.test', 'juliet', 'a.test', ''],
    ['juliet@a.test/balcony', 'juliet', 'a.test', 'balcony'],
    ['juliet@a.test/foo bar', 'juliet', 'a.test', 'foo bar'],
    ['juliet@a.test/foo@bar', 'juliet', 'a.test', 'foo@bar'],
    ['juliet@a.test/a/b', 'juliet', 'a.test', 'a/b'],
    ['a.test', '', 'a.test', ''],
    ['a.test/mars', '', 'a.test', 'mars'],
    ['JULIET@A.Test/Balcony', 'juliet', 'a.test', 'Balcony'],
    ['juliet@a.test.', 'juliet', 'a.test', ''],
    ['fu\u00DFball@a.test', 'fu\u00DFball', 'a.test', ''],
    ['\u03C0@a.test', '\u03C0', 'a.test', ''],
    ['\u03A3@a.test', '\u03C3', 'a.test', ''],
    ['king@a.test/\u265A', 'king', 'a.test', '\u265A'],
    ['re\u0301my@a.test/re\u0301', 'r\u00E9my', 'a.test', 'r\u00E9'],
    ['\uFF2A\uFF35@a.test', 'ju', 'a.test', ''],
    ['juliet@b\u00FCcher.test', 'juliet', 'b\u00FCcher.test', ''],
    ['juliet@xn--bcher-kva.test', 'juliet', 'b\u00FCcher.test', ''],
    ['juliet@127.0.0.1', 'juliet', '127.0.0.1', ''],
    ['juliet@[2001:DB8::1]/x', 'juliet', '[2001:db8::1]', 'x'],
    ['juliet@127.1', 'juliet', '127.0.0.1', ''],
    ['juliet@0x7F.0.0.1', 'juliet', '127.0.0.1', ''],
    ['juliet@2130706433.', 'juliet', '127.0.0.1', ''],
    ['juliet@[2001:db8:0::1]', 'juliet', '[2001:db8::1]', ''],
    ['juliet@[::ffff:1.2.3.4]', 'juliet', '[::ffff:102:304]', ''],
    ['juliet@1.test', 'juliet', '1.test', ''],
    ['#a!b@a.test', '#a!b', 'a.test', ''],
    ['juliet@a.test/a\u00A0b', 'juliet', 'a.test', 'a b'],
  ];
  for (const [text, local, domain, resource] of addresses) {
    it(`reads \`${text}\``, () => {
      const bare = local === '' ? domain : `${local}@${domain}`;
      const full = resource === '' ? bare : `${bare}/${resource}`;
      expect(parseJid(text)).to.deep.equal({ local, domain, resource, bare, full });
    });
  }

  const refused: [text: string, because: string][] = [
    ['', 'it is empty'],
    ['@a.test', 'the local part is empty'],
    ['juliet@', 'the domain is empty'],
    ['juliet@/x', 'the domain is empty before a resource'],
    ['juliet@a.test/', 'the resource is empty'],
    ['"juliet"@a.test', 'quotes are refused in a local part'],
    ["o'hara@a.test", 'an apostrophe is refused in a local part'],
    ['a&b@a.test', 'an ampersand is refused in a local part'],
    ['foo bar@a.test', 'a local part has no space'],
    ['a:b@a.test', 'a local part has no colon'],
    ['<juliet>@a.test', 'a local part has no angle brackets'],
    ['a@b@a.test', 'a domain has no second `@`'],
    ['juliet\u0000@a.test', 'a local part has no control character'],
    ['jul\u00ADiet@a.test', 'a local part has no soft hyphen'],
    ['henry\u2163@a.test', 'a Roman numeral sign has a compatibility form'],
    ['\u265A@a.test', 'a local part has no symbol'],
    ['juliet@a..test', 'a label of the domain is empty'],
    ['juliet@-a.test', 'a label of the domain starts with a hyphen'],
    ['juliet@a_b.test', 'a host name has no underscore'],
    ['juliet@[2001:db8::zz]', 'the address in brackets is none'],
    ['juliet@a.1', 'what ends in a number is an address, and this is none'],
    [`juliet@${'a'.repeat(64)}.test`, 'a label of the domain is over 63 bytes'],
    ['juliet@a.test/\u0007', 'a resource has no control character'],
    ['juliet@a.test/a\u2028b', 'a resource has no line separator'],
    ['juliet@a.test/a\u200Bb', 'a resource has no zero-width space'],
    ['juliet@a.test/\uD800', 'a resource has no lone surrogate'],
  ];
  for (const [text, because] of refused) {
    it(`refuses ${JSON.stringify(text)}: ${because}`, () => {
      expect(parseJid(text)).to.equal(undefined);
    });
  }

  it('takes parts of 1023 bytes and refuses parts of 1024', () => {
    const longest = 'a'.repeat(1023);
    expect(parseJid(`${longest}@a.test/${longest}`)?.full).to.equal(`${longest}@a.test/${longest}`);
    expect(parseJid(`${longest}a@a.test`)).to.equal(undefined);
    expect(parseJid(`juliet@a.test/${longest}a`)).to.equal(undefined);
    // Bytes, not characters
    expect(parseJid(`juliet@a.test/${'\u00E9'.repeat(512)}`)).to.equal(undefined);
    expect(parseJid(`juliet@${'a.'.repeat(511)}test`)).to.equal(undefined);
  });

  it('gives the same object for the same text', () => {
    expect(parseJid('juliet@a.test/once')).to.equal(parseJid('juliet@a.test/once'));
  });

  it('reads its own full form as the same address', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(part, part, part, (local, domain, resource) => {
        const jid = parseJid(`${local}@${domain}.test/${resource}`);
        if (jid !== undefined) expect(parseJid(jid.full)).to.deep.equal(jid);
      }),
    );
  });

  it('gives an address or nothing for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const jid = parseJid(text);
        if (jid !== undefined) expect(parseJid(jid.full)).to.deep.equal(jid);
      }),
    );
  });
});

describe('bareOf', () => {
  it('drops the resource', () => {
    expect(bareOf(jid('juliet@a.test/balcony'))).to.deep.equal(jid('juliet@a.test'));
  });

  it('gives a bare address back as it is', () => {
    const juliet = jid('juliet@a.test');
    expect(bareOf(juliet)).to.equal(juliet);
  });
});

describe('withResource', () => {
  it('puts a resource in place of what was there', () => {
    expect(withResource(jid('juliet@a.test/balcony'), 'tomb')).to.deep.equal(jid('juliet@a.test/tomb'));
  });

  it('refuses what cannot be a resource', () => {
    expect(withResource(jid('juliet@a.test'), '')).to.equal(undefined);
    expect(withResource(jid('juliet@a.test'), '\u0000')).to.equal(undefined);
  });
});
