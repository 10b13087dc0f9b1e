import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, element, parseDocument, serialize } from '#xml';
import { answerOf, describeLabelCodec, onlyLabelErrors } from '../codec.contract.ts';
import { LabelError } from '../errors.ts';
import { check } from '../property.contract.ts';
import { confidentialityLabel, plain } from '../stanag4774/arbitrary.contract.ts';
import { writeConfidentialityLabel } from '../stanag4774/write-label.ts';
import { type BoundLabels, maxBoundLabels, readBinding } from './binding.ts';
import { stanag4778BindingCodec } from './binding-codec.ts';
import { bindingNamespace } from './namespaces.ts';
import { writeBinding } from './write-binding.ts';

const xmlOf = (label: Parameters<typeof writeConfidentialityLabel>[0]): string =>
  serialize(writeConfidentialityLabel(label), bindingNamespace);
const originator = xmlOf(plain());
const lower = xmlOf(plain('originator', 'UNCLASSIFIED'));
const alternative = xmlOf(plain('alternative', 'HIDDEN'));
const onMetadata = xmlOf(plain('metadata'));

const stanza = "<DataReference URI=''/>";
const metadata = (...inside: string[]): string => inside.map((one) => `<Metadata>${one}</Metadata>`).join('');
const binding = (...inside: string[]): string => `<MetadataBinding>${inside.join('')}</MetadataBinding>`;
const container = (...bindings: string[]): string =>
  `<MetadataBindingContainer Id='c'>${bindings.join('')}</MetadataBindingContainer>`;

function information(inside: string): Element {
  return parseDocument(`<BindingInformation xmlns='${bindingNamespace}'>${inside}</BindingInformation>`);
}

/** Which classifications are bound in which role. */
function bound(inside: string): unknown {
  const answer = onlyLabelErrors(() => readBinding(information(inside)));
  return answer instanceof LabelError ? `${answer.code}: ${answer.message}` : classifications(answer);
}

function classifications({ originators, alternatives, metadata: onIt }: BoundLabels): unknown {
  return [originators, alternatives, onIt].map((labels) => labels.map(({ label }) => label.classification));
}

