import type { PartRecord } from '../../harness/record/index.ts';

/** The `id` of a stanza's element: its scenario, part and line number are its address in the page. */
export function stanzaAnchor(scenarioId: string, part: PartRecord['name'], line: number): string {
  return `${scenarioId}:${part}:${line}`;
}

/** The `id` of a document's element. */
export function documentAnchor(name: string): string {
  return `document:${name.replaceAll(' ', '-')}`;
}

/** A link to an element of this page. */
export function hrefTo(anchor: string): string {
  return `#${encodeURI(anchor)}`;
}

/** What the list of scenarios can be narrowed to; words of `q` are looked for in all that a scenario says. */
interface Filter {
  readonly q?: string;
  readonly standing?: string;
  readonly kind?: string;
  readonly group?: string;
}

/** A link to this page's scenarios, narrowed: what the search form writes into the address too. */
export function hrefToFilter(filter: Filter): string {
  return `#?${new URLSearchParams({ ...filter }).toString()}`;
}

/** A link to a file beside the report. Never leaves the folder by a scheme: `javascript:` is a file name here. */
export function hrefToFile(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}
