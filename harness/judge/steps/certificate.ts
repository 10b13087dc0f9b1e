import { LabelError, readSubjectClearances } from '#labels';
import type { CertificateClaim } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, list, open } from '../findings.ts';

/** The clearance in the server's certificate is the one that the scenario writes down, and there is no other. */
export function judgeCertificate({ evidence }: Context, { states }: CertificateClaim, step: number): Found[] {
  const claim = `the server's certificate states a clearance of ${states.policy} for ${list(states.classifications.map(String))}`;
  const seen = evidence.certificates.find((one) => one.step === step);
  if (seen === undefined) return [open(claim, 'nobody saw the certificate')];
  if (seen.attributes === '') return [open(claim, 'it states no clearance', [seen.n])];
  const stated = clearancesIn(seen.attributes);
  if (typeof stated === 'string') return [fails('claim', claim, `it cannot be read: ${stated}`, [seen.n])];
  const wanted = sentence(states.policy, states.classifications.map(BigInt), 0);
  const [one, another] = stated;
  return one === wanted && another === undefined
    ? [holds(claim, [seen.n])]
    : [fails('claim', claim, `it states ${stated.length === 0 ? 'none' : list(stated)}`, [seen.n])];
}

/** Each as a sentence that is the same for the same clearance; or why they cannot be read. */
function clearancesIn(base64: string): string[] | string {
  try {
    return readSubjectClearances(base64).map(({ policy, classifications, categories, unread }) =>
      sentence(policy.oid ?? '', classifications, categories.length + unread.length),
    );
  } catch (error) {
    if (error instanceof LabelError) return error.message;
    throw error;
  }
}

function sentence(policy: string, classifications: readonly (bigint | string)[], categories: number): string {
  const numbers = [...new Set(classifications.map(String))].sort();
  const more = categories === 0 ? '' : ` with ${categories} categories`;
  return `${policy} for ${numbers.join(', ')}${more}`;
}
