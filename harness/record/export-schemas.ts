import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { controlsSchema } from './controls-schema.ts';
import { diffSchema } from './diff-schema.ts';
import { matrixSchema } from './matrix-schema.ts';
import { runSchema } from './record-schema.ts';

/** Each published format: the name of its file in `docs/schemas/`, a title, and the schema. */
const published = [
  ['run', 'run.json: what a run of cmbac found', runSchema],
  ['diff', 'what cmbac diff --json prints', diffSchema],
  ['matrix', 'matrix.json: what cmbac matrix found', matrixSchema],
  ['controls', 'controls.json: what the negative controls showed', controlsSchema],
] as const;

/** The formats that others read, as JSON Schema: by file. */
export function publishedSchemas(): ReadonlyMap<string, { readonly file: URL; readonly text: string }> {
  return new Map(
    published.map(([name, title, schema]) => {
      const file = new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url);
      // As input: a reader passes over keys that a later version adds
      const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, undefined, 2)}\n`;
      return [name, { file, text }] as const;
    }),
  );
}

if (import.meta.main) for (const { file, text } of publishedSchemas().values()) writeFileSync(file, text);
