import { expect } from 'chai';
import { parseDocument } from '#xml';
import { holdsLabelsAlone } from './labels-alone.ts';

const label = (root: string): string =>
  `<${root} xmlns='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'/>`;
const originator = label('originatorConfidentialityLabel');
const reference = "<DataReference URI=''/>";

/** A binding with this in its one MetadataBinding, and that before and behind it. */
function binding(inside: string, before = '', behind = ''): string {
  return `<BindingInformation xmlns='urn:nato:stanag:4778:bindinginformation:1:0'>${before}<MetadataBindingContainer><MetadataBinding>${inside}</MetadataBinding>${behind}</MetadataBindingContainer></BindingInformation>`;
}

function isAlone(text: string): boolean {
  return holdsLabelsAlone(parseDocument(text));
}

describe('holdsLabelsAlone', () => {
  it('is so of labels in their Metadata, together or each in one, with or without a BindingDataObject', () => {
    const alternative = label('alternativeConfidentialityLabel');
    const whole = binding(
      `<Metadata>${originator}</Metadata><Metadata>${alternative}</Metadata>${reference}`,
    );
    expect(isAlone(whole)).to.equal(true);
    expect(isAlone(binding(`<Metadata>${originator}${alternative}</Metadata>${reference}`))).to.equal(true);
    expect(isAlone(binding(`<Metadata>${label('ConfidentialityLabel')}</Metadata>${reference}`))).to.equal(
      true,
    );
    const profile = "xmlns='urn:nato:stanag:4778:profile:xmpp:1:0'";
    expect(isAlone(`<BindingData ${profile}>${whole}</BindingData>`)).to.equal(true);
    expect(
      isAlone(`<BindingData ${profile}><BindingDataObject>${whole}</BindingDataObject></BindingData>`),
    ).to.equal(true);
    expect(isAlone(`<BindingData ${profile}>${whole}${whole}</BindingData>`)).to.equal(false);
    expect(isAlone(`<BindingData ${profile}/>`)).to.equal(false);
  });

  it('is not so beside a signature, another binding, another reference, or metadata of another kind', () => {
    const labelled = `<Metadata>${originator}</Metadata>`;
    expect(isAlone(binding(labelled + reference, "<Signature xmlns='s'/>"))).to.equal(false);
    expect(isAlone(binding(labelled + reference, '', '<MetadataBinding/>'))).to.equal(false);
    expect(isAlone(binding(`${labelled}${reference}<Data/>`))).to.equal(false);
    expect(isAlone(binding(`${labelled}<DataReference URI=''><Transforms/></DataReference>`))).to.equal(
      false,
    );
    expect(isAlone(binding(`${labelled}<Metadata><x/></Metadata>${reference}`))).to.equal(false);
    const metadata = label('metadataConfidentialityLabel');
    expect(isAlone(binding(`${labelled}<Metadata>${metadata}</Metadata>${reference}`))).to.equal(false);
  });
});
