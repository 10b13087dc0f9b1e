import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { targetSchemaFile, targetSchemaText } from './export-schema.ts';

describe('targetSchemaText', () => {
  it('is what docs/schemas/target.schema.json holds (npm run schema)', () => {
    expect(readFileSync(targetSchemaFile, 'utf8')).to.equal(targetSchemaText());
  });

  it('names every feature and verb, so that editors complete them', () => {
    expect(targetSchemaText()).to.include('"room-history"').and.include('"Dom.clr"');
  });
});
