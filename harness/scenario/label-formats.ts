import type { Part } from './part.ts';

/** How a label can be written besides as ESS in XEP-0258. */
export const labelFormats = ['stanag4774', 'stanag4778'] as const;

export type LabelFormat = (typeof labelFormats)[number];

/** What tells of each in a part: what a step sends or expects, a catalog, a peer's mapping, and raw text. */
const signs: Readonly<Record<LabelFormat, RegExp>> = {
  stanag4774: /"(syntax|format)":"(stanag)?4774"|"stanag4774":|\$\{4774:|urn:nato:stanag:4774:/,
  stanag4778: /"(syntax|format)":"(stanag)?4778"|"stanag4778":|\$\{binding:|urn:nato:stanag:4778:/,
};

/** The formats in which a part has labels besides ESS. How a directory writes a clearance is none of them. */
export function labelFormatsOf({ provision, steps }: Pick<Part, 'provision' | 'steps'>): LabelFormat[] {
  const said = JSON.stringify([provision, steps]);
  return labelFormats.filter((format) => signs[format].test(said));
}
