import { childElements, type Element, textOf } from '#xml';
import type { Fixtures, LabelSyntax } from '../fixtures/index.ts';
import type { TranscriptHeader } from '../observe/transcript.ts';
import { type Address, roomAddress } from '../scenario/index.ts';

/** `${domain}`, `${ess:NAME}` and its like, `${jid:ACTOR}`, `${bare:ACTOR}` and `${room:ROOM}` of a scenario's text, filled in. */
export function fillIn(
  text: string,
  { actors, domain }: Pick<TranscriptHeader, 'actors' | 'domain'>,
  fixtures: Pick<Fixtures, 'placeholderText'>,
): string {
  return text
    .replaceAll('${domain}', domain)
    .replace(/\$\{jid:([^}]+)\}/g, (whole, name: string) => actors[name] ?? whole)
    .replace(/\$\{bare:([^}]+)\}/g, (whole, name: string) => bareOf(actors[name] ?? whole))
    .replace(/\$\{room:([^}]+)\}/g, (_, name: string) => roomAddress(name, domain))
    .replace(/\$\{(\w+):([^}]+)\}/g, (whole, kind: string, name: string) => {
      return fixtures.placeholderText(kind, name) ?? whole;
    });
}

/** Does the XML text occur in the raw text, whichever quotes either uses? */
export function occurs(text: string, raw: string): boolean {
  return raw.replaceAll("'", '"').includes(text.replaceAll("'", '"'));
}

/** The JID that a scenario's address stands for, with the JIDs that the actors were given. */
export function jidOf(address: Address, header: Pick<TranscriptHeader, 'actors' | 'domain'>): string {
  if (typeof address === 'string') return header.actors[address] ?? address;
  if ('bare' in address) return bareOf(header.actors[address.bare] ?? address.bare);
  if ('jid' in address) return address.jid.replaceAll('${domain}', header.domain);
  const room = roomAddress(address.room, header.domain);
  return address.nick === undefined ? room : `${room}/${address.nick}`;
}

/** A JID without its resource. */
export function bareOf(jid: string): string {
  return jid.replace(/\/.*$/, '');
}

/** An address as a sentence says it: `rita`, `rita's account`, `the room ops`, `rita in ops`, `pubsub.a.test`. */
export function addressName(address: Address, domain = '${domain}'): string {
  if (typeof address === 'string') return address;
  if ('bare' in address) return `${address.bare}'s account`;
  if ('jid' in address) return address.jid.replaceAll('${domain}', domain);
  return address.nick === undefined ? `the room ${address.room}` : `${address.nick} in ${address.room}`;
}

/** How a label is written, where that is not ESS: ` as STANAG 4774`. */
export function syntaxName(syntax: LabelSyntax): string {
  return syntax === 'ess' ? '' : ` as STANAG ${syntax.slice(-4)}`;
}

/** An element and everything below it. */
export function descendants(element: Element): Element[] {
  return [element, ...childElements(element).flatMap(descendants)];
}

/** The text of the first child of that name, in whichever namespace. */
export function childText(element: Element, name: string): string | undefined {
  const child = childElements(element).find((one) => one.name === name);
  return child && textOf(child);
}
