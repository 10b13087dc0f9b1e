import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { targetDescription } from './description.ts';

/** The format of target descriptions as JSON Schema, so that editors complete and check as one types. */
export function targetSchemaText(): string {
  const schema = z.toJSONSchema(targetDescription, { io: 'input' });
  return `${JSON.stringify({ title: 'A target of cmbac', ...schema }, undefined, 2)}\n`;
}

/** Where the exported schema is kept. */
export const targetSchemaFile = new URL('../../../docs/schemas/target.schema.json', import.meta.url);

if (import.meta.main) writeFileSync(targetSchemaFile, targetSchemaText());
