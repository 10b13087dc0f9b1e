import type { CheckGroup, CheckRow } from '../record/index.ts';

/** Rows of one group, written down as they are seen. */
export class Rows {
  readonly #group: CheckGroup;
  readonly #rows: CheckRow[] = [];

  constructor(group: CheckGroup) {
    this.#group = group;
  }

  /** It is in order or not: `wanted` says what is asked, `source` where that stands. */
  is(inOrder: boolean, name: string, seen: string, wanted?: string, source?: string): void {
    this.#add(inOrder ? 'yes' : 'no', name, seen, wanted, source);
  }

  /** It decides nothing: only to be known. */
  note(name: string, seen: string, wanted?: string, source?: string): void {
    this.#add('unknown', name, seen, wanted, source);
  }

  get all(): readonly CheckRow[] {
    return this.#rows;
  }

  #add(mark: CheckRow['mark'], name: string, seen: string, wanted?: string, source?: string): void {
    this.#rows.push({
      group: this.#group,
      name,
      mark,
      seen,
      ...(wanted !== undefined && { wanted }),
      ...(source !== undefined && { source }),
    });
  }
}
