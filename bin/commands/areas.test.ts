import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadAreas } from '../../harness/scenario/index.ts';
import { loadSuite } from './suite.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('docs/stock-servers.md', () => {
  it('has a line for every area and for each of its scenarios, in their order', () => {
    const ids = loadSuite().scenarios.map(({ id }) => id);
    const areas = loadAreas(`${root}scenarios/areas.yaml`, ids);
    const [, table = ''] = readFileSync(`${root}docs/stock-servers.md`, 'utf8').split('<!-- areas:');
    const lines = table.split('\n').filter((line) => line.startsWith('| '));
    const first = lines.slice(2).map((line) => line.split(' | ')[0]?.replace(/^\| /, ''));
    expect(first).to.deep.equal(
      areas.flatMap(({ area, scenarios, unmeasured }) => [
        `**${area}**`,
        ...scenarios.map((id) => `\`${id}\``),
        ...(unmeasured === undefined ? [] : [unmeasured]),
      ]),
    );
  });
});
