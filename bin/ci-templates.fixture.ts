import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** The folder of this package. */
export const root = join(import.meta.dirname, '..');

const action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string(), value: z.string() })),
  runs: z.object({
    using: z.literal('composite'),
    steps: z.array(
      z.object({
        id: z.string().optional(),
        if: z.string().optional(),
        uses: z.string().optional(),
        shell: z.string().optional(),
        env: z.record(z.string(), z.string()).default({}),
        run: z.string().optional(),
      }),
    ),
  }),
});

/** What GitHub reads. */
export function readAction(): z.infer<typeof action> {
  const [document] = documentsOf('action.yml');
  return action.parse(document);
}

const job = z.looseObject({
  extends: z.string().optional(),
  before_script: z.array(z.string()).default([]),
  script: z.array(z.string()).default([]),
  variables: z.record(z.string(), z.string()).default({}),
  parallel: z.string().optional(),
  needs: z.array(z.string()).default([]),
  artifacts: z
    .object({ paths: z.array(z.string()), reports: z.object({ junit: z.string() }).optional() })
    .optional(),
});

const inputs = z.record(
  z.string(),
  z.object({
    description: z.string(),
    type: z.string().optional(),
    default: z.union([z.string(), z.number()]).optional(),
  }),
);

/** What GitLab reads: the inputs of the component, and its jobs. */
export function readComponent(): {
  readonly inputs: z.infer<typeof inputs>;
  readonly jobs: Readonly<Record<string, z.infer<typeof job>>>;
} {
  const [header, jobs] = documentsOf('templates/cmbac.yml');
  return {
    inputs: z.object({ spec: z.object({ inputs }) }).parse(header).spec.inputs,
    jobs: z.record(z.string(), job).parse(jobs),
  };
}

function documentsOf(file: string): unknown[] {
  return parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const value: unknown = document.toJS();
    return value;
  });
}
