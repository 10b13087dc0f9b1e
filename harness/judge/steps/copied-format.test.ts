import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  passing,
  ping,
  received,
  scenarioOf,
  transcriptOf,
} from '../transcript.fixture.ts';

const ess = (name: string): string =>
  fixtures
    .labelElement(name)
    .replace(/^.*<label>/s, '')
    .replace(/<\/label>.*$/s, '');
const nato = (name: string, role: string): string =>
  fixtures
    .labelElement(name, 'stanag4774')
    .replace(/^.*<label>/s, '')
    .replace(/<\/label>.*$/s, '')
    .replaceAll('originatorConfidentialityLabel', `${role}ConfidentialityLabel`);
const beside = (...labels: readonly string[]): string =>
  fixtures
    .labelElement('A-S')
    .replace(
      '</label>',
      `</label>${labels.map((each) => `<equivalentlabel>${each}</equivalentlabel>`).join('')}`,
    );
const bound = (...labels: readonly string[]): string =>
  fixtures
    .labelElement('A-S', 'stanag4778')
    .replace('</Metadata>', `</Metadata>${labels.map((each) => `<Metadata>${each}</Metadata>`).join('')}`);

/** What is found wrong with a copy that rita gets of a message with the label A-S. */
function shown(shows: string, copy: string, key = 'shows'): string[] {
  const scenario = scenarioOf(`
steps: [{ probe: { from: tess, to: rita, label: A-S, expect: delivered, ${key}: ${shows} } }]`);
  const arrives = received(
    'rita',
    `<message id='stimulus-0' type='chat' from='${actors.tess}'><body>nonce-of-stimulus-0</body>${copy}</message>`,
  );
  const lines = {
    begin: begin(0),
    ...passing(0, 'control', 'rita'),
    ...passing(0, 'stimulus', 'rita', 'A-S'),
    stimulusArrives: arrives,
    ...passing(0, 'fence', 'rita'),
    ...ping(0),
    end: end(0),
  };
  const record = judge(scenario, 'scenario', transcriptOf(Object.values(lines)), fixtures);
  return record.findings
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ claim, seen }) => `${claim}: ${seen ?? ''}`);
}

describe('copiedFormatFlaws', () => {
  it('finds a label in another format, and a second one', () => {
    const [plain, inLabel] = [fixtures.labelElement('A-S'), fixtures.labelElement('A-S', 'stanag4774')];
    expect(shown('{ format: ess }', plain)).to.deep.equal([]);
    expect(shown('{ format: stanag4774 }', inLabel)).to.deep.equal([]);
    expect(shown('{ format: stanag4778 }', bound())).to.deep.equal([]);
    expect(shown('{ format: stanag4778 }', plain)).to.deep.equal([
      'the copy has one label, in `stanag4778`: it has ess',
    ]);
    expect(shown('{ format: ess, label: none }', '')).to.deep.equal([
      'the copy has one label, in `ess`: it has none',
    ]);
    expect(shown('{ format: ess }', plain.replace('urn:xmpp:sec-label:ess:0', 'some:other'))).to.include(
      'the copy has one label, in `ess`: it has other',
    );
    expect(shown('{ format: ess }', plain.replace(/<label>.*<\/label>/s, '<label/>'))).to.include(
      'the copy has one label, in `ess`: it has other',
    );
    expect(shown('{ format: ess }', plain + bound())).to.deep.equal([
      'the copy has one label, in `ess`: it has ess and stanag4778',
    ]);
  });

  it('finds what is missing beside the label, and what is too much', () => {
    expect(shown('{ beside: [] }', beside())).to.deep.equal([]);
    expect(shown('{ beside: [B-S] }', beside(ess('B-S')))).to.deep.equal([]);
    expect(shown('{ beside: [B-S] }', beside(nato('B-S', 'alternative')))).to.deep.equal([]);
    expect(shown('{ beside: [B-S] }', bound(nato('B-S', 'alternative')))).to.deep.equal([]);
    expect(shown('{ beside: [A-S, B-S] }', beside(ess('B-S'), nato('A-S', 'originator')))).to.deep.equal([]);
    expect(shown('{ beside: [B-S] }', beside())).to.deep.equal([
      "beside the copy's label stands B-S: it does not",
    ]);
    expect(shown('{ beside: [] }', beside(ess('B-S')))).to.deep.equal([
      "beside the copy's label stands no other: 1 more does",
    ]);
    expect(shown('{ beside: [B-S] }', beside(ess('B-S'), ess('B-S'), "<x xmlns='y'/>"))).to.deep.equal([
      "beside the copy's label stands B-S: 2 more do",
    ]);
    expect(
      shown(
        '{ beside: [] }',
        beside("<esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>?</esssecuritylabel>"),
      ),
    ).to.have.length(1);
  });

  it('takes a binding that it cannot read for a label', () => {
    const broken = "<BindingData xmlns='urn:nato:stanag:4778:profile:xmpp:1:0'/>";
    expect(shown('{ format: ess, beside: [] }', fixtures.labelElement('A-S') + broken)).to.include(
      'the copy has one label, in `ess`: it has ess and stanag4778',
    );
  });

  it('takes what is shown to one recipient before what is shown to all', () => {
    const plain = fixtures.labelElement('A-S');
    expect(shown('{ rita: { format: ess } }', plain, 'shows: {format: stanag4778}, showsTo')).to.deep.equal(
      [],
    );
    expect(shown('{ rita: { format: stanag4774 } }', plain, 'showsTo')).to.have.length(1);
  });
});
