import { endOfSpace } from './characters.ts';
import { exclamationMark, questionMark, slash } from './codes.ts';
import { type Cursor, shown, untouched } from './cursor.ts';
import type { Element } from './element.ts';
import { ReadElement } from './read-element.ts';
import { expandReferences } from './references.ts';
import { type ScannedTag, scanStartTag } from './start-tag.ts';

/**
 * Reads the element at the cursor, inside one whose default namespace is `within`, and passes it.
 * `depth` is 1 for an element that counts as the outermost.
 *
 * An element gets its `source` if its text is self-contained: no prefix is used in it that is declared
 * around it, and it holds no comment, which a stream would refuse.
 */
export function scanElement(cursor: Cursor, within: string, depth: number): Element {
  const { maxDepth } = cursor.options.limits;
  if (depth > maxDepth) cursor.refuseAs('xml-too-deep', `more than ${maxDepth} elements inside one another`);
  const start = cursor.at;
  const declared = cursor.prefixes.count;
  const outside = cursor.reach;
  cursor.reach = untouched;
  const tag = scanStartTag(cursor, within, depth);
  const children = tag.empty ? [] : scanContent(cursor, tag, depth);
  cursor.prefixes.leave(declared);
  const plain = { name: tag.name, namespace: tag.namespace, attributes: tag.attributes, children };
  const selfContained = cursor.reach >= depth;
  const element = selfContained
    ? new ReadElement(plain, { text: cursor.text.slice(start, cursor.at), within })
    : plain;
  cursor.reach = Math.min(outside, cursor.reach);
  cursor.options.located?.(element, start);
  return element;
}

/** What stands between a start tag and its end tag, which is passed. Text is in one piece up to an element. */
function scanContent(cursor: Cursor, tag: ScannedTag, depth: number): (Element | string)[] {
  const children: (Element | string)[] = [];
  let text = '';
  for (;;) {
    text += scanCharacters(cursor);
    const next = cursor.text.charCodeAt(cursor.at + 1);
    if (next === exclamationMark && cursor.sees('<![CDATA[')) {
      text += scanCdata(cursor);
    } else if (next === exclamationMark || next === questionMark) {
      skipMarkup(cursor);
    } else {
      if (text !== '') children.push(text);
      text = '';
      if (next === slash) {
        passEndTag(cursor, tag.written);
        return children;
      }
      children.push(scanElement(cursor, tag.defaultNamespace, depth + 1));
    }
  }
}

/** The text up to the next `<`. */
function scanCharacters(cursor: Cursor): string {
  const start = cursor.at;
  const end = cursor.text.indexOf('<', start);
  if (end === -1) cursor.refuse('element without an end', cursor.text.length);
  cursor.at = end;
  if (end === start) return '';
  const raw = cursor.text.slice(start, end);
  if (cursor.plain) return raw;
  const bracket = raw.indexOf(']]>');
  if (bracket !== -1) cursor.refuse('`]]>` in text', start + bracket);
  return (
    expandReferences(withLineFeeds(raw)) ?? cursor.refuse(`reference to nothing in ${shown(raw)}`, start)
  );
}

function scanCdata(cursor: Cursor): string {
  cursor.pass('<![CDATA[');
  return withLineFeeds(cursor.takeUntil(']]>', 'CDATA section'));
}

/** Source: XML 1.0 §2.11. */
function withLineFeeds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** Passes a comment, where they are allowed, and refuses all other markup that is no element. */
export function skipMarkup(cursor: Cursor): void {
  if (cursor.sees('<!--')) {
    if (cursor.options.comments !== true) cursor.refuseAs('xml-restricted', 'comment');
    cursor.at += '<!--'.length;
    const inside = cursor.takeUntil('--', 'comment');
    if (!cursor.sees('>')) cursor.refuse(`\`--\` in comment ${shown(inside)}`);
    cursor.pass('>');
    cursor.reach = commented;
  } else if (cursor.sees('<!DOCTYPE')) {
    cursor.refuseAs('xml-restricted', 'document type declaration');
  } else if (/^<\?xml[ \t\r\n]/.test(cursor.text.slice(cursor.at, cursor.at + 6))) {
    cursor.refuse('XML declaration that is not at the very start');
  } else if (cursor.sees('<?')) {
    cursor.refuseAs('xml-restricted', 'processing instruction');
  } else {
    cursor.refuse('`<!` begins nothing known');
  }
}

function passEndTag(cursor: Cursor, written: string): void {
  const { text, at } = cursor;
  const end = at + 2 + written.length;
  if (!text.startsWith(written, at + 2)) cursor.refuse(`end tag that is not ${shown(`</${written}>`)}`);
  cursor.at = endOfSpace(text, end);
  cursor.pass('>');
}

/** Outside every element: whatever holds a comment is not self-contained. */
const commented = -1;
