import { expect } from 'chai';
import { fixture, policy } from '../fixtures.contract.ts';
import type { MarkingCode } from '../marking.ts';
import type { Policy } from '../policy.ts';
import { readSpif } from '../read-spif.ts';
import { SpifError } from './errors.ts';

const marks = fixture('policies/marks/spif.xml');
const three = fixture('policies/three/spif.xml');

describe('the markings of a SPIF', () => {
  it('are its phrases with the places that are known; one for an unknown place alone is none', () => {
    const odd = marks.replace(
      '<markingData phrase="Overleaf"><code>overleaf</code></markingData>',
      `<markingData phrase="Overleaf"><code>overleaf</code></markingData>
       <markingData phrase="Aside"><code>overleaf</code><code>pageTop</code></markingData>
       <markingData phrase="How" xml:lang="DE"><code>noNameDisplay</code></markingData>`,
    );
    const { policy: read, findings } = readSpif(odd);
    expect(classification(read, 'ODD').marking).to.deep.equal({
      phrases: [
        { text: 'Aside', language: '', codes: codes('pageTop') },
        { text: 'How', language: 'de', codes: codes('noNameDisplay') },
        { language: '', codes: codes('pageBottom') },
      ],
      qualifiers: [],
    });
    expect(findings[0]).to.deep.equal({
      code: 'unknown-marking-code',
      message: 'marking code `overleaf` is not known; what it is for is not shown',
      line: 28,
    });
  });

  it('are its qualifiers with the place that they are for, and without those for an unknown place', () => {
    expect(policy('marks/spif.xml').tagSets[0]?.tags[0]?.marking).to.deep.equal({
      phrases: [],
      qualifiers: [
        { text: ' + ', place: 'separator', language: '', code: 'pageTop' },
        { text: ', ', place: 'separator', language: '' },
        { text: 'FOR ', place: 'prefix', language: '' },
        { text: 'FÜR ', place: 'prefix', language: 'de' },
        { text: ' nur', place: 'suffix', language: 'de', code: 'documentStart' },
      ],
    });
  });

  it('are in 3.0 one phrase for each way of writing that it has, the first of them wherever there is no other', () => {
    const marked = (attributes: string) => {
      const text = three.replace('<markingData shortPhrase="H"/>', `<markingData ${attributes}/>`);
      return classification(readSpif(text).policy, 'HIGH').marking.phrases;
    };
    const phrase = (text: string, ...places: MarkingCode[]) => ({
      text,
      language: '',
      codes: codes(...places),
    });
    const display = [
      'pageTopBottom',
      'documentStart',
      'documentEnd',
      'firstLineOfText',
      'lastLineOfText',
      'subject',
      'xHeader',
      'waterMark',
    ] as const;
    expect(marked('phrase="High"')).to.deep.equal([
      phrase('High', ...display, 'portionMarking', 'inputTitle'),
    ]);
    expect(marked('phrase="High" shortPhrase="H" simplePhrase="h" inputPhrase="?"')).to.deep.equal([
      phrase('H', 'portionMarking'),
      phrase('?', 'inputTitle'),
      phrase('High', ...display),
    ]);
    expect(marked('simplePhrase="h"')).to.deep.equal([phrase('h', 'portionMarking')]);
  });

  it('have four sorts of qualifiers in 3.0, and no fifth', () => {
    const refused = () => readSpif(three.replace('"finalSeparator"', '"lastSeparator"'));
    expect(refused).to.throw(
      SpifError,
      'line 23: `qualifierCode` of <qualifier> is `lastSeparator`; write one of `prefix`, `suffix`, `separator`, `finalSeparator`',
    );
  });
});

function classification(of: Policy, name: string) {
  const found = of.classifications.find((entry) => entry.classification.name === name);
  if (found === undefined) throw new Error(`${of.name} has no ${name}`);
  return found;
}

function codes(...some: MarkingCode[]): Set<MarkingCode> {
  return new Set(some);
}
