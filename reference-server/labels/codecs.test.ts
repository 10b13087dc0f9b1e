import { expect } from 'chai';
import { element } from '#xml';
import { onlyLabelErrors } from './codec.contract.ts';
import { clearanceCodecs, labelCodecFor, labelCodecs } from './codecs.ts';

describe('labelCodecFor', () => {
  it('finds each codec by its element, and none by half of it', () => {
    for (const codec of Object.values(labelCodecs)) {
      const { namespace, name } = codec.element;
      expect(labelCodecFor(element(namespace, name))).to.equal(codec);
      expect(labelCodecFor(element('urn:b', name))).to.equal(undefined);
      expect(labelCodecFor(element(namespace, 'b'))).to.equal(undefined);
    }
  });

  it('names each codec by its syntax', () => {
    for (const [name, codec] of Object.entries({ ...labelCodecs, ...clearanceCodecs })) {
      expect(codec.syntax).to.equal(name);
    }
  });
});

describe('onlyLabelErrors', () => {
  it('lets every other error through: a codec that throws one fails its contract', () => {
    expect(() =>
      onlyLabelErrors(() => {
        throw new RangeError('invalid array length');
      }),
    ).to.throw(RangeError, 'invalid array length');
  });
});
