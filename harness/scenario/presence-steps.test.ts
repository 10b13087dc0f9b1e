import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';
import type { Scenario } from './scenario.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

function read(body: string): Scenario {
  const text = `title: A scenario made for a test
requirements: [PRES-01]
actors: {tess: u-ts, rita: u-r}
${body}`;
  return readScenario(text, { id: 'test/scenario', file: 'scenario.yaml' }, fixtures.vocabulary(['PRES-01']));
}

describe('a presence step', () => {
  it('says who sees what, and who asks for an answer says of whom', () => {
    expect(() => read('steps: [{presence: {from: tess}}]')).to.throw('say who sees what');
    expect(() => read('steps: [{presence: {from: tess, seen: {tess: [available]}}}]')).to.throw('write it');
  });

  it('names actors and labels that there are', () => {
    expect(() => read('steps: [{presence: {from: tess, seen: {rit: [available]}}}]')).to.throw(
      'unknown actor `rit`',
    );
    expect(() => read('steps: [{presence: {from: tess, label: A-Q, seen: {rita: [available]}}}]')).to.throw(
      'unknown label `A-Q`',
    );
  });

  it('that must not be seen does not stand alone', () => {
    expect(() => read('steps: [{presence: {from: tess, unseen: {rita: [available]}}}]')).to.throw(
      'stands alone',
    );
  });

  it('is turned round in the twin', () => {
    const scenario = read(`
steps:
  - presence: {from: tess, unseen: {rita: [available]}}
twin:
  title: The other way round
  provision: {'U(u-r)': [U]}`);
    const [, twin] = partsOf(scenario);
    expect(twin?.steps).to.deep.equal([
      {
        presence: {
          from: 'tess',
          type: 'available',
          label: 'none',
          seen: { rita: ['available'] },
          unseen: {},
          fence: 'A-U',
        },
      },
    ]);
  });

  it('makes no twin by what must be seen alone', () => {
    const steps = 'presence: {from: tess, unseen: {rita: [available]}}';
    const other = 'presence: {from: tess, seen: {rita: [available]}}';
    expect(() => read(`steps: [${steps}]\ntwin: {title: The same again, steps: [${other}]}`)).to.throw(
      'changes nothing',
    );
  });
});

describe('an unseen step', () => {
  it('is about a message that an earlier probe remembers', () => {
    const probe = 'probe: {from: tess, to: rita, remember: word, expect: delivered}';
    expect(() => read(`steps: [{unseen: {message: word, at: [rita]}}, {${probe}}]`)).to.throw(
      'no earlier probe',
    );
    expect(() => read(`steps: [{${probe}}, {unseen: {message: word, at: [rit]}}]`)).to.throw(
      'unknown actor `rit`',
    );
    expect(read(`steps: [{${probe}}, {unseen: {message: word, at: [rita]}}]`).steps).to.have.length(2);
  });
});
