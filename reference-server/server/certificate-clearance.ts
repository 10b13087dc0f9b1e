// @peculiar/x509 needs it, before anything else of it is loaded
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { LabelError, readSubjectClearances } from '#labels';
import { type Clearance, type Clearances, explain, type Policies, resolveClearance } from '#policy';
import { ProvisionError } from './provision/verbs.ts';

/** id-ce-subjectDirectoryAttributes. Source: RFC 5280 §4.2.1.8. */
const subjectDirectoryAttributes = '2.5.29.9';

/**
 * What a certificate (PEM; of several, the first) clears its holder for. A certificate is not written by who configures
 * this server: nothing in it is passed over, and no other clearance takes its place.
 *
 * @throws ProvisionError when it states none, or one that cannot be read, or that the policies do not know whole, or two
 * of one policy
 *
 * Source: RFC 5755 §4.4.6, RFC 5913.
 */
export function certificateClearances(pem: string, policies: Policies, verb: string): Clearances {
  const clearances = new Map<string, Clearance>();
  for (const written of writtenIn(pem, verb)) {
    const { clearance, findings } = resolveClearance(policies, written);
    if (clearance === undefined || findings.length > 0)
      throw problem(findings.map((finding) => explain(finding)).join('; '), verb);
    if (clearances.has(clearance.policy))
      throw problem(`it has two clearances of policy \`${clearance.policy}\``, verb);
    clearances.set(clearance.policy, clearance);
  }
  if (clearances.size > 0) return [...clearances.values()];
  throw problem('it states none', verb);
}

function writtenIn(pem: string, verb: string): ReturnType<typeof readSubjectClearances> {
  try {
    const extension = new X509Certificate(pem).getExtension(subjectDirectoryAttributes);
    return extension === null ? [] : readSubjectClearances(Buffer.from(extension.value).toString('base64'));
  } catch (error) {
    throw problem(error instanceof LabelError ? error.message : 'it cannot be read', verb);
  }
}

function problem(what: string, verb: string): ProvisionError {
  return new ProvisionError(
    `the server's certificate gives no clearance: ${what}; take another certificate, or write the clearance here`,
    verb,
  );
}
