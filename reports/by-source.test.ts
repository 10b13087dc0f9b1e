import { expect } from 'chai';
import { byDocument, sourcesOf } from './by-source.ts';
import { sampleRun } from './sample-run.ts';

describe('sourcesOf', () => {
  it('tells a document from its section, however the section is written', () => {
    expect(
      sourcesOf('WP-LABELS "Exit CMBAC 1"; RFC 6120 §8.3; XEP-0045; ADatP-4774 Table 5; A-27'),
    ).to.deep.equal([
      { document: 'WP-LABELS', section: '"Exit CMBAC 1"' },
      { document: 'RFC 6120', section: '§8.3' },
      { document: 'XEP-0045', section: '' },
      { document: 'ADatP-4774', section: 'Table 5' },
      { document: 'assumptions', section: 'A-27' },
    ]);
  });
});

describe('byDocument', () => {
  it('has the document with most requirements first, and sections in the order of their numbers', () => {
    const of = (id: string, source: string) => ({
      id,
      group: 'G',
      level: 'MUST',
      sentence: 's',
      source,
      scenarios: [],
    });
    const found = byDocument([
      of('a', 'RFC 1 §2'),
      of('b', 'XEP-2 §10'),
      of('c', 'XEP-2 §9'),
      of('d', 'XEP-2 §9'),
    ]);
    expect(
      found.map(({ name, sections }) => [
        name,
        sections.map((each) => [each.name, each.requirements.length]),
      ]),
    ).to.deep.equal([
      [
        'XEP-2',
        [
          ['§9', 2],
          ['§10', 1],
        ],
      ],
      ['RFC 1', [['§2', 1]]],
    ]);
  });

  it('loses no requirement', () => {
    const { requirements } = sampleRun();
    const kept = byDocument(requirements).flatMap(({ sections }) =>
      sections.flatMap((each) => each.requirements.map(({ id }) => id)),
    );
    expect(new Set(kept)).to.deep.equal(new Set(requirements.map(({ id }) => id)));
  });
});
