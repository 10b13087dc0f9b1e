import { expect } from 'chai';
import { readBody, readReceived } from './body.ts';
import { compare, type MatchMode } from './match.ts';

/** Why this received stanza is not the expected one; undefined: it is. */
function difference(expected: string, received: string, mode: MatchMode = 'scansion'): string | undefined {
  const [wanted, found] = [readBody(expected)?.element, readReceived(received)];
  if (wanted === undefined || found === undefined) throw new Error('a stanza of this test is no stanza');
  return compare(wanted, found, mode).difference;
}

const matches = (expected: string, received: string, mode?: MatchMode): boolean =>
  difference(expected, received, mode) === undefined;

/** Expected, received, whether it matches in scansion's way and in the portable one. */
const table: readonly (readonly [string, string, string, boolean, boolean])[] = [
  ['the same', '<presence/>', '<presence/>', true, true],
  ['another name', '<presence/>', '<message/>', false, false],
  ['another namespace', "<iq><a xmlns='n'/></iq>", "<iq><a xmlns='m'/></iq>", false, false],
  ['a prefix for an xmlns', "<iq><p:a xmlns:p='n'/></iq>", "<iq><a xmlns='n'/></iq>", true, true],
  ['an attribute more', "<iq id='1'/>", "<iq id='1' to='x'/>", true, true],
  ['an attribute that is missing', "<iq id='1' to='x'/>", "<iq id='1'/>", false, false],
  ['another value', "<iq id='1'/>", "<iq id='2'/>", false, false],
  ['any value', "<iq id='{scansion:any}'/>", "<iq id='2'/>", true, true],
  ['any value that is missing', "<iq id='{scansion:any}'/>", '<iq/>', false, false],
  ['any within a value', "<iq id='x{scansion:any}'/>", "<iq id='x2'/>", false, false],
  ['a child more', '<message><a/></message>', '<message><b/><a/></message>', true, true],
  ['children in another order', '<message><a/><b/></message>', '<message><b/><a/></message>', true, true],
  ['a child that is missing', '<message><a/></message>', '<message/>', false, false],
  ['two expected, one there', '<message><a/><a/></message>', '<message><a/></message>', true, true],
  ['no text expected', '<message><body/></message>', '<message><body>x</body></message>', true, true],
  [
    'white space around text',
    '<message><body> x\n</body></message>',
    '<message><body>x</body></message>',
    true,
    true,
  ],
  ['another text', '<message><body>x</body></message>', '<message><body>y</body></message>', false, false],
  ['own xmlns: an attribute more', "<iq><a xmlns='n'/></iq>", "<iq><a xmlns='n' b='1'/></iq>", false, true],
  ['own xmlns: a child more', "<iq><a xmlns='n'/></iq>", "<iq><a xmlns='n'><b/></a></iq>", false, true],
  [
    'own xmlns: another order',
    "<iq><a xmlns='n'><b/><c/></a></iq>",
    "<iq><a xmlns='n'><c/><b/></a></iq>",
    false,
    true,
  ],
  [
    'own xmlns: text that is not expected',
    "<iq><a xmlns='n'/></iq>",
    "<iq><a xmlns='n'>x</a></iq>",
    false,
    true,
  ],
  [
    'own xmlns is not inherited',
    "<iq><a xmlns='n'><b/></a></iq>",
    "<iq><a xmlns='n'><b c='1'>x<d/></b></a></iq>",
    true,
    true,
  ],
  [
    'own xmlns said again inside',
    "<iq><a xmlns='n'><b xmlns='n'/></a></iq>",
    "<iq><a xmlns='n'><b c='1'/></a></iq>",
    false,
    true,
  ],
  ["a client's own xmlns", "<iq xmlns='jabber:client'/>", "<iq id='1'/>", true, true],
  ['strict by word', "<iq scansion:strict='true'/>", "<iq id='1'/>", false, true],
  [
    'loose by word',
    "<iq><a xmlns='n' scansion:strict='false'/></iq>",
    "<iq><a xmlns='n' b='1'>x<c/></a></iq>",
    true,
    true,
  ],
  [
    'loose in strict',
    "<iq><a xmlns='n'><b scansion:strict='true'><c/></b></a></iq>",
    "<iq><a xmlns='n'><b><c d='1'/></b></a></iq>",
    true,
    true,
  ],
  ['an xmlns in text is none', '<iq><a>xmlns="n"</a></iq>', '<iq><a b=\'1\'>xmlns="n"</a></iq>', true, true],
];

describe('compare', () => {
  for (const [what, expected, received, scansion, portable] of table) {
    it(`${what}: ${scansion ? 'matches' : 'differs'}, portable ${portable ? 'matches' : 'differs'}`, () => {
      expect([matches(expected, received), matches(expected, received, 'portable')]).to.deep.equal([
        scansion,
        portable,
      ]);
    });
  }

  it('says the first difference with its path', () => {
    const expected = "<iq type='result'><query xmlns='n'><item jid='a'/></query></iq>";
    const tried = [
      "<iq type='error'/>",
      '<iq/>',
      "<iq type='result'/>",
      "<iq type='result'><query xmlns='n'><item jid='b'/></query></iq>",
      "<iq type='result'><query xmlns='n' ver='1'><item jid='a'/></query></iq>",
      "<iq type='result'><query xmlns='n'><item jid='a'/><item jid='b'/></query></iq>",
    ];
    expect(tried.map((received) => difference(expected, received))).to.deep.equal([
      'iq/@type: `error`, not `result`',
      'iq: no attribute `type`',
      "iq: no `<query xmlns='n'/>`",
      'iq/query/item/@jid: `b`, not `a`',
      'iq/query: attribute `ver` too many',
      "iq/query: `<item xmlns='n'/>` too many",
    ]);
  });

  it('tells what was captured, and compares it with nothing', () => {
    const expected = readBody(
      "<iq id='{scansion:capture:a}'><b c='{scansion:capture:a}' d='{scansion:capture:d}'/></iq>",
    );
    const received = readReceived("<iq id='1'><b c='2' d='3'/></iq>");
    if (expected === undefined || received === undefined) throw new Error('no stanza');
    expect(compare(expected.element, received, 'scansion')).to.deep.include({
      difference: undefined,
      captured: { a: '2', d: '3' },
    });
  });

  it('finds the child that is meant among several of one name', () => {
    const expected = "<iq><x xmlns='n' scansion:strict='false'><i a='2'><j/></i></x></iq>";
    expect(matches(expected, "<iq><x xmlns='n'><i a='1'/><i a='2'><j/></i></x></iq>")).to.be.true;
    expect(difference(expected, "<iq><x xmlns='n'><i a='1'/><i a='2'/></x></iq>")).to.equal(
      "iq/x/i: no `<j xmlns='n'/>`",
    );
  });
});
