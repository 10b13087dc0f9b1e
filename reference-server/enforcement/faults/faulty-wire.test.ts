import { expect } from 'chai';
import { serialize } from '#xml';
import { readElement } from '../../xmpp/read.fixture.ts';
import { type FaultName, readFaults } from './faults.ts';
import { faultyWire } from './faulty-wire.ts';

const wire = readElement(
  "<b><DataReference URI='#x'/><Metadata><l/><m/></Metadata><Metadata/><PolicyIdentifier URI='u'>A</PolicyIdentifier>" +
    "<Classification>s</Classification><Classification>u</Classification><Category Type='INFORMATIVE'/> t</b>",
);

/** What is read of it with these faults. */
function read(...faults: readonly FaultName[]): string {
  return serialize(faultyWire(wire, readFaults(faults)))
    .replace(/^<b[^>]*>|<\/b>$/g, '')
    .replaceAll('"', "'");
}

const reference = "<DataReference URI='#x'/>";
const metadata = '<Metadata><l/><m/></Metadata><Metadata/>';
const policy = "<PolicyIdentifier URI='u'>A</PolicyIdentifier>";
const classifications = '<Classification>s</Classification><Classification>u</Classification>';
const category = "<Category Type='INFORMATIVE'/> t";

describe('faultyWire', () => {
  it('leaves a label as it is without such a fault', () => {
    expect(faultyWire(wire, readFaults(['exit.user']))).to.equal(wire);
  });

  it('overlooks what each fault says', () => {
    expect([
      read('nato.reference'),
      read('nato.first-metadata'),
      read('nato.policy-by-name'),
      read('nato.type-from-label'),
      read('nato.first-classification'),
      read('nato.case'),
    ]).to.deep.equal([
      `<DataReference URI=''/>${metadata}${policy}${classifications}${category}`,
      `${reference}<Metadata><l/></Metadata>${policy}${classifications}${category}`,
      `${reference}${metadata}<PolicyIdentifier>A</PolicyIdentifier>${classifications}${category}`,
      `${reference}${metadata}${policy}${classifications} t`,
      `${reference}${metadata}${policy}<Classification>s</Classification>${category}`,
      `${reference}${metadata}${policy}${classifications.replace('>s<', '>S<').replace('>u<', '>U<')}${category}`,
    ]);
  });
});
