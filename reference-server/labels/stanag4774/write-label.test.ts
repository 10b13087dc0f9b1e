import { expect } from 'chai';
import { element } from '#xml';
import { answerOf } from '../codec.contract.ts';
import type { ConfidentialityLabel, WrittenCategory, WrittenLabel } from '../written-label.ts';
import { plain } from './arbitrary.contract.ts';
import { readConfidentialityLabel } from './read-label.ts';
import { writeConfidentialityLabel } from './write-label.ts';

const secret = plain();
const { metadata4774 } = secret;

describe('writeConfidentialityLabel', () => {
  it('refuses what the syntax cannot say', () => {
    const category = { tagSet: { name: 'T' }, kind: 'any-permissive', values: ['V'] } as const;
    const succeeded = (label: ConfidentialityLabel, times: number): ConfidentialityLabel =>
      times === 0
        ? label
        : succeeded(
            {
              ...secret,
              metadata4774: { ...metadata4774, succession: { at: '2030-01-01T00:00:00Z', successor: label } },
            },
            times - 1,
          );
    const labels: WrittenLabel[] = [
      { ...secret, policy: { oid: '1.2.3' } },
      { policy: {}, classification: 'SECRET', categories: [], unread: [], metadata4774 },
      { classification: 'SECRET', categories: [], unread: [], metadata4774 },
      { ...secret, policy: { name: ' ' } },
      { ...secret, policy: { name: 'P', oid: '1.x' } },
      { ...secret, classification: 4n },
      { policy: { name: 'P' }, categories: [], unread: [], metadata4774 },
      { policy: { name: 'P' }, classification: 'SECRET', categories: [], unread: [] },
      { ...secret, privacyMark: 'A\u0000' },
      { ...secret, unread: [{ where: 'category 1', syntax: 'IntegerValue' }] },
      { ...secret, categories: [{ ...category, tagSet: { oid: '1.2.4' } }] },
      { ...secret, categories: [{ ...category, tagSet: {} }] },
      { ...secret, categories: [{ ...category, kind: 'unsaid' }] },
      { ...secret, categories: [{ ...category, values: [1n] }] },
      { ...secret, categories: new Array<WrittenCategory>(1025).fill(category) },
      { ...secret, categories: [{ ...category, values: new Array<string>(4097).fill('V') }] },
      { ...secret, classification: '\u0007' },
      { ...secret, categories: [{ ...category, tagSet: { name: '\u0007' } }] },
      { ...secret, categories: [{ ...category, values: ['\u0007'] }] },
      { ...secret, metadata4774: { ...metadata4774, originator: { type: 'jID', value: '\u0007' } } },
      { ...secret, metadata4774: { ...metadata4774, created: 'now' } },
      { ...secret, metadata4774: { ...metadata4774, review: 'later' } },
      { ...secret, metadata4774: { ...metadata4774, id: '#l' } },
      { ...secret, metadata4774: { ...metadata4774, extensions: [element('', 'Note')] } },
      succeeded(secret, 5),
    ];
    expect(labels.map((label) => answerOf(() => writeConfidentialityLabel(label)))).to.deep.equal([
      'label-inexpressible: policy `1.2.3` without a name',
      'label-inexpressible: policy `` without a name',
      'label-inexpressible: policy `` without a name',
      'label-inexpressible: policy without a name',
      'label-inexpressible: object identifier `1.x`',
      'label-inexpressible: classification `4`',
      'label-inexpressible: classification ``',
      'label-inexpressible: label without a creation date',
      'label-inexpressible: privacy mark with a character that XML cannot carry',
      'label-inexpressible: category 1 in syntax `IntegerValue`',
      'label-inexpressible: tag set `1.2.4` without a name',
      'label-inexpressible: tag set `` without a name',
      'label-inexpressible: category of kind `unsaid`',
      'label-inexpressible: category value `1`',
      'label-inexpressible: 1025 categories with 1025 values',
      'label-inexpressible: 1 categories with 4097 values',
      'label-inexpressible: classification with a character that XML cannot carry',
      'label-inexpressible: tag set with a character that XML cannot carry',
      'label-inexpressible: category value with a character that XML cannot carry',
      'label-inexpressible: originator with a character that XML cannot carry',
      'label-inexpressible: CreationDateTime `now`',
      'label-inexpressible: ReviewDateTime `later`',
      'label-inexpressible: Id `#l`',
      'label-inexpressible: extension `Note` that is not of another namespace',
      'label-inexpressible: more than 4 successors',
    ]);
  });

  it('writes all that a label says, and as much of it as the bounds allow', () => {
    const categories = Array.from({ length: 1024 }, (_, at) => ({
      tagSet: { name: `T${at}` },
      kind: 'any-permissive' as const,
      values: ['', 'V', 'V', 'V'],
    }));
    const originator = { type: 'jID', value: 'juliet@a.test' } as const;
    const label = { ...secret, categories, metadata4774: { ...metadata4774, originator } };
    expect(readConfidentialityLabel(writeConfidentialityLabel(label))).to.deep.equal(label);
    expect(writeConfidentialityLabel({ ...secret, privacyMark: '' })).to.deep.include({
      attributes: { ReviewDateTime: metadata4774.review },
    });
  });

  it('writes the kinds of ESS as the types they are, and names with single blanks', () => {
    const kinds = ['restrictive', 'enumerated-restrictive', 'permissive', 'enumerated-permissive'] as const;
    const categories = kinds.map((kind) => ({ tagSet: { name: 'T' }, kind, values: ['V'] }));
    const written = writeConfidentialityLabel({ ...plain('metadata', 'TOP  SECRET '), categories });
    const { classification, categories: read, metadata4774: metadata } = readConfidentialityLabel(written);
    expect([classification, read.map(({ kind }) => kind), metadata.role]).to.deep.equal([
      'TOP SECRET',
      ['any-restrictive', 'any-restrictive', 'any-permissive', 'any-permissive'],
      'metadata',
    ]);
  });
});
