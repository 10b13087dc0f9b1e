import { childElements, type Element, escapeAttribute, escapeText, parseDocument, textOf } from '#xml';

/** Where the tested stanza shows up, as far as that can be told before. */
export interface Shown {
  /** The address that it comes from; left out: whichever. */
  readonly from?: string;
  /** What labels it, as XML text without marking; left out: that is not looked at. */
  readonly label?: string;
  readonly marking?: string;
}

/** A stanza, read as a client's. @throws XmlError */
export function readSent(xml: string): Element {
  const [stanza] = childElements(parseDocument(`<stream xmlns='jabber:client'>${xml}</stream>`));
  if (stanza === undefined) throw new Error('a step sends no stanza');
  return stanza;
}

/**
 * What a stanza is like where it arrives: its kind, type and words as they were sent. `undefined`: it has no words to know it by.
 */
export function patternOf(sent: Element, { from, label = '', marking }: Shown): string | undefined {
  const words = childElements(sent).filter(({ name }) => wordy.has(name));
  if (words.length === 0) return undefined;
  const { type } = sent.attributes;
  const attributes = [
    ...(from === undefined ? [] : [['from', from] as const]),
    // A server may leave out what is usual (RFC 6121 §5.2.2)
    ...(type === undefined || (type === 'normal' && sent.name === 'message')
      ? []
      : [['type', type] as const]),
  ];
  const written = attributes.map(([name, value]) => ` ${name}='${escapeAttribute(value)}'`).join('');
  const said = words.map((one) => `<${one.name}>${escapeText(textOf(one))}</${one.name}>`).join('');
  return `<${sent.name}${written}>${said}${loosely(withMarking(label, marking))}</${sent.name}>`;
}

const wordy: ReadonlySet<string> = new Set(['body', 'thread', 'subject', 'status']);

/** A label without what servers may write anew. */
function withMarking(label: string, marking: string | undefined): string {
  const bare = label.replace(/<displaymarking>[^<]*<\/displaymarking>/, '');
  if (marking === undefined || marking === 'none') return bare;
  return bare.replace(/(<securitylabel[^>]*>)/, `$1<displaymarking>${escapeText(marking)}</displaymarking>`);
}

/** An element of another namespace is strict in a script unless it says that it is not: a server may add a marking. */
export function loosely(xml: string): string {
  return xml.replace(/(<[^\s/>!?]+(?:\s[^<>]*?)?\sxmlns=(?:'[^']*'|"[^"]*"))/g, `$1 scansion:strict='false'`);
}
