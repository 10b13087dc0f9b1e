import { expect } from 'chai';
import { XmlError } from '#xml';
import { answerOf } from './codec.contract.ts';
import { asLabelErrors, readDocument } from './document.ts';
import { LabelError } from './errors.ts';

describe('readDocument', () => {
  it('passes over comments, and says in words of labels what is wrong with a document', () => {
    const texts = ['<!-- c --><a/>', '', '<a>', '<!DOCTYPE a><a/>', '<?a?><a/>', `<a>${' '.repeat(20)}</a>`];
    const root = (text: string): unknown => answerOf(() => readDocument(text, 25).name);
    expect(texts.map(root)).to.deep.equal([
      'a',
      'label-encoding: no root',
      'label-encoding: element without an end',
      'label-encoding: document type declaration',
      'label-encoding: processing instruction',
      'label-too-large: document of 27 bytes',
    ]);
  });
});

describe('asLabelErrors', () => {
  it('keeps what went wrong as the cause', () => {
    const error: unknown = answerErrorOf(() => readDocument('<a>', 25));
    expect(error).to.be.instanceOf(LabelError);
    expect(error).to.have.property('cause').that.is.instanceOf(XmlError);
  });

  it('lets our own mistakes through', () => {
    expect(() =>
      asLabelErrors(() => {
        throw new RangeError('invalid array length');
      }),
    ).to.throw(RangeError, 'invalid array length');
  });
});

function answerErrorOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
