import { fileURLToPath } from 'node:url';
import type { ProvisionPlace } from './known-verbs.ts';
import type { Provisioned } from './provisioned.ts';
import { readProvision } from './read-provision.ts';
import type { ProvisionVerbs } from './verbs.ts';

/** Where the policies of the fixtures are, and the domains of the tests. */
export const place: ProvisionPlace = {
  domains: ['a.test', 'a2.test'],
  folder: fileURLToPath(new URL('../../../fixtures/policies', import.meta.url)),
};

/** The paths of the two policies. */
export const policies = ['harness-a/spif.xml', 'harness-b/spif.xml'] as const;

/** A provisioning with both policies and these verbs. */
export function provisioned(verbs: ProvisionVerbs = {}): Provisioned {
  return readProvision({ Pol: policies, ...verbs }, place);
}

const classifications = {
  U: 'UNCLASSIFIED',
  R: 'RESTRICTED',
  C: 'CONFIDENTIAL',
  S: 'SECRET',
  TS: 'TOP SECRET',
} as const;

/** A clearance of HARNESS-A as a verb has it. */
export function upTo(...words: readonly (keyof typeof classifications)[]): unknown {
  return { policy: 'HARNESS-A', classifications: words.map((word) => classifications[word]) };
}

/** A label of HARNESS-A as a verb has it. */
export function labelled(word: keyof typeof classifications): unknown {
  return { policy: 'HARNESS-A', classification: classifications[word] };
}
