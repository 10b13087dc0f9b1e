import type { RequirementRecord } from '../harness/record/index.ts';

/** One place that a requirement comes from: `XEP-0258`, `§5`; the section is empty where none is named. */
interface Source {
  readonly document: string;
  readonly section: string;
}

/** A document, and its sections in their order with the requirements that come from each. */
export interface DocumentRecord {
  readonly name: string;
  readonly sections: readonly {
    readonly name: string;
    readonly requirements: readonly RequirementRecord[];
  }[];
}

/** The places in a requirement's `source`: `WP-LABELS "Exit CMBAC 1"; XEP-0258 §5`. */
export function sourcesOf(source: string): Source[] {
  return source.split(/;\s*/).flatMap((place) => {
    const [, document = '', section = ''] =
      /^(.*?)\s*((?:§|"|“|Appendix |Table |Annex ).*)?$/u.exec(place.trim()) ?? [];
    if (document === '') return [];
    return /^A-\d+$/.test(document)
      ? [{ document: 'assumptions', section: document }]
      : [{ document, section }];
  });
}

/** Every document with its sections: those that most requirements come from first. */
export function byDocument(requirements: readonly RequirementRecord[]): DocumentRecord[] {
  const places = requirements.flatMap((requirement) =>
    sourcesOf(requirement.source).map((place) => ({ ...place, requirement })),
  );
  return [...Map.groupBy(places, ({ document }) => document)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([name, members]) => ({
      name,
      sections: [...Map.groupBy(members, ({ section }) => section)]
        .toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
        .map(([section, found]) => ({
          name: section,
          requirements: [...new Set(found.map(({ requirement }) => requirement))],
        })),
    }));
}
