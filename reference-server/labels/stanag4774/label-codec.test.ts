import { expect } from 'chai';
import { type Element, parseDocument, serialize } from '#xml';
import { answerOf, describeLabelCodec, onlyLabelErrors } from '../codec.contract.ts';
import { labelFixtures, stanag4774Fixtures } from '../fixtures.contract.ts';
import { saySame } from '../same-label.ts';
import { confidentialityLabel, plain } from './arbitrary.contract.ts';
import { readStanag4774Document, stanag4774AlternativeCodec, stanag4774LabelCodec } from './label-codec.ts';
import { confidentialityLabelNamespace as namespace } from './namespaces.ts';
import { readConfidentialityLabel } from './read-label.ts';
import { writeConfidentialityLabel } from './write-label.ts';

/** The children of an element written out. */
function inside(xml: string): Element['children'] {
  return parseDocument(`<label xmlns='${namespace}'>${xml}</label>`).children;
}

const information =
  "<ConfidentialityInformation><PolicyIdentifier URI='urn:oid:1.2.3'>P</PolicyIdentifier><Classification>C</Classification>";
const created = '<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>';

describe('STANAG 4774 label codec', () => {
  describeLabelCodec(
    stanag4774LabelCodec,
    [
      {
        name: 'a label with a part of each kind',
        wire: inside(`${information}<PrivacyMark> EYES  ONLY </PrivacyMark>
          <Category Type='RESTRICTIVE' TagName='Compartment'/>
          <Category Type='PERMISSIVE' TagName='Releasable To' URI='urn:oid:1.2.4'>
            <GenericValue>ONE</GenericValue> <GenericValue> TWO</GenericValue></Category>
          <Category Type='INFORMATIVE' TagName='Admin'><IntegerValue>1</IntegerValue></Category>
          </ConfidentialityInformation>
          <OriginatorID IDType='jID'>juliet@a.test</OriginatorID>${created}
          <SuccessionHandling><SuccessionDateTime>2030-01-01T00:00:00Z</SuccessionDateTime>
          <SuccessorConfidentialityLabel>${information}</ConfidentialityInformation>${created}
          </SuccessorConfidentialityLabel></SuccessionHandling>`),
        label: {
          policy: { oid: '1.2.3', name: 'P' },
          classification: 'C',
          privacyMark: ' EYES  ONLY ',
          categories: [
            { tagSet: { name: 'Compartment' }, kind: 'any-restrictive', values: [] },
            {
              tagSet: { oid: '1.2.4', name: 'Releasable To' },
              kind: 'any-permissive',
              values: ['ONE', ' TWO'],
            },
            { tagSet: { name: 'Admin' }, kind: 'informative', values: [] },
          ],
          unread: [{ where: 'category 3', syntax: 'IntegerValue' }],
          metadata4774: {
            role: 'originator',
            created: '2026-01-01T00:00:00Z',
            originator: { type: 'jID', value: 'juliet@a.test' },
            succession: {
              at: '2030-01-01T00:00:00Z',
              successor: {
                policy: { oid: '1.2.3', name: 'P' },
                classification: 'C',
                categories: [],
                unread: [],
                metadata4774: { role: 'originator', created: '2026-01-01T00:00:00Z' },
              },
            },
          },
        },
      },
    ],
    confidentialityLabel('originator'),
  );

  for (const { name, xml, error, finding } of stanag4774Fixtures()) {
    if (error !== undefined) {
      it(`refuses ${name}`, () => {
        expect(onlyLabelErrors(() => readStanag4774Document(xml))).to.include({
          name: 'LabelError',
          code: error,
        });
      });
    } else {
      it(`reads ${name}${finding === undefined ? '' : ` with the finding ${finding}`}`, () => {
        const label = readStanag4774Document(xml);
        const found = label.findings?.map(({ kind }) => kind);
        expect(found).to.deep.equal(finding === undefined ? undefined : [finding]);
        if (label.unread.length === 0) {
          expect(saySame(readConfidentialityLabel(writeConfidentialityLabel(label)), label)).to.be.true;
        }
      });
    }
  }

  for (const { name, stanag4774 } of labelFixtures()) {
    if (stanag4774 === undefined) continue;
    it(`reads ${name}, and writes it as it came`, () => {
      const label = stanag4774LabelCodec.read(parseDocument(stanag4774));
      expect(label).not.to.have.property('findings');
      expect(serialize(stanag4774LabelCodec.write(label)).replaceAll('"', "'")).to.equal(stanag4774);
    });
  }
});

describe('STANAG 4774 alternative label codec', () => {
  describeLabelCodec(stanag4774AlternativeCodec, [], confidentialityLabel('alternative'));
});

describe('the codecs of STANAG 4774 labels', () => {
  it('each read and write labels of their own role alone', () => {
    const alternative = plain('alternative');
    const { policy, classification, categories, unread } = plain();
    const withoutMetadata = {
      ...(policy && { policy }),
      ...(classification !== undefined && { classification }),
      categories,
      unread,
    };
    expect([
      answerOf(() => stanag4774LabelCodec.write(alternative)),
      answerOf(() => stanag4774LabelCodec.read(stanag4774AlternativeCodec.write(alternative))),
      answerOf(() => stanag4774AlternativeCodec.write(plain())),
      answerOf(() => stanag4774AlternativeCodec.write(withoutMetadata)),
      answerOf(() => stanag4774LabelCodec.write(withoutMetadata)),
    ]).to.deep.equal([
      'label-inexpressible: label of role `alternative` where one of `originator` should stand',
      'label-structure: label of role `alternative` where one of `originator` should stand',
      'label-inexpressible: label of role `originator` where one of `alternative` should stand',
      'label-inexpressible: label without a creation date',
      'label-inexpressible: label without a creation date',
    ]);
  });
});
