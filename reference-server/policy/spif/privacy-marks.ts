import type { Element } from '#xml';
import type { PrivacyMarks } from '../policy.ts';
import { readSelection } from './categories.ts';
import { readMarking } from './markings.ts';
import { key, kid, kids, needed, type Reading, Unique } from './reading.ts';
import { flag } from './values.ts';

/** The privacy marks that the policy knows. */
export function readPrivacyMarks(reading: Reading, spif: Element): PrivacyMarks {
  const parent = kid(spif, 'privacyMarks');
  if (parent === undefined)
    return {
      marks: [],
      selection: { min: 0, max: Number.POSITIVE_INFINITY, single: false },
      marking: readMarking(reading),
    };
  const names = new Unique('the name');
  const marks = kids(parent, 'privacyMark').map((element) => {
    const name = needed(element, 'name');
    names.add(element, key(reading, name));
    return { name, obsolete: flag(element, 'obsolete'), marking: readMarking(reading, element) };
  });
  return { marks, selection: readSelection(parent), marking: readMarking(reading, parent) };
}
