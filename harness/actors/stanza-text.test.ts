import { expect } from 'chai';
import { addresseeOf, withSender } from './stanza-text.ts';

describe('withSender', () => {
  it('says whom a stanza is from, where it does not', () => {
    const of = (text: string): string => withSender(text, "x@b.test/o'neil");
    expect([
      of("<message to='u@a.test' type='chat'><body from='x'>a</body></message>"),
      of('<presence/>'),
      of("<iq from='y@c.test' id='1'/>"),
      of(' '),
    ]).to.deep.equal([
      "<message to='u@a.test' type='chat' from='x@b.test/o&apos;neil'><body from='x'>a</body></message>",
      "<presence from='x@b.test/o&apos;neil'/>",
      "<iq from='y@c.test' id='1'/>",
      ' ',
    ]);
  });
});

describe('addresseeOf', () => {
  it('reads the start tag and nothing inside', () => {
    expect([
      addresseeOf("<message id='a>b' to='u@a.test/h'><body to='x'/></message>"),
      addresseeOf('<message to = "u@a.test"/>'),
      addresseeOf("<message><body to='x'/></message>"),
    ]).to.deep.equal(['u@a.test/h', 'u@a.test', undefined]);
  });
});
