import { childElements, type Element, lineOf, parseDocument, XmlError } from '#xml';

/** The namespace that `scansion:` stands for here. Scripts use the prefix and declare it nowhere. */
export const scansion = 'urn:cmbac:scansion';

/** Set on every element of a script that says `xmlns` itself: nothing else of how it was written is left after reading. */
export const ownNamespace = `{${scansion}}own`;

/** What stands below an action, read. */
export interface ReadBody {
  readonly element: Element;
  /** The characters of that element alone. */
  readonly text: string;
  /** Where a second element begins, counted from the body's first line as 1. */
  readonly second?: number;
}

/**
 * Reads the text below an action, variables filled in: one element, whose default namespace is a client's. A second one is passed over.
 *
 * `undefined`: there is no element.
 * @throws XmlError with its line in the text (from 1)
 */
export function readBody(text: string): ReadBody | undefined {
  const around = parseDocument(`${opening}${marked(text)}</body>`, { comments: true });
  const [element, second] = childElements(around);
  if (element === undefined) return undefined;
  const line = second === undefined ? undefined : lineOf(second);
  return { element, text: firstElement(text), ...(line !== undefined && { second: line }) };
}

/** Is there text beside the elements? */
export function hasStrayText(text: string): boolean {
  const { children } = parseDocument(`${opening}${text}</body>`, { comments: true });
  return children.some((child) => typeof child === 'string' && child.trim() !== '');
}

/** A stanza as it came: its default namespace is the stream's. `undefined`: it is not one element by itself. */
export function readReceived(raw: string): Element | undefined {
  try {
    const [stanza, ...more] = childElements(parseDocument(`${opening}${raw}</body>`));
    return more.length === 0 ? stanza : undefined;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

const opening = `<body xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' xmlns:scansion='${scansion}'>`;

/** Comments, character data, end tags, and start tags in three pieces: up to the name, attributes, end. */
const markup =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\/[^>]*>|(<[^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)(\s*\/?>)/g;

/** The same with `scansion:own` wherever a start tag has an `xmlns` that is not a client's. */
function marked(text: string): string {
  return text.replace(markup, (all: string, name?: string, attributes?: string, end?: string) => {
    if (name === undefined || attributes === undefined || end === undefined) return all;
    const own = /\sxmlns\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    const namespace = own?.[1] ?? own?.[2];
    return namespace === undefined || namespace === 'jabber:client'
      ? all
      : `${name}${attributes} scansion:own=''${end}`;
  });
}

/** The characters from the first start tag to the end tag that closes it. The text is well-formed. */
function firstElement(text: string): string {
  let depth = 0;
  let start = 0;
  for (const found of text.matchAll(markup)) {
    const [all, name, , end = ''] = found;
    const isEnd = all.startsWith('</');
    if (name === undefined && !isEnd) continue;
    if (depth === 0) start = found.index;
    if (isEnd) depth -= 1;
    else if (!end.endsWith('/>')) depth += 1;
    if (depth === 0) return text.slice(start, found.index + all.length);
  }
  return text.slice(start);
}
