import { expect } from 'chai';
import fc from 'fast-check';
import { rootAttribute, stanzaLines } from './stanza-lines.ts';

describe('stanzaLines', () => {
  it('gives each tag a line of its own, and an element that holds only text one line', () => {
    expect(stanzaLines('<message id="1"><body>hi</body><x/><y></y></message>')).to.deep.equal([
      { depth: 0, text: '<message id="1">', labelled: false },
      { depth: 1, text: '<body>hi</body>', labelled: false },
      { depth: 1, text: '<x/>', labelled: false },
      { depth: 1, text: '<y></y>', labelled: false },
      { depth: 0, text: '</message>', labelled: false },
    ]);
  });

  it('marks what belongs to a security label, whatever its prefix', () => {
    const lines = stanzaLines('<m><s:securitylabel><label/></s:securitylabel><body>x</body></m>');
    expect(lines.filter(({ labelled }) => labelled).map(({ text }) => text)).to.deep.equal([
      '<s:securitylabel>',
      '<label/>',
      '</s:securitylabel>',
    ]);
  });

  it('does not take a `>` in a quoted value for the end of a tag', () => {
    expect(stanzaLines(`<a b=">" c='/>'><d/></a>`).map(({ text }) => text)).to.deep.equal([
      `<a b=">" c='/>'>`,
      '<d/>',
      '</a>',
    ]);
  });

  it('loses nothing and adds nothing, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '"',
      "'",
      'a',
      ' ',
      'securitylabel',
      '<?',
      '<!--',
      '\n',
      '&',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const raw = parts.join('');
        return (
          stanzaLines(raw)
            .map(({ text }) => text)
            .join('') === raw
        );
      }),
    );
  });
});

describe('rootAttribute', () => {
  it('reads the first tag only, in either kind of quotes', () => {
    expect(rootAttribute(`<message id='s1' type="chat"><body id="b"/></message>`, 'id')).to.equal('s1');
    expect(rootAttribute('<message><body id="b"/></message>', 'id')).to.equal(undefined);
  });
});
