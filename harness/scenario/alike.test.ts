import { expect } from 'chai';
import { ScenarioError } from '../input/index.ts';
import { fixtures } from '../judge/transcript.fixture.ts';
import { plan } from '../plan.ts';
import { expectsRefusal } from './lint-counterpart.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';
import type { Scenario } from './scenario.ts';

function read(body: string): Scenario {
  const text = `title: A scenario made for a test\nrequirements: [LEAK-01]\nactors: {tess: u-ts, rita: u-r}\n${body}`;
  return readScenario(text, { id: 'a', file: 'a.yaml' }, fixtures.vocabulary(['LEAK-01']));
}

/** The sentences of what is wrong with it. */
function flaws(body: string): readonly string[] {
  try {
    read(body);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ sentence }) => sentence);
    throw error;
  }
  return [];
}

const probes = `probes: [{message: {to: rita, label: A-S}}, {message: {to: {jid: 'nobody@a.test'}, label: A-S}}]`;
const step = (expectation: string): string => `  - alike: {from: tess, expect: ${expectation}, ${probes}}\n`;

describe('an alike step', () => {
  it('expects the opposite in a twin, whatever was asked of the answers', () => {
    const scenario = read(
      `steps:\n  - alike: {from: tess, expect: same, answer: silence, ${probes}}\ntwin: {title: Another rule, provision: {denials: explicit}}\n`,
    );
    const [own, twin] = partsOf(scenario);
    expect(own?.steps[0]).to.have.nested.property('alike.expect', 'same');
    expect(twin?.steps[0]).to.have.nested.property('alike.expect', 'different');
    expect(twin?.steps[0]).to.have.nested.property('alike.answer', undefined);
    expect(expectsRefusal(scenario)).to.be.true;
  });

  it('shows nothing alone, where everything is to be the same', () => {
    expect(flaws(`steps:\n${step('same')}`)).to.have.length(1);
    expect(flaws(`steps:\n${step('same')}${step('different')}`)).to.deep.equal([]);
    expect(flaws(`steps:\n${step('same')}twin: {title: The same again}\n`)[0]).to.include(
      'the twin changes nothing',
    );
  });

  it('names actors and labels that exist', () => {
    const wrong = `  - alike:
      from: nobody
      expect: different
      probes:
        - message: {from: someone, to: anyone, label: A-X}
        - catalog: {for: {bare: no-one}, to: none-such}
        - stanza: {text: "\${jid:ghost}"}
`;
    expect(flaws(`steps:\n${wrong}`)).to.have.length(7);
  });

  it('needs a catalog where it asks for one', () => {
    const asks = (body: string): readonly string[] =>
      plan([read(body)], { verbs: new Set(), features: new Set() }).flatMap(({ parts }) =>
        parts.flatMap(({ missing }) => missing),
      );
    expect(asks(`steps:\n${step('different')}`)).to.deep.equal([]);
    expect(
      asks(
        'steps:\n  - alike: {from: tess, expect: different, probes: [{presence: {}}, {catalog: {for: rita}}]}\n',
      ),
    ).to.deep.equal(['feature catalog']);
    expect(
      asks('steps:\n  - timing: {from: tess, cases: {a: {presence: {}}, b: {catalog: {for: rita}}}}\n'),
    ).to.deep.equal(['feature catalog']);
  });
});

describe('other measuring steps', () => {
  it('are not taken without what they measure', () => {
    expect(flaws('steps:\n  - timing: {from: tess, cases: {a: {presence: {}}}}\n')[0]).to.include(
      'give two cases',
    );
    expect(
      flaws("steps:\n  - channel: {from: tess, to: rita, name: a channel, stanza: '<iq/>'}\n")[0],
    ).to.include('nonce');
    expect(flaws('steps:\n  - learns: {from: tess, to: someone, labels: [A-X, A-S]}\n')).to.have.length(2);
    expect(
      flaws('steps:\n  - channel: {from: x, to: y, name: a channel, stanza: "${nonce}", fence: Z}\n'),
    ).to.have.length(3);
  });
});
