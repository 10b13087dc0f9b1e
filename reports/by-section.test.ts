import { expect } from 'chai';
import { bySection, sectionTable, traceMarkdown } from './by-section.ts';
import { sampleRun, sampleScenario } from './sample-run.ts';

const requirement = (id: string, source: string, scenarios: readonly string[]) => ({
  id,
  group: 'EXIT',
  level: 'MUST',
  sentence: 'A recipient is cleared.',
  source,
  scenarios,
});

const run = sampleRun({
  scenarios: [sampleScenario({ id: 'exit/a', outcome: 'failed', kind: 'leak' })],
  requirements: [
    {
      ...requirement('EXIT-01', 'XEP-0258 §10; WP-LABELS "Exit CMBAC 1"', ['exit/a']),
      quote: 'MUST be <cleared>',
    },
    requirement('EXIT-02', 'XEP-0258 §5', ['exit/elsewhere']),
    { ...requirement('EXIT-03', 'XEP-0258 §5', []), notCovered: 'needs files' },
    requirement('EXIT-04', 'XEP-0258 §10', []),
  ],
});

describe('bySection', () => {
  it('leads from each section of each document to the scenarios and what came of them', () => {
    const { documents } = bySection(run);
    expect(documents.map(({ name, covered, requirements }) => [name, covered, requirements])).to.deep.equal([
      ['XEP-0258', 2, 4],
      ['WP-LABELS', 1, 1],
    ]);
    expect(documents[0]?.sections.map(({ name, covered }) => [name, covered])).to.deep.equal([
      ['§5', 1],
      ['§10', 1],
    ]);
    const [first, second] = documents[0]?.sections.flatMap((section) => section.requirements) ?? [];
    expect(first?.scenarios).to.deep.equal([{ id: 'exit/elsewhere', verdict: 'not-run' }]);
    expect(second).to.include({ id: 'EXIT-03', notCovered: 'needs files' });
  });

  it('counts nothing as seen where there was no run', () => {
    const { documents, ...others } = bySection({ requirements: run.requirements });
    expect(others).not.to.have.property('target');
    const verdicts = documents.flatMap(({ sections }) =>
      sections.flatMap(({ requirements }) =>
        requirements.flatMap(({ scenarios }) => scenarios.map((one) => one.verdict)),
      ),
    );
    expect(new Set(verdicts)).to.deep.equal(new Set(['not-run']));
  });
});

describe('sectionTable', () => {
  it('names under each section what nothing covers, and why', () => {
    expect(
      sectionTable(bySection(run))
        .split('\n')
        .slice(0, 6)
        .map((line) => line.replaceAll(/ {3,}/g, '  ')),
    ).to.deep.equal([
      'XEP-0258  2/4',
      '  §5  1/2',
      '  · EXIT-03: needs files',
      '  §10  1/2',
      '  · EXIT-04: no scenario',
      '',
    ]);
  });
});

describe('traceMarkdown', () => {
  it('gives sentence, quotation, scenario and verdict, and what is not covered in its place', () => {
    const text = traceMarkdown(run);
    expect(text).to.include(
      [
        '### XEP-0258 §10',
        '',
        '- **EXIT-01** (MUST) A recipient is cleared.',
        '  > MUST be &#60;cleared&#62;',
        '  - ✕ `exit/a`: failed (leak)',
        '- **EXIT-04** (MUST) A recipient is cleared.',
        '  - · not covered: no scenario',
      ].join('\n'),
    );
    expect(text).to.include('| XEP-0258 | 2 of 4 |').and.to.include('  - · `exit/elsewhere`: not run');
  });
});
