import type { Element } from './element.ts';

/**
 * Do these say the same? Prefixes, the order of attributes, and into how many pieces text is cut say nothing;
 * white space does, and so does the order of children.
 */
export function sameElement(a: Element, b: Element): boolean {
  return describeDifference(a, b) === undefined;
}

/**
 * The first difference, as a path and what is there in either, or undefined if there is none:
 * `message/body: text \`a\`, not \`b\``. `a` is what was found, `b` what it should have been.
 */
export function describeDifference(a: Element, b: Element): string | undefined {
  return differ(a, b, '');
}

function differ(a: Element, b: Element, parents: string): string | undefined {
  const path = parents === '' ? b.name : `${parents}/${b.name}`;
  if (a.name !== b.name || a.namespace !== b.namespace) return `${path}: ${nameOf(a)}, not ${nameOf(b)}`;
  return differInAttributes(a, b, path) ?? differInChildren(a, b, path);
}

function differInAttributes(a: Element, b: Element, path: string): string | undefined {
  for (const [key, expected] of Object.entries(b.attributes)) {
    if (!Object.hasOwn(a.attributes, key)) return `${path}: no attribute \`${key}\``;
    const found = a.attributes[key];
    if (found !== expected) return `${path}/@${key}: \`${found ?? ''}\`, not \`${expected}\``;
  }
  const extra = Object.keys(a.attributes).find((key) => !Object.hasOwn(b.attributes, key));
  return extra === undefined ? undefined : `${path}: attribute \`${extra}\` too many`;
}

function differInChildren(a: Element, b: Element, path: string): string | undefined {
  const found = joinText(a.children);
  const expected = joinText(b.children);
  for (let at = 0; at < Math.max(found.length, expected.length); at += 1) {
    const difference = differAt(found[at], expected[at], path);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

type Child = Element | string | undefined;

function differAt(found: Child, expected: Child, path: string): string | undefined {
  if (typeof found === 'object' && typeof expected === 'object') return differ(found, expected, path);
  return found === expected ? undefined : `${path}: ${sayChild(found)}, not ${sayChild(expected)}`;
}

/** Children with each run of text in one piece, and without empty text. */
function joinText(children: readonly (Element | string)[]): (Element | string)[] {
  const joined: (Element | string)[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (typeof child === 'string' && typeof last === 'string') joined[joined.length - 1] = last + child;
    else if (child !== '') joined.push(child);
  }
  return joined;
}

function sayChild(child: Child): string {
  if (child === undefined) return 'nothing';
  return typeof child === 'string' ? `text \`${child}\`` : nameOf(child);
}

function nameOf(element: Element): string {
  return `\`<${element.name} xmlns="${element.namespace}">\``;
}
