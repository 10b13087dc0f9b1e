import { escapeAttribute } from '#xml';

/** A stanza of a user's client as its server or component hands it on: it says whom it is from, if it does not yet. */
export function withSender(text: string, jid: string): string {
  const tag = startTagOf(text);
  if (tag === '' || /\sfrom\s*=/.test(tag)) return text;
  return `${tag} from='${escapeAttribute(jid)}'${text.slice(tag.length)}`;
}

/** The start tag of a stanza's text, up to its last attribute; empty: it has none. */
export function startTagOf(text: string): string {
  return startTag.exec(text)?.[0] ?? '';
}

const startTag = /^\s*<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:'[^']*'|"[^"]*"))*/;

/** The address that the text of a stanza says it is for. */
export function addresseeOf(text: string): string | undefined {
  const [, single, double] = /\sto\s*=\s*(?:'([^']*)'|"([^"]*)")/.exec(startTagOf(text)) ?? [];
  return single ?? double;
}
