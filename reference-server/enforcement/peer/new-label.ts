import {
  LabelError,
  type LabelRole,
  labelCodecs,
  type Metadata4774,
  writeConfidentialityLabel,
} from '#labels';
import { express, type Label } from '#policy';
import type { Element } from '#xml';
import { policyOf, type Rules } from '../rules.ts';
import type { LabelElement } from './came-with.ts';

/** A label in ESS. @throws LabelError `label-inexpressible` for what has no number */
export function newEssLabel(label: Label, rules: Rules): Element {
  return labelCodecs.ess.write(express(policyOf(label, rules), said(label, rules), 'numbers'));
}

/** A label of STANAG 4774, made now, or with what another one says beside its policy, classification and categories. @throws LabelError */
export function new4774Label(
  label: Label,
  role: LabelRole,
  rules: Rules,
  metadata: Omit<Metadata4774, 'role'> = { created: rules.now().toISOString() },
): Element {
  const written = express(policyOf(label, rules), said(label, rules), 'names');
  return writeConfidentialityLabel({ ...written, metadata4774: { ...metadata, role } });
}

/**
 * A label as an alternative in a binding, which holds labels of STANAG 4774 alone.
 *
 * @throws LabelError `label-inexpressible` for one of another syntax that nobody here can say in that
 */
export function asAlternative({ element, written, label }: LabelElement, rules: Rules): Element {
  const metadata4774 = written?.metadata4774;
  if (written !== undefined && metadata4774 !== undefined)
    return writeConfidentialityLabel({ ...written, metadata4774: { ...metadata4774, role: 'alternative' } });
  if (label !== undefined) return new4774Label(label, 'alternative', rules);
  throw new LabelError('label-inexpressible', `\`${element.name}\` of \`${element.namespace}\` in a binding`);
}

/** The fault `map.drop`: less than the label says. */
function said(label: Label, { faults }: Rules): Label {
  const { policy, classification } = label;
  return faults.has('map.drop') ? { policy, classification, categories: [] } : label;
}
