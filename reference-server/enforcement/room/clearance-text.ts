import { clearanceCodecs } from '#labels';
import { type Clearances, resolveClearance } from '#policy';
import type { Rules } from '../rules.ts';

/**
 * The clearance that an owner wrote for a room: base64 of an X.501 clearance, or XML of a STANAG 4774 one. `undefined`: it is
 * neither, or the policies loaded now do not know all of it.
 */
export function clearanceOfText(text: string, { policies }: Pick<Rules, 'policies'>): Clearances | undefined {
  const codec = text.startsWith('<') ? clearanceCodecs.stanag4774 : clearanceCodecs.x501;
  try {
    const { clearance, findings } = resolveClearance(policies, codec.read(text));
    return clearance === undefined || findings.length > 0 ? undefined : [clearance];
  } catch {
    return undefined;
  }
}
