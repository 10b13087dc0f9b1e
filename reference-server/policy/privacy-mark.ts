import { nameKey } from './names.ts';
import type { Policy, PrivacyMarks } from './policy.ts';

/** The policy's own privacy mark of that name. */
export function knownPrivacyMark(
  policy: Policy,
  written: string | undefined,
): PrivacyMarks['marks'][number] | undefined {
  if (written === undefined) return undefined;
  const key = nameKey(written, policy.ignoreCase);
  return policy.privacyMarks.marks.find(({ name }) => nameKey(name, policy.ignoreCase) === key);
}
