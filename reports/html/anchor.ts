import type { PartRecord } from '../../harness/record/index.ts';

/** The `id` of a stanza's element: its scenario, part and line number are its address in the page. */
export function stanzaAnchor(scenarioId: string, part: PartRecord['name'], line: number): string {
  return `${scenarioId}:${part}:${line}`;
}

/** A link to an element of this page. */
export function hrefTo(anchor: string): string {
  return `#${encodeURI(anchor)}`;
}

/** A link to a file beside the report. Never leaves the folder by a scheme: `javascript:` is a file name here. */
export function hrefToFile(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}
