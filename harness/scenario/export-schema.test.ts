import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { scenarioSchemaFile, scenarioSchemaText } from './export-schema.ts';

describe('scenarioSchemaText', () => {
  it('is what scenarios/scenario.schema.json holds (npm run schema)', () => {
    expect(readFileSync(scenarioSchemaFile, 'utf8')).to.equal(scenarioSchemaText());
  });
});
