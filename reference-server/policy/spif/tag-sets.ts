import type { Element } from '#xml';
import type { Category, Tag } from '../label.ts';
import { type DefinedTag, type DefinedTagSet, kindsOf } from './known.ts';
import { attribute, fail, key, kid, kids, needed, note, type Reading, Unique } from './reading.ts';
import { definedKind, effectOf } from './tag-kind.ts';
import { oid, oneOf, valueLacv } from './values.ts';

/** The tag sets of a SPIF with their tags and values: who they are, not yet what rules they have. */
export function readTagSets(reading: Reading, spif: Element): DefinedTagSet[] {
  const parent = kid(spif, 'securityCategoryTagSets');
  if (parent === undefined) return [];
  const oids = new Unique('the id');
  const names = new Unique('the name');
  return kids(parent, 'securityCategoryTagSet').map((element) => {
    const id = { oid: oid(element, 'id'), name: needed(element, 'name') };
    oids.add(element, id.oid);
    names.add(element, key(reading, id.name));
    const tags = readTags(reading, element, id);
    return { element, ...id, tags, kinds: kindsOf(tags) };
  });
}

/** Kind and number tell values of a tag set apart in binary labels, effect and name in the others. */
function readTags(reading: Reading, parent: Element, tagSet: Tag['tagSet']): DefinedTag[] {
  const numbers = new Unique('the kind and lacv');
  const names = new Unique('the effect and name');
  return kids(parent, 'securityCategoryTag').map((element) => {
    const tag = readTag(reading, element, tagSet);
    const values = kids(element, 'tagCategory').map((value) => {
      const category = readCategory(reading, value, tag);
      numbers.add(value, `${tag.kind} ${category.lacv}`);
      names.add(value, `${tag.effect} ${key(reading, category.name)}`);
      return { element: value, category };
    });
    return { element, tag, values };
  });
}

function readTag(reading: Reading, element: Element, tagSet: Tag['tagSet']): Tag {
  const name = attribute(element, 'name') ?? tagSet.name;
  if (name === '') {
    fail(
      'spif-value',
      element,
      '`name` of <securityCategoryTag> is empty; name the tag, or leave the attribute out',
    );
  }
  const encoding = attribute(element, 'tag7Encoding');
  if (encoding !== undefined)
    oneOf(element, 'tag7Encoding', encoding, ['bitSetAttributes', 'securityAttributes']);
  const kind = definedKind(reading, element);
  return { name, tagSet, kind, effect: effectOf(kind) };
}

function readCategory(reading: Reading, element: Element, tag: Tag): Category {
  const category = { name: needed(element, 'name'), lacv: valueLacv(element), tag };
  if (typeof category.lacv === 'string') {
    note(
      reading,
      'text-lacv',
      element,
      `the lacv \`${category.lacv}\` is not a number: a label with this value cannot be written in ESS`,
    );
  }
  return category;
}
