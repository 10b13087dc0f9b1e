import { expect } from 'chai';
import { Outstanding } from './outstanding.ts';
import { stanza } from './rules.fixture.ts';

const romeo = 'romeo@a.test/orchard';
const sent = (xml: string): ReturnType<typeof stanza> => stanza(xml, 'juliet@a.test/balcony');
const answer = (id: string, kind = 'message'): ReturnType<typeof stanza> =>
  stanza(`<${kind} type='error' id='${id}' to='juliet@a.test/balcony'><error/></${kind}>`, romeo);

describe('Outstanding', () => {
  it('knows what was sent, and that it was answered', () => {
    const outstanding = new Outstanding();
    outstanding.note(sent("<message id='m1'/>"));
    expect(outstanding.settle(answer('m1'))).to.be.true;
    expect(outstanding.settle(answer('m1'))).to.be.false;
  });

  it('takes no answer with another id, of another kind, or to somebody else', () => {
    const outstanding = new Outstanding();
    outstanding.note(sent("<message id='m1'/>"));
    outstanding.note(stanza("<message id='m2'/>", 'nurse@a.test/hall'));
    expect(outstanding.settle(answer('m3'))).to.be.false;
    expect(outstanding.settle(answer('m1', 'iq'))).to.be.false;
    expect(outstanding.settle(answer('m2'))).to.be.false;
    expect(outstanding.settle(stanza("<message type='error' id='m1'/>", romeo))).to.be.false;
  });

  it('takes no answer with an id that only looks alike, and knows a long one', () => {
    const outstanding = new Outstanding();
    const long = 'm'.repeat(300);
    outstanding.note(sent("<message id='m'/>"));
    outstanding.note(sent(`<message id='${long}'/>`));
    // The two have one number of 32 bits (FNV-1a): an answer could choose its words and then their end
    expect(outstanding.settle(answer('attack at dawn, bring everything: pwaf3l'))).to.be.false;
    expect(outstanding.settle(answer(`${long}m`))).to.be.false;
    expect(outstanding.settle(answer(long))).to.be.true;
    expect(outstanding.settle(answer('m'))).to.be.true;
  });

  it('does not wait for an answer to an answer, nor to what has no id', () => {
    const outstanding = new Outstanding();
    outstanding.note(sent("<message id='m1' type='error'/>"));
    outstanding.note(sent("<iq id='i1' type='result'/>"));
    outstanding.note(sent('<message/>'));
    expect(outstanding.settle(answer('m1'))).to.be.false;
    expect(outstanding.settle(answer('i1', 'iq'))).to.be.false;
    expect(outstanding.settle(stanza("<message type='error' to='juliet@a.test/balcony'/>", romeo))).to.be
      .false;
  });

  it('forgets the oldest of many', () => {
    const outstanding = new Outstanding();
    for (let index = 0; index < 257; index += 1) outstanding.note(sent(`<message id='m${index}'/>`));
    expect(outstanding.settle(answer('m0'))).to.be.false;
    expect(outstanding.settle(answer('m1'))).to.be.true;
    expect(outstanding.settle(answer('m256'))).to.be.true;
  });
});
