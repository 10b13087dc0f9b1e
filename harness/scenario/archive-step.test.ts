import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { expectsRefusal } from './lint-counterpart.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';
import type { Scenario } from './scenario.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

/** A scenario that remembers `secret` and `other`, made a room `ops`, and then reads an archive. */
function read(archive: string, twin = ''): Scenario {
  const text = `title: A scenario made for a test
requirements: [MAM-02]
actors: {tess: u-ts, sam: u-s}
steps:
  - room: {name: ops, owner: tess}
  - probe: {from: tess, to: sam, label: A-S, expect: delivered, remember: secret}
  - probe: {from: tess, to: sam, label: A-R, expect: delivered, remember: other}
  - archive: ${archive}
${twin}`;
  return readScenario(text, { id: 'test/scenario', file: 'scenario.yaml' }, fixtures.vocabulary(['MAM-02']));
}

/** What is wrong with it, in the sentences' words. */
function flawsOf(archive: string, twin = ''): string[] {
  try {
    read(archive, twin);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ sentence }) => sentence);
  }
}

describe('an archive that is read', () => {
  it('is by pages of 50 unless said otherwise, and lacks nothing', () => {
    expect(read('{actor: sam, room: ops, holds: [secret]}').steps.at(-1)).to.deep.equal({
      archive: { actor: 'sam', room: 'ops', page: 50, holds: ['secret'], lacks: [] },
    });
  });

  it('holds something that was sent before, of an actor and a room that there are', () => {
    expect(flawsOf('{actor: sam, holds: []}')).to.have.length(1);
    expect(flawsOf('{actor: sam, holds: [secrets], lacks: [others]}')).to.deep.equal([
      'no earlier probe remembers `secrets`; did you mean `secret`?',
      'no earlier probe remembers `others`; did you mean `other`?',
    ]);
    expect(flawsOf('{actor: sma, holds: [secret]}').join()).to.contain('unknown actor `sma`');
    expect(flawsOf('{actor: sam, room: opps, holds: [secret]}').join()).to.contain(
      'no earlier `room` step makes `opps`',
    );
  });

  it('holds in a twin what it lacked, and is a refusal only where it lacks something', () => {
    const twin = "twin: {title: All of it is there, provision: {'U(u-s)': [U, R, S]}}";
    const scenario = read('{actor: sam, holds: [other], lacks: [secret]}', twin);
    expect(partsOf(scenario)[1]?.steps.at(-1)).to.deep.equal({
      archive: { actor: 'sam', page: 50, holds: ['other', 'secret'], lacks: [] },
    });
    expect(expectsRefusal(scenario)).to.equal(true);
    expect(expectsRefusal(read('{actor: sam, holds: [other]}'))).to.equal(false);
  });
});
