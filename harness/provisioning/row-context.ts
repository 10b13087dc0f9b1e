import type { Fixtures } from '../fixtures/index.ts';
import type { Worksheet } from '../targets/index.ts';
import type { SheetNames } from './sheet-names.ts';
import type { Spelling } from './spelling.ts';

/** What the rows of a sheet are written with. */
export interface RowContext {
  readonly fixtures: Fixtures;
  readonly spelling: Spelling;
  readonly names: SheetNames;
  /** Where the passwords of accounts are, in words. */
  readonly passwords: string;
  /** Where other servers are, and how components connect; left out: the server is told of none. */
  readonly outside?: Pick<Worksheet, 'others' | 'components'>;
}
