import { validColour } from '#labels';
import type { Element } from '#xml';
import { contrast, leastContrast } from '../colors.ts';
import type { ClassificationEntry } from '../policy.ts';
import { readEquivalentClassifications } from './equivalents.ts';
import type { DefinedClassification, Known } from './known.ts';
import { readMarking } from './markings.ts';
import { attribute, deviate, fail, key, kid, kids, needed, note, type Reading, Unique } from './reading.ts';
import { readRequired } from './rules.ts';
import { flag, lacv } from './values.ts';

/** The classifications of a SPIF: who they are, not yet what rules they have. */
export function readClassifications(reading: Reading, spif: Element): DefinedClassification[] {
  const parent = kid(spif, 'securityClassifications');
  if (parent === undefined) noClassification(spif);
  const elements = kids(parent, 'securityClassification');
  if (elements.length === 0) noClassification(parent);
  if (kids(parent, 'markingData').length + kids(parent, 'markingQualifier').length > 0) {
    note(
      reading,
      'unused-marking',
      parent,
      'markings of <securityClassifications> are not shown: they would hide the classification',
    );
  }
  const names = new Unique('the name');
  const numbers = new Unique('the lacv');
  return elements.map((element) => {
    const classification = {
      name: needed(element, 'name'),
      lacv: lacv(element),
      hierarchy: hierarchyOf(reading, element),
    };
    names.add(element, key(reading, classification.name));
    numbers.add(element, String(classification.lacv));
    return { element, classification };
  });
}

function noClassification(element: Element): never {
  fail('spif-missing', element, 'the policy has no <securityClassification>; add at least one');
}

/** The same, with their rules, colours, equivalents and markings. */
export function classificationEntries(
  reading: Reading,
  defined: readonly DefinedClassification[],
  known: Known,
): ClassificationEntry[] {
  const colors = new Set<string>();
  const places = new Set<number>();
  return defined.map(({ element, classification }) => {
    const color = colorOf(reading, element, reading.version === '3.0' ? ['bgcolor', 'color'] : ['color']);
    if (color !== undefined) {
      if (colors.has(color))
        deviate(reading, element, `two classifications have the color \`${color}\`; change one`);
      colors.add(color);
    }
    if (places.has(classification.hierarchy)) {
      deviate(
        reading,
        element,
        `two classifications have the hierarchy ${classification.hierarchy}; change one`,
      );
    }
    places.add(classification.hierarchy);
    return {
      classification,
      ...(color === undefined ? {} : { color, ...textColorOf(reading, element, color) }),
      obsolete: flag(element, 'obsolete'),
      required: readRequired(reading, element, known),
      equivalents: readEquivalentClassifications(reading, element, known),
      marking: readMarking(reading, element),
    };
  });
}

/** Without one in the SPIF (lenient), its number orders it. */
function hierarchyOf(reading: Reading, element: Element): number {
  const written = attribute(element, 'hierarchy');
  if (written !== undefined && /^-?\d{1,15}$/.test(written)) return Number(written);
  const found = written === undefined ? 'is missing' : `is \`${written}\``;
  deviate(reading, element, `\`hierarchy\` of <securityClassification> ${found}; write a number`);
  return Number(lacv(element));
}

/** What is written on the colour, as 3.0 has it; nothing that could not be read on it. */
function textColorOf(reading: Reading, element: Element, color: string): { textColor?: string } {
  const textColor = reading.version === '3.0' ? colorOf(reading, element, ['fgcolor']) : undefined;
  if (textColor === undefined) return {};
  if (contrast(textColor, color) >= leastContrast) return { textColor };
  note(
    reading,
    'low-contrast',
    element,
    `\`${textColor}\` cannot be read on \`${color}\`; black or white is written instead`,
  );
  return {};
}

/** The first of these attributes that is there. */
function colorOf(reading: Reading, element: Element, names: readonly string[]): string | undefined {
  for (const name of names) {
    const written = attribute(element, name);
    if (written === undefined) continue;
    const color = validColour(written.toLowerCase());
    if (color === undefined) {
      deviate(
        reading,
        element,
        `\`${name}\` of <securityClassification> is \`${written}\`; write a W3C colour name or \`#rrggbb\``,
      );
    }
    return color;
  }
  return undefined;
}
