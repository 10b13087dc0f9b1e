import {
  clearanceCodecs,
  equivalentCodecFor,
  LabelError,
  labelCodecFor,
  labelCodecs,
  mappedLabelCodecFor,
  mappedLabelCodecs,
  readBinding,
  readBindingData,
  readCatalog,
  readLabelCatalog,
  readSecurityLabel,
  readStanag4774Document,
  saySame,
  type WrittenLabel,
  writeBinding,
  writeBindingData,
  writeCatalog,
  writeConfidentialityLabel,
  writeSecurityLabel,
} from '#labels';
import { type Element, element, parseDocument, sameElement, serialize, XmlError } from '#xml';
import { bytesOf, filesOf, textsOf } from './corpus.ts';
import { type Decoder, promise, refusing } from './decoder.ts';
import { textIn } from './input.ts';
import { kindsOf, written } from './label-decoders.ts';
import { weighClearance, weighLabel } from './meaning.ts';

const labelDocuments = [...textsOf('labels.yaml', 'stanag4774'), ...filesOf('stanag4774/*.xml').map(textIn)];
const readable = textsOf('labels.yaml', 'stanag4774').slice(0, 12).map(readStanag4774Document);
const bindings = readable.map((label) => writeBinding(label, []));
const envelopes = [...textsOf('labels.yaml', 'ess').slice(0, 12), ''].map((ess) =>
  writeSecurityLabel({
    displayMarking: { text: 'SECRET', fgcolor: 'black', bgcolor: 'red' },
    label: ess === '' ? 'default' : { element: essElement(ess) },
    equivalents: readable.slice(0, 2).map((label) => writeConfidentialityLabel(label)),
  }),
);

/** What is written in XML. */
export const documentDecoders: readonly Decoder[] = [
  decoder('stanag4774-label', bytesOf(labelDocuments), (text) => examineLabel(readStanag4774Document(text))),
  decoder(
    'stanag4774-clearance',
    [...bytesOf(textsOf('clearances.yaml', 'stanag4774')), ...filesOf('stanag4774/clearance.xml')],
    examineClearance,
  ),
  decoder('stanag4778-binding', elements(bindings), (text) => {
    const { originators, alternatives, metadata } = readBinding(parseDocument(text));
    for (const { label } of [...originators, ...alternatives, ...metadata]) examineLabel(label);
    return examineWire(parseDocument(text));
  }),
  decoder('binding-data', elements(bindings.map((binding) => writeBindingData(binding))), (text) => {
    for (const { label } of readBindingData(parseDocument(text), ['1:0', '1:3']).originators)
      examineLabel(label);
    return 'read';
  }),
  decoder('ic-ism', elements([icIsm()]), (text) => examineWire(parseDocument(text))),
  decoder('securitylabel', elements(envelopes), examineEnvelope),
  decoder('catalog', elements([catalog()]), (text) => {
    const wire = writeCatalog(readCatalog(parseDocument(text)));
    const again = parseDocument(serialize(wire));
    promise(
      sameElement(writeCatalog(readCatalog(again)), wire),
      'a catalog that was written is read as another',
    );
    return 'read';
  }),
  decoder('genericode', bytesOf([genericode()]), (text) => {
    for (const { securityLabel } of readLabelCatalog(text))
      if (securityLabel) readSecurityLabel(securityLabel);
    return 'read';
  }),
];

/** A document is refused by the XML layer, or by its codec. */
function decoder(name: string, seeds: readonly Uint8Array[], examine: (text: string) => string): Decoder {
  return { name, seeds, examine: refusing([LabelError, XmlError], (input) => examine(textIn(input))) };
}

function examineLabel(label: WrittenLabel): string {
  weighLabel(label);
  const wire = written(() => serialize(writeConfidentialityLabel(label)));
  if (wire === undefined) return 'read, and not to be written';
  promise(saySame(readStanag4774Document(wire), label), 'a label that was written is read as another');
  return `read with ${kindsOf(label)}`;
}

function examineClearance(text: string): string {
  const { stanag4774 } = clearanceCodecs;
  const clearance = stanag4774.read(text);
  weighClearance(clearance);
  const wire = written(() => stanag4774.write(clearance));
  if (wire === undefined) return 'read, and not to be written';
  promise(stanag4774.write(stanag4774.read(wire)) === wire, 'a clearance has two spellings');
  return 'read';
}

function examineEnvelope(text: string): string {
  const envelope = readSecurityLabel(parseDocument(text));
  const wire = writeSecurityLabel(envelope);
  const again = writeSecurityLabel(readSecurityLabel(parseDocument(serialize(wire))));
  promise(sameElement(again, wire), 'an envelope that was written is read as another');
  for (const equivalent of envelope.equivalents) examineWire(equivalent);
  return envelope.label === 'default' ? 'default' : examineWire(envelope.label.element);
}

/** What stands inside `<label/>`, in whichever syntax. */
function examineWire(wire: Element): string {
  const codec = labelCodecFor(wire) ?? equivalentCodecFor(wire) ?? mappedLabelCodecFor(wire);
  if (codec === undefined) return 'unknown syntax';
  const label = codec.read(wire);
  weighLabel(label);
  const again = written(() => codec.read(codec.write(label)));
  promise(again === undefined || saySame(again, label), 'a label that was written is read as another');
  return `read ${codec.syntax}`;
}

function essElement(base64: string): Element {
  return element(labelCodecs.ess.element.namespace, labelCodecs.ess.element.name, {}, [base64]);
}

function icIsm(): Element {
  const { namespace, name } = mappedLabelCodecs['ic-ism'].element;
  const attributes = { classification: 'S', ownerProducer: 'USA', releasableTo: 'USA GBR' };
  return element(namespace, name, attributes);
}

function catalog(): Element {
  const items = envelopes.map((securityLabel, at) => ({
    selector: `A|${at}`,
    isDefault: at === 0,
    securityLabel,
  }));
  return writeCatalog({ to: 'a.test', name: 'A', id: 'i', size: items.length, restrict: true, items });
}

function genericode(): string {
  const rows = readable.map(
    (label, at) =>
      `<Row><Value ColumnRef='marking'><SimpleValue>M${at}</SimpleValue></Value><Value ColumnRef='confidentialityLabel'>` +
      `<ComplexValue>${serialize(writeConfidentialityLabel(label))}</ComplexValue></Value></Row>`,
  );
  const columns = "<ColumnSet><Column Id='marking'/><Column Id='confidentialityLabel'/></ColumnSet>";
  const codes = `${columns}<SimpleCodeList>${rows.join('')}</SimpleCodeList>`;
  return `<gc:CodeList xmlns:gc='http://docs.oasis-open.org/codelist/ns/genericode/1.0/'>${codes}</gc:CodeList>`;
}

function elements(wires: readonly Element[]): Uint8Array[] {
  return bytesOf([...new Set(wires.map((wire) => serialize(wire)))]);
}
