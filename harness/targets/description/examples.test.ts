import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../../fixtures/index.ts';
import { loadProfiles } from '../../scenario/index.ts';
import { targets } from '../targets.ts';
import { driverOf } from './driver-of.ts';
import { loadDescription } from './load.ts';

const here = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

describe('the example descriptions of docs/targets', () => {
  const { domains, peers, components } = readFixtures(here('fixtures')).vocabulary();
  const known = {
    domains: [...domains, ...peers, ...components],
    peers: [...peers],
    components: [...components],
  };
  const profiles = loadProfiles(here('scenarios/profiles.yaml')).map(({ name }) => name);
  const files = readdirSync(here('docs/targets')).filter((file) => file.endsWith('.yaml'));

  it('are those that the page names', () => {
    expect(files.sort()).to.deep.equal([
      'mlink-19.4.yaml',
      'mlink-19.5.yaml',
      'openfire.yaml',
      'prosody-by-hand.yaml',
    ]);
  });

  for (const file of files)
    it(`${file} is a target of people's own, under its own name and a profile that there is`, () => {
      const described = loadDescription(here(`docs/targets/${file}`), { ...known, profiles }, targets);
      const driver = driverOf(described, targets);
      expect(`${driver.name}.yaml`).to.equal(file);
      expect(profiles).to.include(driver.profile);
      expect(driver.worksheet).to.not.equal(undefined);
      expect(driver.features.has('labels')).to.equal(true);
      expect(driver.naming?.account('u-r')).to.equal('cmbac-u-r');
    });

  for (const file of ['mlink-19.4.yaml', 'mlink-19.5.yaml'])
    it(`${file} says where other servers and components are, so that both can be claimed`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'cmbac-example-'));
      try {
        const text = readFileSync(here(`docs/targets/${file}`), 'utf8')
          .replaceAll(/^( *)# (components: \{)/gm, '$1$2')
          .replaceAll(/(peers|components): unknown/g, '$1: yes');
        writeFileSync(join(folder, file), text);
        const { features, outside } = driverOf(
          loadDescription(join(folder, file), { ...known, profiles }, targets),
          targets,
        );
        expect([features.has('peers'), features.has('components'), outside?.listen.port]).to.deep.equal([
          true,
          true,
          15269,
        ]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});
