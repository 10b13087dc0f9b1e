import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { readScenario } from './load.ts';
import type { Scenario } from './scenario.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

function read(steps: string): Scenario {
  const text = `title: A scenario made for a test
requirements: [LOC-13]
actors: {tess: u-ts, sam: {user: u-s, transport: bosh}}
steps: [${steps}, {session: {actor: sam, expect: lives}}]`;
  return readScenario(text, { id: 'test/scenario', file: 'scenario.yaml' }, fixtures.vocabulary(['LOC-13']));
}

describe('steps of a client over HTTP', () => {
  const move = '{move: {actor: sam, address: 127.0.0.2}}';

  it('are read', () => {
    const { steps } = read(`{pause: sam}, ${move}`);
    expect(steps.slice(0, 2)).to.deep.equal([
      { pause: 'sam' },
      { move: { actor: 'sam', address: '127.0.0.2' } },
    ]);
  });

  it('are not for a client that has a connection', () => {
    expect(() => read('{move: {actor: tess, address: 127.0.0.2}}')).to.throw(
      '`tess` has a connection, and is where that is; write `transport: bosh` at the actor',
    );
    expect(() => read(`{pause: tess}, ${move}`)).to.throw('`tess` has a connection');
  });

  it('end a pause: what waits in one without an end would never be looked for', () => {
    expect(() => read(`${move}, {pause: sam}`)).to.throw('`sam` never asks again; add a `move` of it');
  });

  it('name actors that there are', () => {
    expect(() => read(`{pause: sa}, ${move}`)).to.throw('unknown actor `sa`');
    expect(() => read('{move: {actor: sa, address: 127.0.0.2}}')).to.throw('unknown actor `sa`');
  });
});
