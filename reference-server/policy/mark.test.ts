import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { anyLabel } from './arbitrary.contract.ts';
import { contrast } from './colors.ts';
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

  it('shows what is said for another place where that is wished for, else the name', () => {
    const low = worded(marks, { classification: 'LOW' });
    const top = worded(marks, { classification: 'TOP' });
    const at = (one: typeof low, elsewhere: 'name' | 'chain', language?: string) =>
      mark(marks, one, { location: 'documentStart', elsewhere, language }).text;
    expect([at(low, 'name', 'de'), at(low, 'chain', 'de')]).to.deep.equal([
      '[MARKS//LOW]',
      '[MARKS//Niedrig]',
    ]);
    expect([at(top, 'name'), at(top, 'chain')]).to.deep.equal(['[MARKS//TOP]', '[COSMIC//TOP]']);
    expect(at(low, 'chain')).to.equal('[MARKS//L]');
    expect(at(worded(marks, { classification: 'ODD' }), 'chain')).to.equal('[MARKS//ODD]');
  });

  it('looks elsewhere for what is said for both ends of the page, then the foot, the head, the start', () => {
    const places = ['documentStart', 'pageTop', 'pageBottom', 'pageTopBottom'];
    const shown = places.map((_, left) => {
      const data = places
        .slice(0, left + 1)
        .map((place) => `<markingData phrase="${place}"><code>${place}</code></markingData>`);
      const text = fixture('policies/marks/spif.xml').replace(
        /<markingData phrase="Overleaf">.*\s*<markingData>.*/,
        data.join(''),
      );
      const { policy: edited } = readSpif(text);
      const odd = worded(edited, { classification: 'ODD' });
      return mark(edited, odd, { location: 'subject', elsewhere: 'chain' }).text;
    });
    expect(shown).to.deep.equal(places.map((place) => `[MARKS//${place}]`));
  });

  it('shows the name at the head of the page where it is hidden without a place: that is the foot', () => {
    const three = worded(marks, { classification: 'TOP', categories: { Nation: 'THREE' } });
    expect(mark(marks, three, { location: 'pageTop' }).text).to.equal('[COSMIC//TOP//FOR THREE]');
    expect(mark(marks, three).text).to.equal('[COSMIC//TOP]');
  });

  it('shows a value as its tag says where it says nothing of itself, neither a phrase nor a qualifier', () => {
    const text = fixture('policies/marks/spif.xml')
      .replace(
        'name="Nation" tagType="permissive">',
        'name="Nation" tagType="permissive"><markingData phrase="someone"><code>pageBottom</code></markingData>',
      )
      .replace(
        '<tagCategory name="THREE" lacv="3"><markingData><code>noNameDisplay</code></markingData>',
        '<tagCategory name="THREE" lacv="3"><markingQualifier><qualifier markingQualifier="!" qualifierCode="suffix"/></markingQualifier>',
      );
    const { policy: edited } = readSpif(text, 'lenient');
    const shown = ['ONE', 'TWO', 'THREE'].map(
      (nation) =>
        mark(edited, worded(edited, { classification: 'TOP', categories: { Nation: nation } })).text,
    );
    expect(shown).to.deep.equal([
      '[COSMIC//TOP//FOR ONE]',
      '[COSMIC//TOP//FOR someone]',
      '[COSMIC//TOP//FOR THREE]',
    ]);
  });

  it('does not show what is for inputs alone', () => {
    const text = fixture('policies/marks/spif.xml').replace(
      '<code>suppressClassName</code>',
      '<code>noMarkingDisplay</code>',
    );
    const { policy: edited } = readSpif(
      text.replace(
        'name="EXERCISE" lacv="1"><markingData',
        'name="EXERCISE" lacv="1"><markingData phrase="choose"',
      ),
    );
    const one = worded(edited, { classification: 'LOW', categories: { Instead: 'EXERCISE' } });
    expect(mark(edited, one).text).to.equal('[MARKS//Low//EXERCISE]');
  });

  it('shows a privacy mark of the policy between what stands around it, else around all of them', () => {
    const open = policy('open/spif.xml');
    const low = worded(open, { classification: 'LOW' });
    const shown = ['STAFF', 'MEDICAL', 'SILENT', 'EYES ONLY'].map(
      (privacyMark) => mark(open, { ...low, privacyMark }).text,
    );
    expect(shown).to.deep.equal(['OPEN LOW (STAFF)', 'OPEN LOW MEDICAL*', 'OPEN LOW', 'OPEN LOW']);
  });

  it('can be read: the contrast of text and colour is 4.5 to 1 at least', () => {
    check(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const color = `#${rgb.toString(16).padStart(6, '0')}`;
        const painted = {
          ...marks,
          index: {
            ...marks.index,
            classifications: new Map(
              marks.classifications.map((entry) => [entry.classification.lacv, { ...entry, color }]),
            ),
          },
        };
        const { fgcolor = '', bgcolor = '' } = mark(painted, worded(marks, { classification: 'LOW' }));
        return contrast(fgcolor, bgcolor) >= 4.5;
      }),
    );
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
    expect(mark(marks, label('A-TS'))).to.deep.equal({ text: '[MARKS//TOP SECRET]' });
  });
});

function isWay(
  code: string,
): code is 'noNameDisplay' | 'noMarkingDisplay' | 'suppressClassName' | 'replacePolicy' {
  return ['noNameDisplay', 'noMarkingDisplay', 'suppressClassName', 'replacePolicy'].includes(code);
}
