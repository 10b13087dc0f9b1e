import { z } from 'zod';
import type { ControlsRecord } from './controls.ts';

/** What `controls.json` holds. */
export const controlsSchema = z.object({
  schema: z.literal('cmbac/controls@1'),
  controls: z.array(
    z
      .object({
        scenario: z.string(),
        hash: z.string().describe("SHA-256 of the scenario's text then, hex"),
        fault: z.string(),
        breaks: z.string(),
        seen: z.string(),
        suite: z.string(),
      })
      .describe('one scenario that turned red, and the fault that it named beforehand'),
  ),
}) satisfies z.ZodType<ControlsRecord>;