describe('readBinding', () => {
  it('reads an originator, its alternatives and a label of the metadata, one Metadata each', () => {
    const wire = information(container(binding(metadata(originator, alternative, onMetadata), stanza)));
    expect(classifications(readBinding(wire))).to.deep.equal([['SECRET'], ['HIDDEN'], ['SECRET']]);
  });

  it('gives each label with its element, as it came', () => {
    const { originators } = readBinding(information(container(binding(metadata(originator), stanza))));
    expect(
      originators.map(({ element: wire, label }) => [serialize(wire, bindingNamespace), label]),
    ).to.deep.equal([[originator, plain()]]);
  });

  it('reads two labels in one Metadata, as the guidance prints them, and no third', () => {
    expect([
      bound(container(binding(metadata(originator + alternative), stanza))),
      bound(container(binding(metadata(originator + alternative + alternative), stanza))),
      bound(container(binding(metadata(`${originator}<note xmlns='urn:x'/>`), stanza))),
      bound(container(binding(metadata(`${originator}${alternative}<note xmlns='urn:x'/>`), stanza))),
    ]).to.deep.equal([
      [['SECRET'], ['HIDDEN'], []],
      'label-structure: Metadata with 3 elements',
      'label-structure: Metadata with 2 elements',
      'label-structure: Metadata with 3 elements',
    ]);
  });

  it('passes over other metadata, and what is bound to something else', () => {
    const note = "<note xmlns='urn:x'>n</note>";
    expect([
      bound(container(binding(metadata(note), stanza))),
      bound(container(binding(metadata(originator), "<DataReference URI='#other'/>"))),
      bound(container(binding(metadata(originator), '<Data><a/></Data>'))),
      bound(container(binding(metadata(originator), "<DataReference URI='http://a.test/'/>"))),
      bound(container(binding("<MetadataReference URI='#m'/>", "<DataReference URI='#other'/>"))),
    ]).to.deep.equal(new Array(5).fill([[], [], []]));
  });

  it('takes a binding to a part of the stanza, or to more than the stanza, as one to the stanza', () => {
    const part =
      "<DataReference URI=' '><Transforms xmlns='http://www.w3.org/2000/09/xmldsig#'/></DataReference>";
    expect([
      bound(container(binding(metadata(originator), part))),
      bound(container(binding(metadata(originator), "<DataReference URI='#a'/>", stanza))),
    ]).to.deep.equal(new Array(2).fill([['SECRET'], [], []]));
  });

  it('gives every originator label, wherever it is bound, so that two can be refused', () => {
    expect([
      bound(container(binding(metadata(originator, lower), stanza))),
      bound(container(binding(metadata(originator), stanza), binding(metadata(lower), stanza))),
      bound(container(binding(metadata(originator), stanza)) + container(binding(metadata(lower), stanza))),
    ]).to.deep.equal(new Array(3).fill([['SECRET', 'UNCLASSIFIED'], [], []]));
  });

  it('keeps signatures as they came, and passes over what others add', () => {
    const signature =
      "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:SignatureValue/></ds:Signature>";
    const other = "<x:note xmlns:x='urn:x'/>";
    const wire = information(signature + container(binding(metadata(originator), stanza) + other) + other);
    const { signatures } = readBinding(wire);
    expect(signatures.map((one) => serialize(one, bindingNamespace))).to.deep.equal([signature]);
  });

  it('refuses what could be a label that nobody sees', () => {
    const other = originator.replace('label:1:0', 'label:2:0');
    expect([
      bound(container(binding("<MetadataReference URI='#m'/>", stanza))),
      bound(container(binding('<MetadataReference/>', stanza))),
      bound(container(binding(metadata(other), stanza))),
      bound(container(binding(metadata(originator.replaceAll('originatorC', 'originalC')), stanza))),
    ]).to.deep.equal([
      'label-structure: metadata of the stanza at `#m`',
      'label-structure: metadata of the stanza at ``',
      'label-structure: element `originatorConfidentialityLabel` of `urn:nato:stanag:4774:confidentialitymetadatalabel:2:0` as a label',
      'label-structure: element `originalConfidentialityLabel` of `urn:nato:stanag:4774:confidentialitymetadatalabel:1:0` as a label',
    ]);
  });

  it('refuses another order, and a part too many or too few', () => {
    expect(
      [
        '',
        container(),
        container(binding()),
        container(binding(metadata(originator))),
        container(binding(stanza, metadata(originator))),
        container(binding(metadata(originator), stanza, metadata(lower))),
        container(binding(metadata(''), stanza)),
        container(binding(metadata(originator), '<DataReference/>')),
        container(binding(metadata(originator), stanza), 'SECRET'),
        container(binding(metadata(originator), stanza)) + binding(),
        container(binding(metadata(originator), stanza)) + "<x xmlns=''/>",
        container(binding(metadata(originator), stanza), '<MetadataBindingContainer/>'),
      ].map(bound),
    ).to.deep.equal([
      'label-structure: nothing in `BindingInformation` where `MetadataBindingContainer` should stand',
      'label-structure: nothing in `MetadataBindingContainer` where `MetadataBinding` should stand',
      'label-structure: nothing in `MetadataBinding` where `MetadataReference` should stand',
      'label-structure: nothing in `MetadataBinding` where `DataReference` should stand',
      `label-structure: \`DataReference\` of \`${bindingNamespace}\` in \`MetadataBinding\` where \`MetadataReference\` should stand`,
      `label-structure: \`Metadata\` of \`${bindingNamespace}\` in \`MetadataBinding\` where nothing more should stand`,
      'label-structure: Metadata with 0 elements',
      'label-structure: DataReference without a URI',
      'label-structure: text in `MetadataBindingContainer`',
      `label-structure: \`MetadataBinding\` of \`${bindingNamespace}\` in \`BindingInformation\` where nothing more should stand`,
      'label-structure: `x` of `` in `BindingInformation` where nothing more should stand',
      `label-structure: \`MetadataBindingContainer\` of \`${bindingNamespace}\` in \`MetadataBindingContainer\` where nothing more should stand`,
    ]);
    const others = [element('urn:x', 'BindingInformation'), element(bindingNamespace, 'Binding')];
    expect(others.map((wire) => answerOf(() => readBinding(wire)))).to.deep.equal([
      'label-structure: element `BindingInformation` of `urn:x` as a binding',
      `label-structure: element \`Binding\` of \`${bindingNamespace}\` as a binding`,
    ]);
  });

  it('reads 64 labels and refuses 65', () => {
    const many = (count: number): unknown =>
      bound(
        container(binding(metadata(originator, ...new Array<string>(count - 1).fill(alternative)), stanza)),
      );
    expect(many(maxBoundLabels)).to.deep.equal([['SECRET'], new Array<string>(63).fill('HIDDEN'), []]);
    const mixed = binding(
      metadata(...new Array<string>(32).fill(onMetadata), ...new Array<string>(33).fill(alternative)),
      stanza,
    );
    expect(bound(container(mixed))).to.equal('label-too-large: more than 64 labels of one stanza');
    expect(many(maxBoundLabels + 1)).to.equal('label-too-large: more than 64 labels of one stanza');
  });
});

describe('STANAG 4778 binding codec', () => {
  const bindable = fc
    .tuple(
      confidentialityLabel('originator', 1),
      fc.array(confidentialityLabel('alternative', 0), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
    )
    .map(([label, alternatives, some]) => (some ? { ...label, alternatives } : label));
  describeLabelCodec(
    stanag4778BindingCodec,
    [
      {
        name: 'the originator label, and its alternatives beside it',
        wire: information(container(binding(metadata(originator, alternative, onMetadata), stanza))).children,
        label: { ...plain(), alternatives: [plain('alternative', 'HIDDEN')] },
      },
    ],
    bindable,
  );

  it('reads back the alternatives that it wrote', () => {
    check(
      fc.property(bindable, ({ alternatives = [], ...label }) => {
        const read = stanag4778BindingCodec.read(writeBinding(label, alternatives));
        expect(read.alternatives?.length ?? 0).to.equal(alternatives.length);
      }),
    );
  });

  it('reads a label without alternatives as one that has none', () => {
    expect(stanag4778BindingCodec.read(writeBinding(plain()))).to.deep.equal(plain());
  });

  it('takes none or two originator labels for no label', () => {
    const read = (...labels: string[]): unknown =>
      answerOf(() =>
        stanag4778BindingCodec.read(information(container(binding(metadata(...labels), stanza)))),
      );
    expect([read(onMetadata), read(alternative), read(originator, originator)]).to.deep.equal([
      'label-structure: binding with 0 originator labels',
      'label-structure: binding with 0 originator labels',
      'label-structure: binding with 2 originator labels',
    ]);
  });
});

describe('writeBinding', () => {
  it('writes one Metadata a label, and the stanza as what it is bound to', () => {
    expect(serialize(writeBinding(plain(), [plain('alternative', 'HIDDEN')]))).to.equal(
      serialize(information(container(binding(metadata(originator, alternative), stanza))))
        .replace(" Id='c'", '')
        .replaceAll("'", '"'),
    );
  });
});
