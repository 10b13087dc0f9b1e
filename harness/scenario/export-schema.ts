import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { scenario } from './scenario.ts';

/** The scenario format as JSON Schema, so that editors complete and check as one types. */
export function scenarioSchemaText(): string {
  const schema = z.toJSONSchema(scenario, { io: 'input' });
  return `${JSON.stringify({ title: 'A CMBAC scenario', ...schema }, undefined, 2)}\n`;
}

/** Where the exported schema is kept. */
export const scenarioSchemaFile = new URL('../../scenarios/scenario.schema.json', import.meta.url);

if (import.meta.main) writeFileSync(scenarioSchemaFile, scenarioSchemaText());
