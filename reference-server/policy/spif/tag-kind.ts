import type { TagKind } from '#labels';
import type { Element } from '#xml';
import type { Tag } from '../label.ts';
import { attribute, fail, needed, note, type Reading } from './reading.ts';
import { oneOf } from './values.ts';

const tagTypes = ['notApplicable', 'restrictive', 'enumerated', 'permissive', 'tagType7'] as const;

/** The kind of the tag that an element defines. */
export function definedKind(reading: Reading, element: Element): TagKind {
  const kind = referredKind(element);
  if (kind === undefined) {
    fail(
      'spif-missing',
      element,
      `<${element.name}> is \`enumerated\` and has no \`enumType\`; add the attribute`,
    );
  }
  if (attribute(element, 'tagType') === 'notApplicable') {
    note(
      reading,
      'not-applicable',
      element,
      'a tag of type `notApplicable` restricts nobody; it is taken as informative',
    );
  }
  return kind;
}

/** The kind that a reference names; undefined when it says `enumerated` and not which. */
export function referredKind(element: Element): TagKind | undefined {
  const tagType = oneOf(element, 'tagType', needed(element, 'tagType'), tagTypes);
  const written = attribute(element, 'enumType');
  const enumType =
    written === undefined ? undefined : oneOf(element, 'enumType', written, ['restrictive', 'permissive']);
  switch (tagType) {
    case 'restrictive':
    case 'permissive':
      return tagType;
    case 'enumerated':
      return enumType === undefined ? undefined : `enumerated-${enumType}`;
    case 'tagType7':
    case 'notApplicable':
      return 'informative';
  }
}

/** How a tag of this kind restricts. */
export function effectOf(kind: TagKind): Tag['effect'] {
  switch (kind) {
    case 'restrictive':
    case 'enumerated-restrictive':
      return 'restrictive';
    case 'permissive':
    case 'enumerated-permissive':
      return 'permissive';
    case 'informative':
      return 'informative';
  }
}
