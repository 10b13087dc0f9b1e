import { childElements, type Element } from '#xml';
import type { Category } from '../label.ts';
import { collapse } from '../names.ts';
import type { Membership } from '../policy.ts';
import type { DefinedTag, DefinedTagSet } from './known.ts';
import { key, kid, note, type Reading } from './reading.ts';

/** The extension of NATO policies that says which nations belong to which group. Source: ADatP-4774.1 §3.9 */
const membershipNamespace = 'urn:nato:stanag:4774:spif:extensions:1:0';

/**
 * The memberships of a policy, for each permissive tag that has the group and a member of it. A group that is known in no
 * such tag, or with no member, is a finding; a member that is not known is none.
 */
export function readMemberships(
  reading: Reading,
  spif: Element,
  tagSets: readonly DefinedTagSet[],
): Membership[] {
  const tags = tagSets.flatMap((tagSet) => tagSet.tags).filter(({ tag }) => tag.effect === 'permissive');
  return groupsOf(spif).flatMap((element) => {
    const found = tags.flatMap((tag) => membershipOf(reading, element, tag));
    if (found.length === 0)
      note(
        reading,
        'unknown-membership',
        element,
        `<membership> \`${said(element, 'name')}\` and its members are not values of one permissive tag; it is not used`,
      );
    return found;
  });
}

function groupsOf(spif: Element): Element[] {
  const extensions = kid(spif, 'extensions');
  const inside = (parent: Element, name: string) =>
    childElements(parent).filter((child) => child.name === name && child.namespace === membershipNamespace);
  if (extensions === undefined) return [];
  return inside(extensions, 'memberships').flatMap((element) => inside(element, 'membership'));
}

function membershipOf(reading: Reading, element: Element, tag: DefinedTag): Membership[] {
  const group = valueOf(reading, element, tag);
  const members = childElements(element)
    .filter(({ name, namespace }) => name === 'member' && namespace === membershipNamespace)
    .map((member) => valueOf(reading, member, tag))
    .filter((member) => member !== undefined);
  return group === undefined || members.length === 0
    ? []
    : [{ tag: tag.tag, group, members: new Set(members) }];
}

/** The value with this name and this lacv: one of the two alone could be another's. */
function valueOf(reading: Reading, element: Element, { values }: DefinedTag): Category | undefined {
  const name = key(reading, said(element, 'name'));
  const lacv = said(element, 'lacv').replace(/^\+?0*(?=\d)/, '');
  return values
    .map(({ category }) => category)
    .find((category) => key(reading, category.name) === name && String(category.lacv) === lacv);
}

/** An attribute as the extension writes it, in the namespace of the SPIF, or plainly. */
function said(element: Element, name: string): string {
  return collapse(
    element.attributes[`{http://www.xmlspif.org/spif}${name}`] ?? element.attributes[name] ?? '',
  );
}
