import { expect } from 'chai';
import { jid, readElement } from './read.fixture.ts';
import { readStanza } from './read-stanza.ts';
import { Renditions } from './renditions.ts';
import type { Stanza } from './stanza.ts';

function said(body: string): Stanza {
  const stanza = readStanza(readElement(`<message><body>${body}</body></message>`), jid('juliet@a.test'));
  if ('refused' in stanza) throw new Error(stanza.refused);
  return stanza;
}

describe('Renditions', () => {
  const morning = said('morning');
  const matin = said('matin');

  it('are made once for each language, whoever the copies are for', () => {
    const renditions = new Renditions();
    let made = 0;
    const make = (stanza: Stanza) => (): Stanza => {
      made += 1;
      return stanza;
    };
    const seen = ['en', 'fr', 'en', undefined, 'fr'].map(
      (lang, number) =>
        renditions.in(
          lang,
          { ...morning, to: jid(`u${number}@a.test`) },
          make(lang === 'fr' ? matin : morning),
        ).content,
    );
    const [english, french] = ['<body>morning</body>', '<body>matin</body>'];
    expect(seen).to.deep.equal([english, french, english, english, french]);
    expect(made).to.equal(3);
  });

  it('are written once for the languages in which they are the same', () => {
    let writings = 0;
    const children = morning.element.children;
    const counted = { ...morning.element };
    Object.defineProperty(counted, 'children', {
      get: () => {
        writings += 1;
        return children;
      },
    });
    const renditions = new Renditions();
    const stanza = { ...morning, element: counted };
    for (const lang of ['en', 'de', undefined]) renditions.in(lang, stanza, () => stanza);
    expect(writings).to.equal(1);
  });

  it('of another stanza are never those of the first', () => {
    const renditions = new Renditions();
    renditions.in('en', morning, () => morning);
    expect(renditions.in('en', matin, () => matin).content).to.equal('<body>matin</body>');
    expect(renditions.in('en', morning, () => morning).content).to.equal('<body>morning</body>');
  });
});
