/** One line of a stanza as a person reads it. */
export interface StanzaLine {
  /** How deep it stands in the stanza, from 0. */
  readonly depth: number;
  /** Characters of the stanza, exactly. */
  readonly text: string;
  /** Does it belong to a security label? */
  readonly labelled: boolean;
}

/**
 * Cut a stanza into lines for reading: an element that holds only text stays on one line, every other tag has its own.
 *
 * Nothing is added and nothing is lost: the texts joined are the stanza. Total: what is not well formed is cut as well
 * as it can be.
 */
export function stanzaLines(raw: string): StanzaLine[] {
  const lines: { depth: number; text: string; labelled: boolean }[] = [];
  const open: string[] = [];
  let inline = false;
  for (const token of raw.match(tokens) ?? []) {
    const kind = kindOf(token);
    const closes = kind === 'end' && open.length > 0 ? open.pop() : undefined;
    const labelled = [...open, closes, kind === 'empty' ? nameOf(token) : undefined].includes(
      'securitylabel',
    );
    const last = lines.at(-1);
    if (last !== undefined && (kind === 'text' || (kind === 'end' && inline))) last.text += token;
    else lines.push({ depth: open.length, text: token, labelled: labelled || isLabelStart(token, kind) });
    inline = kind === 'start' || (kind === 'text' && inline);
    if (kind === 'start') open.push(nameOf(token));
  }
  return lines;
}

/** The value of an attribute of the stanza's first tag; undefined when it has none. Entities are left as written. */
export function rootAttribute(raw: string, name: string): string | undefined {
  const tag = /<[^!?/](?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(raw)?.[0] ?? '';
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2];
}

// A tag with its quoted values (which may hold `>`), or text up to the next tag, or a `<` that opens nothing
const tokens = /<(?:[^"'<>]|"[^"]*"|'[^']*')*>|[^<]+|</g;

type Kind = 'start' | 'end' | 'empty' | 'text';

function kindOf(token: string): Kind {
  if (!token.startsWith('<') || token === '<' || !token.endsWith('>')) return 'text';
  if (token.startsWith('</')) return 'end';
  return token.endsWith('/>') || token.startsWith('<?') || token.startsWith('<!') ? 'empty' : 'start';
}

/** The local name of a tag. */
function nameOf(tag: string): string {
  return /^<\/?(?:[^\s:/>]*:)?([^\s/>]*)/.exec(tag)?.[1] ?? '';
}

function isLabelStart(token: string, kind: Kind): boolean {
  return kind === 'start' && nameOf(token) === 'securitylabel';
}
