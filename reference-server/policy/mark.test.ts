import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { anyLabel } from './arbitrary.contract.ts';
import { fixture, harness, label, policy, worded, words, yaml } from './fixtures.contract.ts';
import { mark } from './mark.ts';
import { markingCodes } from './marking.ts';
import { check } from './property.contract.ts';
import { readSpif } from './read-spif.ts';

const marks = policy('marks/spif.xml');

describe('mark', () => {
  describe('for HARNESS-A and HARNESS-B', () => {
    const marking = z.object({ text: z.string(), fr: z.string(), fgcolor: z.string(), bgcolor: z.string() });
    for (const [name, { fr, ...shown }] of Object.entries(
      yaml('policies/harness-a/markings.yaml', z.record(z.string(), marking)),
    )) {
      it(`shows \`${name}\` as \`${shown.text}\`, in French as \`${fr}\``, () => {
        const one = label(name);
        const of = harness.byOid.get(one.policy) ?? harness.governing;
        expect(mark(of, one)).to.deep.equal(shown);
        expect(mark(of, one, { language: 'fr' })).to.deep.equal({ ...shown, text: fr });
        expect(mark(of, one, { language: 'de' })).to.deep.equal(shown);
      });
    }

    it('does not show a value whose name is not to be displayed', () => {
      const one = worded(harness.governing, { classification: 'SECRET', categories: { Admin: ['ROUTING'] } });
      expect(mark(harness.governing, one).text).to.equal('SECRET');
    });

    it('changes with a qualifier of the SPIF', () => {
      const changed = fixture('policies/harness-a/spif.xml').replace('"REL TO "', '"FOR "');
      const { policy: edited } = readSpif(changed);
      const one = worded(edited, { classification: 'SECRET', categories: { 'Releasable To': ['ONE'] } });
      expect(mark(edited, one).text).to.equal('SECRET FOR ONE');
    });
  });

  describe('for every way of marking', () => {
    const table = yaml(
      'policies/marks/markings.yaml',
      z.array(
        z.object({
          label: words,
          language: z.string().optional(),
          location: z.enum(['pageTop', 'pageBottom', 'documentStart', 'portionMarking']).optional(),
          text: z.string(),
        }),
      ),
    );
    for (const { label: said, language, location, text } of table) {
      const where = [language, location].filter((part) => part !== undefined).join(', ');
      it(`shows ${JSON.stringify(said)} ${where} as \`${text}\``, () => {
        expect(mark(marks, worded(marks, said), { language, location }).text).to.equal(text);
      });
    }
  });

  it('writes on each colour in black or white, and gives no colours where there is none', () => {
    const colors = ['LOW', 'HIDDEN', 'TOP', 'ODD'].map((classification) => {
      const { fgcolor, bgcolor } = mark(marks, worded(marks, { classification }));
      return [fgcolor, bgcolor];
    });
    expect(colors).to.deep.equal([
      ['white', '#0a0b0c'],
      ['black', 'fuchsia'],
      ['black', 'yellow'],
      [undefined, undefined],
    ]);
  });

  it('marks any label for any language and place, and a label of another policy by its name', () => {
    check(
      fc.property(
        anyLabel(marks),
        fc.string(),
        fc.constantFrom(...markingCodes),
        (one, language, location) => {
          if (location === 'pageTopBottom' || isWay(location)) return true;
          return mark(marks, one, { language, location }).text.startsWith('[');
        },
      ),
    );
    expect(mark(marks, label('A-S'))).to.deep.equal({ text: '[MARKS//SECRET]' });
  });
});

function isWay(
  code: string,
): code is 'noNameDisplay' | 'noMarkingDisplay' | 'suppressClassName' | 'replacePolicy' {
  return ['noNameDisplay', 'noMarkingDisplay', 'suppressClassName', 'replacePolicy'].includes(code);
}
