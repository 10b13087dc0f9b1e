import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { z } from 'zod';
import type { controlsSchema } from './controls-schema.ts';
import type { diffSchema } from './diff-schema.ts';
import { publishedSchemas } from './export-schemas.ts';
import type { ControlsRecord, DiffRecord, MatrixRecord, RunRecord } from './index.ts';
import type { matrixSchema } from './matrix-schema.ts';
import { runSchema } from './record-schema.ts';

/** A type with every key required and nothing read-only, all the way down: so that a key that only one of two has is seen. */
type Whole<T> = T extends readonly (infer Each)[]
  ? Whole<Each>[]
  : T extends object
    ? { -readonly [Key in keyof T]-?: Whole<T[Key]> }
    : T;

type Same<One, Other> = [Whole<One>, Whole<Other>] extends [Whole<Other>, Whole<One>] ? true : false;

describe('the schemas of the records', () => {
  it('say what the types say, no key more and none less (compiled, not run)', () => {
    const run: Same<z.infer<typeof runSchema>, RunRecord> = true;
    const diff: Same<z.infer<typeof diffSchema>, DiffRecord> = true;
    const matrix: Same<z.infer<typeof matrixSchema>, MatrixRecord> = true;
    const controls: Same<z.infer<typeof controlsSchema>, ControlsRecord> = true;
    const lacksOne: Same<Omit<RunRecord, 'debt'>, RunRecord> = false;
    expect([run, diff, matrix, controls, lacksOne]).to.deep.equal([true, true, true, true, false]);
  });

  for (const [name, { file, text }] of publishedSchemas()) {
    it(`are what docs/schemas/${name}.schema.json holds (npm run schema)`, () => {
      expect(readFileSync(file, 'utf8')).to.equal(text);
    });
  }

  it('take a key that a later version adds, and refuse a value that none has', () => {
    const run = {
      schema: 'cmbac/run@1',
      target: { name: 'x', product: 'X', version: '1' },
      suite: { version: '1', scenarios: 0, seed: 's', colour: 'blue' },
      startedAt: '2026-11-21T21:08:02.412Z',
      wallMs: 1,
      faults: [],
      scenarios: [],
      requirements: [],
      staleExpectations: [],
      exitCode: 0,
    };
    expect(runSchema.safeParse(run).success).to.equal(true);
    expect(runSchema.safeParse({ ...run, exitCode: 'none' }).success).to.equal(false);
  });
});
