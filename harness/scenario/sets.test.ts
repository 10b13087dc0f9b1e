import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { plan } from '../plan.ts';
import { features } from '../targets/features.ts';
import type { TargetDriver } from '../targets/index.ts';
import { loadAreas } from './areas.ts';
import { loadScenarios } from './load.ts';
import { select } from './select.ts';
import { loadSets, withSets } from './sets.ts';

const ours = fileURLToPath(new URL('../../scenarios', import.meta.url));
const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));
const scenarios = loadScenarios(ours, fixtures.vocabulary());

describe('files beside the scenarios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sets-'));
  const file = join(folder, 'file.yaml');

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** What is wrong with a file of this text. */
  function problemsOf(text: string, load: (file: string) => unknown): string {
    writeFileSync(file, text);
    try {
      load(file);
      return 'nothing';
    } catch (error) {
      if (error instanceof ScenarioError) return error.message;
      throw error;
    }
  }

  describe('loadSets', () => {
    it('makes a set a pattern of its name, beside all others', () => {
      const sets = {
        some: { says: 'what is looked at', scenarios: ['exit/recipient-not-cleared', 'rooms/private/*'] },
      };
      const inSets = withSets(scenarios, sets);
      const chosen = select(inSets, ['set:some', 'exit/recipient-cleared']).map(({ id }) => id);
      const named = select(scenarios, [
        'exit/recipient-not-cleared',
        'rooms/private/*',
        'exit/recipient-cleared',
      ]);
      expect(chosen).to.deep.equal(named.map(({ id }) => id));
    });

    it('suggests the set that may have been meant', () => {
      const inSets = withSets(scenarios, { some: { says: 'what is looked at', scenarios: ['exit/*'] } });
      expect(() => select(inSets, ['set:sone'])).to.throw(ScenarioError, 'did you mean `set:some`?');
    });

    it('refuses a pattern that names nothing, and a set that says nothing', () => {
      const sets = { some: { says: 'what is looked at', scenarios: ['exit/nothing-of-the-kind'] } };
      expect(() => withSets(scenarios, sets)).to.throw(ScenarioError, 'names no scenario');
      expect(problemsOf('some: {scenarios: [exit/*]}', loadSets)).to.include('says');
    });
  });

  describe('loadAreas', () => {
    const load = (name: string) => loadAreas(name, ['exit/one', 'exit/two']);

    it('gives areas with their scenarios, and what nobody asks', () => {
      writeFileSync(file, '- area: Exit\n  scenarios: [exit/one]\n  unmeasured: nobody has one of these\n');
      expect(load(file)).to.deep.equal([
        { area: 'Exit', scenarios: ['exit/one'], unmeasured: 'nobody has one of these' },
      ]);
    });

    it('names the place of a scenario that there is not, and of what does not fit', () => {
      const unknown = '- area: Exit\n  scenarios: [exit/one, exit/tow]\n';
      expect(problemsOf(unknown, load)).to.include(`${file}:2:25`).and.to.include('exit/two');
      expect(problemsOf('- area: Exit\n  scenario: [exit/one]\n', load)).to.include('scenarios');
    });
  });

  describe('ours', () => {
    it('asks in `set:interop-transparent` for nothing that has to be provisioned, but of two real servers', () => {
      const chosen = select(withSets(scenarios, loadSets(join(ours, 'sets.yaml'))), [
        'set:interop-transparent',
      ]);
      const transparent: TargetDriver = {
        name: 'transparent',
        verbs: new Set(),
        features: new Set(Object.keys(features)),
        start: () => Promise.reject(new Error('nobody starts it')),
      };
      const alone = chosen.filter(({ peers = {} }) => !Object.values(peers).includes('server'));
      const unasked = plan(alone, transparent, Object.keys(fixtures.base.peers)).flatMap(
        ({ scenario, parts }) => (parts.some(({ missing }) => missing.length > 0) ? [scenario.id] : []),
      );
      expect(unasked).to.deep.equal([]);
      expect(alone.length).to.be.greaterThan(30);
    });

    it('measures every area by scenarios that there are', () => {
      const areas = loadAreas(
        join(ours, 'areas.yaml'),
        scenarios.map(({ id }) => id),
      );
      expect(areas.length).to.equal(18);
    });
  });
});
