import { expect } from 'chai';
import { fixture, policy } from '../fixtures.contract.ts';
import { readSpif } from '../read-spif.ts';
import { SpifError } from './errors.ts';

const edge = fixture('policies/edge/spif.xml');
const open = fixture('policies/open/spif.xml');

const unmarked = { phrases: [], qualifiers: [] };

describe('a policy that is read', () => {
  it('says nothing of a classification or a value that its SPIF does not say', () => {
    const { classifications, tagSets } = policy('edge/spif.xml');
    expect(classifications[5]).to.deep.equal({
      classification: { name: 'SPECIAL', lacv: 256n, hierarchy: 5 },
      obsolete: false,
      required: [],
      equivalents: [],
      marking: unmarked,
    });
    const entry = tagSets[0]?.tags[0];
    expect(entry?.values[0]).to.deep.equal({
      category: { name: 'N0', lacv: 0n, tag: entry?.tag },
      obsolete: false,
      period: {},
      excludedClasses: new Set(),
      required: [],
      excluded: [],
      equivalents: [],
      marking: unmarked,
    });
  });

  it('has neither other policies nor privacy marks where its SPIF has none', () => {
    const { equivalentPolicies, privacyMarks, memberships } = policy('edge/spif.xml');
    expect({ equivalentPolicies, privacyMarks, memberships }).to.deep.equal({
      equivalentPolicies: [],
      privacyMarks: {
        marks: [],
        selection: { min: 0, max: Number.POSITIVE_INFINITY, single: false },
        marking: unmarked,
      },
      memberships: [],
    });
  });

  it('knows what may be written for its values, without a finding as long as that is understood', () => {
    const { policy: read, findings } = readSpif(open);
    const inputs = read.tagSets.flatMap((tagSet) => tagSet.open.map(({ userInput }) => userInput));
    expect(inputs.map((input) => (input?.kind === 'date' ? input.format.text : input))).to.deep.equal([
      'yyyy-MM-dd',
      { kind: 'integer' },
      { kind: 'integer' },
      'dd/MM/yyyy',
    ]);
    expect(findings.filter(({ code }) => code === 'user-input')).to.deep.equal([]);
  });

  it('finds its values by their names, and by their numbers where they are numbers', () => {
    const { tagSets } = policy('open/spif.xml');
    const found = tagSets.map(({ byValue }) => [...byValue.keys()]);
    expect([found[2], found[3]]).to.deep.equal([
      [1n, 'COUNT', 2n, 'DAY'],
      ['Aland', 'AL'],
    ]);
  });

  it('knows which of its tags are written as bits', () => {
    const tags = policy('edge/spif.xml').tagSets.flatMap((tagSet) => tagSet.tags);
    expect(tags.filter(({ asBits }) => asBits).map(({ tag }) => tag.name)).to.deep.equal(['Info Bits']);
  });

  it('has the colours of its version: what only 3.0 has is not looked at in 2.1', () => {
    const colored = edge.replace('hierarchy="5"', 'hierarchy="5" bgcolor="red" color="blue" fgcolor="white"');
    const { color, textColor } = readSpif(colored, 'lenient').policy.classifications[5] ?? {};
    expect([color, textColor]).to.deep.equal(['blue', undefined]);
    const background = edge.replace('hierarchy="5"', 'hierarchy="5" bgcolor="red"');
    expect(readSpif(background, 'lenient').policy.classifications[5]?.color).to.equal(undefined);
  });

  it('orders its classifications by whole numbers', () => {
    for (const [hierarchy, value] of [
      ['-3', -3],
      ['999999999999999', 999999999999999],
    ] as const)
      expect(order(`hierarchy="${hierarchy}"`)).to.deep.equal([value, []]);
    for (const hierarchy of ['5x', 'x5', '5.5', '9999999999999999', ''])
      expect(order(`hierarchy="${hierarchy}"`)).to.deep.equal([
        256,
        [`\`hierarchy\` of <securityClassification> is \`${hierarchy}\`; write a number`],
      ]);
    expect(order('')).to.deep.equal([
      256,
      [
        '`hierarchy` of <securityClassification> is missing; write a number',
        '<securityClassification> has no `hierarchy`; add the attribute',
      ],
    ]);
  });

  it('refers to its default policy as it does to equivalent policies', () => {
    const { classifications } = readSpif(
      open.replace('policyRef="AWAY" lacv="1"', 'policyRef="FALLBACK" lacv="1"'),
    ).policy;
    expect(classifications[0]?.equivalents).to.deep.equal([
      { policy: '1.3.6.1.4.1.32473.258.20', lacv: 1n, applied: ['originate', 'receive'], fixUps: [] },
    ]);
  });

  it('may name one policy twice where both say the same', () => {
    const { findings } = readSpif(
      open.replace(
        '</equivalentPolicies>',
        '<equivalentPolicy name="AWAY" id="1.3.6.1.4.1.32473.258.15"/></equivalentPolicies>',
      ),
      'lenient',
    );
    expect(findings.filter(({ code }) => code === 'deviation')).to.deep.equal([
      {
        code: 'deviation',
        message: 'two policies with the id `1.3.6.1.4.1.32473.258.15`; remove one',
        line: 82,
      },
    ]);
  });

  it('names each privacy mark once', () => {
    const refused = () => readSpif(open.replace('name="SILENT"', 'name="STAFF"'), 'lenient');
    expect(refused).to.throw(
      SpifError,
      'line 74: two <privacyMark> with the name `STAFF`; change or remove one',
    );
  });

  it('adds to what is mapped by one of three operations', () => {
    const mapping = fixture('policies/mapping/source.xml').replace('operation="onlyOne"', 'operation="any"');
    expect(() => readSpif(mapping, 'lenient')).to.throw(
      SpifError,
      'line 25: `operation` of <requiredCategory> is `any`; write one of `onlyOne`, `oneOrMore`, `all`',
    );
  });
});

/** The hierarchy of SPECIAL with these attributes, and what is said about it. */
function order(attributes: string): [number | undefined, string[]] {
  const { policy: read, findings } = readSpif(edge.replace('hierarchy="5"', attributes), 'lenient');
  return [read.classifications[5]?.classification.hierarchy, findings.map(({ message }) => message)];
}
