import type { Label } from '#policy';
import type { LabelReading } from '../label/label-reading.ts';
import type { Rules } from '../rules.ts';

/** The fault `lbl.by-marking`: the classification whose name the marking shows, whatever the label says. */
export function labelByMarking(written: Label, { envelope }: LabelReading, rules: Rules): Label {
  const text = envelope?.displayMarking?.text;
  const { governing } = rules.policies;
  const shown = governing.classifications.find((entry) => entry.classification.name === text);
  if (shown === undefined) return written;
  return { policy: governing.oid, classification: shown.classification, categories: [] };
}
