import { labelCodecs, readEssLabel, type WrittenLabel, writeEssLabel } from '#labels';
import { express, type Label, resolveLabel, validate } from '#policy';
import { parseDocument, serialize } from '#xml';
import { policyOf, type Rules } from '../rules.ts';

/** A label as it is kept: in base64 of ESS, or, where that has no number for something in it (a date for an open value), as XML of STANAG 4774. */
export function labelText(label: Label, rules: Rules): string {
  const policy = policyOf(label, rules);
  try {
    return writeEssLabel(express(policy, label, 'numbers'));
  } catch {
    const metadata4774 = { role: 'originator', created: rules.now().toISOString() } as const;
    return serialize(labelCodecs.stanag4774.write({ ...express(policy, label, 'names'), metadata4774 }));
  }
}

/**
 * The label that was kept, if the policies loaded now know and allow it.
 *
 * @throws LabelError, XmlError when it is not what `labelText` wrote
 */
export function labelOfText(
  text: string,
  { policies, now }: Pick<Rules, 'policies' | 'now'>,
): Label | undefined {
  const resolved = resolveLabel(policies, readLabelText(text));
  if (!resolved.ok) return undefined;
  const { violations } = validate(resolved.policy, resolved.label, { mode: 'read', now: now() });
  return violations.length === 0 ? resolved.label : undefined;
}

function readLabelText(text: string): WrittenLabel {
  return text.startsWith('<') ? labelCodecs.stanag4774.read(parseDocument(text)) : readEssLabel(text);
}
