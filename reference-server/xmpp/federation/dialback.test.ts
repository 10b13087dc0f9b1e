import { expect } from 'chai';
import { element } from '#xml';
import { StreamError } from '../stream-error.ts';
import { DialbackKeys, readDialback, writeAnswer, writeQuestion } from './dialback.ts';

const pair = { from: 'capulet.example', to: 'montague.example' };

describe('DialbackKeys', () => {
  it('makes the key of the example in XEP-0220 §2.1.1', () => {
    expect(new DialbackKeys('s3cr3tf0rd14lb4ck').keyFor(pair, 'D60000229F')).to.equal(
      'b4835385f37fe2895af6c196b59097b16862406db80559900d96bf6fa7d23df3',
    );
  });

  it('makes the key of the example in XEP-0220 §2.2.2', () => {
    const turned = { from: 'montague.example', to: 'capulet.example' };
    expect(new DialbackKeys('d14lb4ck43v3r').keyFor(turned, '417GAF25')).to.equal(
      '225cc5aa6a071133249d25fef42ae516fc7a86c523aa1c6980a7f73e784c972d',
    );
  });

  it('knows its key again, for that pair and that stream alone', () => {
    const keys = new DialbackKeys('one');
    const key = keys.keyFor(pair, 'x');
    expect(keys.isKey(key, pair, 'x')).to.equal(true);
    expect(keys.isKey(key, pair, 'y')).to.equal(false);
    expect(keys.isKey(key, { from: 'tybalt.example', to: pair.to }, 'x')).to.equal(false);
    expect(keys.isKey(key, { from: pair.from, to: 'verona.example' }, 'x')).to.equal(false);
    expect(keys.isKey('', pair, 'x')).to.equal(false);
    expect(new DialbackKeys('two').isKey(key, pair, 'x')).to.equal(false);
  });
});

describe('readDialback', () => {
  const asked = { from: 'capulet.example', to: 'Montague.example', id: '417GAF25' };

  it('reads a question and its domains, prepared', () => {
    expect(readDialback(element('jabber:server:dialback', 'verify', asked, [' 225c\n']))).to.deep.equal({
      kind: 'verify',
      pair,
      id: '417GAF25',
      key: '225c',
    });
  });

  it('reads an answer', () => {
    const answer = element('jabber:server:dialback', 'result', { ...asked, type: 'valid' });
    expect(readDialback(answer)?.answer).to.equal('valid');
  });

  it('has nothing to say of another element', () => {
    expect(readDialback(element('jabber:server', 'message', asked))).to.equal(undefined);
  });

  for (const [what, name, attributes] of [
    ['another name', 'key', asked],
    ['a user in place of a domain', 'result', { ...asked, from: 'juliet@capulet.example' }],
    ['no addressee', 'result', { from: 'capulet.example' }],
    ['another answer', 'result', { ...asked, type: 'perhaps' }],
    ['a key of no stream', 'verify', { from: asked.from, to: asked.to }],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readDialback(element('jabber:server:dialback', name, attributes))).to.throw(StreamError);
    });
  }
});

describe('writeQuestion and writeAnswer', () => {
  const question = { kind: 'verify', pair, id: `a'b`, key: '12' } as const;

  it('writes what is asked, with the prefix that everybody knows', () => {
    expect(writeQuestion(question)).to.equal(
      "<db:verify from='capulet.example' to='montague.example' id='a&apos;b'>12</db:verify>",
    );
  });

  it('turns the domains round in the answer', () => {
    expect(writeAnswer({ ...question, kind: 'result' }, 'valid')).to.equal(
      "<db:result from='montague.example' to='capulet.example' type='valid'/>",
    );
  });

  it('says why there is no answer', () => {
    expect(writeAnswer({ ...question, id: 'x' }, { condition: 'item-not-found' })).to.equal(
      "<db:verify from='montague.example' to='capulet.example' id='x' type='error'><error type='cancel'>" +
        "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></db:verify>",
    );
  });
});
