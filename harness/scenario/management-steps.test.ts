import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { expectsRefusal } from './lint-counterpart.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';
import type { Scenario } from './scenario.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

function read(body: string): Scenario {
  const text = `title: A scenario made for a test
requirements: [SM-01]
actors: {tess: u-ts, sam: {user: u-s, kind: raw}, rita: {user: u-r, kind: raw}}
${body}`;
  return readScenario(text, { id: 'test/scenario', file: 'scenario.yaml' }, fixtures.vocabulary(['SM-01']));
}

describe('steps of stream management', () => {
  const resumed = '{enable: {actor: sam}}, {drop: sam}, {resume: {actor: sam}}';

  it('are read, with what is left out', () => {
    const { steps } = read(`steps: [${resumed}, {counted: {actor: sam}}, {acknowledge: {actor: sam}}]`);
    expect(steps[2]).to.deep.equal({ resume: { actor: 'sam', has: 'all', expect: 'resumed' } });
  });

  it('need an actor of our own few lines of client', () => {
    expect(() => read('steps: [{enable: {actor: tess}}]')).to.throw('`tess` is not of kind raw');
    expect(() =>
      read('steps: [{enable: {actor: sam}}, {drop: sam}, {resume: {actor: tess, of: sam}}]'),
    ).to.throw('of different accounts');
  });

  it('rest on steps before them', () => {
    expect(() => read('steps: [{counted: {actor: sam}}]')).to.throw('not managed');
    expect(() => read('steps: [{acknowledge: {actor: sam}}]')).to.throw('not managed');
    expect(() => read('steps: [{drop: sam}, {resume: {actor: sam}}]')).to.throw('not managed');
    expect(() => read('steps: [{enable: {actor: sam}}, {resume: {actor: sam}}]')).to.throw('was not cut');
    expect(() => read(`steps: [${resumed}, {resume: {actor: sam}}]`)).to.throw('was not cut');
    expect(() => read('steps: [{enable: {actor: sam}}, {drop: sam}, {counted: {actor: sam}}]')).to.throw(
      'not managed',
    );
  });

  it('name actors that there are', () => {
    for (const step of [
      'enable: {actor: sa}',
      'counted: {actor: sa}',
      'acknowledge: {actor: sa}',
      'drop: sa',
    ])
      expect(() => read(`steps: [${resumed}, {${step}}]`)).to.throw('unknown actor `sa`');
    expect(() =>
      read('steps: [{enable: {actor: sam}}, {drop: sam}, {resume: {actor: sam, of: sa}}]'),
    ).to.throw('unknown actor `sa`');
  });

  it('claim nothing where a stream is only asked for and cut', () => {
    expect(() => read('steps: [{enable: {actor: sam}}, {drop: sam}]')).to.throw('no step claims anything');
  });

  it('do not refuse every resumption, and the twin resumes', () => {
    const refused = '{enable: {actor: sam}}, {drop: sam}, {resume: {actor: sam, expect: refused}}';
    expect(() => read(`steps: [${refused}]`)).to.throw('there are servers that resume nothing');
    const scenario = read(`steps: [${refused}]\ntwin: {title: The twin, provision: {Srv.clr: [U]}}`);
    const [, twin] = partsOf(scenario);
    expect(twin?.steps[2]).to.deep.equal({ resume: { actor: 'sam', has: 'all', expect: 'resumed' } });
    expect(expectsRefusal(scenario)).to.equal(true);
    expect(() => read(`steps: [${refused}]\ntwin: {title: The twin}`)).to.throw('changes nothing');
  });
});
