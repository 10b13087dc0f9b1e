import { z } from 'zod';
import { yaml } from '../../policy/fixtures.contract.ts';

const texts = z.record(
  z.string(),
  z.looseObject({ x501: z.string().optional(), stanag4774: z.string().optional() }),
);
const vectors = yaml('clearances.yaml', texts);

/** A clearance of fixtures/clearances.yaml as a directory holds it. */
export function vector(name: string): { der: Buffer; xml: string } {
  const { x501 = '', stanag4774 = '' } = vectors[name] ?? {};
  if (x501 === '') throw new Error(`no clearance \`${name}\` in the fixtures`);
  return { der: Buffer.from(x501, 'base64'), xml: stanag4774 };
}
