import { expect } from 'chai';
import { fixture, policy, worded } from './fixtures.contract.ts';
import { mark } from './mark.ts';
import type { MarkingWish } from './marking-text.ts';
import { readSpif } from './read-spif.ts';

const text = fixture('policies/three/spif.xml');
const three = policy('three/spif.xml');

describe('a SPIF of version 3.0', () => {
  it('is read with the colours of its text, as long as it can be read on them', () => {
    const { findings } = readSpif(text);
    expect(findings).to.deep.equal([
      {
        code: 'low-contrast',
        message: '`maroon` cannot be read on `red`; black or white is written instead',
        line: 11,
      },
    ]);
    const colors = ['LOW', 'HIGH'].map((name) => mark(three, worded(three, { classification: name })));
    expect(colors).to.deep.equal([
      { text: 'THREE Low', fgcolor: 'navy', bgcolor: 'yellow' },
      { text: 'THREE HIGH', fgcolor: 'black', bgcolor: 'red' },
    ]);
  });

  for (const [wish, shown] of [
    [{}, 'THREE Low ONE, TWO and THREE'],
    [{ location: 'documentStart' }, 'THREE Low ONE, TWO and THREE'],
    [{ location: 'portionMarking' }, 'THREE L ONE, TWO and THREE'],
    [{ location: 'inputTitle' }, 'THREE choose LOW for all ONE, TWO and THREE'],
    [{ language: 'de' }, 'THREE Niedrig ONE, TWO und THREE'],
    [{ language: 'de', location: 'portionMarking' }, 'THREE N ONE, TWO und THREE'],
    [{ language: 'de', location: 'inputTitle' }, 'THREE Niedrig ONE, TWO und THREE'],
  ] satisfies readonly (readonly [MarkingWish, string])[]) {
    it(`shows ${shown} for ${JSON.stringify(wish)}`, () => {
      const all = worded(three, { classification: 'LOW', categories: { Nation: ['THREE', 'ONE', 'TWO'] } });
      expect(mark(three, all, wish).text).to.equal(shown);
    });
  }

  it('joins two values by the last separator, and one by none', () => {
    const some = (...values: string[]) =>
      mark(three, worded(three, { classification: 'HIGH', categories: { Nation: values } })).text;
    expect([some('ONE', 'TWO'), some('TWO')]).to.deep.equal(['THREE HIGH ONE and TWO', 'THREE HIGH TWO']);
  });

  it('departs from its schema with what only 2.1 has', () => {
    for (const [from, to, message] of [
      [
        '<markingData shortPhrase="H"/>',
        '<markingData><code>pageTop</code></markingData>',
        '<code> does not belong in <markingData>; remove it',
      ],
      [
        'bgcolor="red"',
        'color="red"',
        '<securityClassification> has the attribute `color`, which the schema does not know; remove it',
      ],
      [
        '<securityClassifications>',
        '<updateInfo/><securityClassifications>',
        '<updateInfo> does not belong in <SPIF>; remove it',
      ],
    ] as const) {
      const { findings, policy: read } = readSpif(text.replace(from, to), 'lenient');
      expect(findings.map((finding) => finding.message)).to.include(message);
      expect(read.classifications[1]?.color).to.equal('red');
    }
  });

  it('may have attributes of other namespaces, as every SPIF may', () => {
    expect(readSpif(text.replace('name="TWO"', 'name="TWO" xmlns:x="urn:x" x:y="z"')).policy.name).to.equal(
      'THREE',
    );
    const foreign = text.replace('</SPIF>', '<x xmlns="urn:x"/></SPIF>');
    expect(readSpif(foreign, 'lenient').findings.map(({ code }) => code)).to.deep.equal([
      'low-contrast',
      'deviation',
    ]);
  });

  it('writes black or white where no text colour is given', () => {
    const without = readSpif(text.replace(' fgcolor="navy"', '')).policy;
    expect(mark(without, worded(without, { classification: 'LOW' })).fgcolor).to.equal('black');
  });
});
