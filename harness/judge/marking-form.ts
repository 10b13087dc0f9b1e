import { validColour } from '#labels';
import { childElements, type Element, textOf } from '#xml';
import { markingsOf } from './labels.ts';

/** What is wrong with a marking that a server wrote itself, in the words of a finding; `undefined`: nothing. */
export interface MarkingFlaw {
  readonly claim: string;
  readonly seen: string;
}

/** Is each `<displaymarking/>` of a `<securitylabel/>` plain text, not empty, with valid colours? Source: XEP-0258 §3 */
export function markingFlaws(securityLabel: Element): MarkingFlaw[] {
  return markingsOf(securityLabel).flatMap((marking) => [...textFlaws(marking), ...colourFlaws(marking)]);
}

function textFlaws(marking: Element): MarkingFlaw[] {
  const [inside] = childElements(marking);
  if (inside) return [{ claim: 'a marking is plain text (MARK-01)', seen: `it holds <${inside.name}/>` }];
  if (textOf(marking).trim() !== '') return [];
  return [{ claim: 'a marking says something (MARK-01)', seen: 'it is empty' }];
}

function colourFlaws({ attributes }: Element): MarkingFlaw[] {
  return ['fgcolor', 'bgcolor'].flatMap((name) => {
    const colour = attributes[name];
    if (colour === undefined || validColour(colour) !== undefined) return [];
    return [{ claim: `a marking's ${name} is a colour (MARK-01)`, seen: `it is \`${colour}\`` }];
  });
}
