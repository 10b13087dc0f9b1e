import { expect } from 'chai';
import { element } from '#xml';
import { onlyLabelErrors } from './codec.contract.ts';
import {
  clearanceCodecs,
  equivalentCodecFor,
  labelCodecFor,
  labelCodecs,
  mappedLabelCodecFor,
  mappedLabelCodecs,
} from './codecs.ts';
import { stanag4774AlternativeCodec } from './stanag4774/label-codec.ts';

describe('labelCodecFor', () => {
  it('finds each codec by its element, and none by half of it', () => {
    for (const codec of Object.values(labelCodecs)) {
      const { namespace, name } = codec.element;
      expect(labelCodecFor(element(namespace, name))).to.equal(codec);
      expect(equivalentCodecFor(element(namespace, name))).to.equal(codec);
      expect(labelCodecFor(element('urn:b', name))).to.equal(undefined);
      expect(labelCodecFor(element(namespace, 'b'))).to.equal(undefined);
    }
  });

  it('finds a STANAG 4774 label under its older name, and an alternative one as an equivalent alone', () => {
    const wires = [
      'ConfidentialityLabel',
      'alternativeConfidentialityLabel',
      'metadataConfidentialityLabel',
    ].map((name) => element(labelCodecs.stanag4774.element.namespace, name));
    expect(wires.map(labelCodecFor)).to.deep.equal([labelCodecs.stanag4774, undefined, undefined]);
    expect(wires.map(equivalentCodecFor)).to.deep.equal([
      labelCodecs.stanag4774,
      stanag4774AlternativeCodec,
      undefined,
    ]);
  });

  it('knows each syntax by the element that its specification names', () => {
    expect(
      Object.values(labelCodecs).map(({ element: { namespace, name } }) => [namespace, name]),
    ).to.deep.equal([
      ['urn:xmpp:sec-label:ess:0', 'esssecuritylabel'],
      ['urn:nato:stanag:4774:confidentialitymetadatalabel:1:0', 'originatorConfidentialityLabel'],
      ['urn:nato:stanag:4778:bindinginformation:1:0', 'BindingInformation'],
    ]);
  });

  it('names each codec by its syntax', () => {
    for (const [name, codec] of Object.entries({
      ...labelCodecs,
      ...mappedLabelCodecs,
      ...clearanceCodecs,
    })) {
      expect(codec.syntax).to.equal(name);
    }
  });
});

describe('mappedLabelCodecFor', () => {
  it('finds a syntax that has to be switched on by its element, and nobody else does', () => {
    const wire = element('http://example.gov/IC-ISM/0', 'icismlabel');
    expect(mappedLabelCodecFor(wire)).to.equal(mappedLabelCodecs['ic-ism']);
    expect([labelCodecFor(wire), equivalentCodecFor(wire)]).to.deep.equal([undefined, undefined]);
    expect(mappedLabelCodecFor(element('urn:b', 'icismlabel'))).to.equal(undefined);
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
