import type { Contender } from './contenders/contender.ts';
import { prosody } from './contenders/prosody.ts';
import { reference } from './contenders/reference.ts';
import type { Load } from './generator/job.ts';

/** One line of the table: a server under a load. */
export interface Row {
  readonly contender: Contender;
  /** What the clients send. Rows of one name are compared with each other. */
  readonly loadName: string;
  /** What the server does with it besides, where it has a choice. */
  readonly mode: string;
  readonly load: Load;
  readonly tls: boolean;
}

const plain: Load = { label: 'none', marking: 'right' };
const labelled: Load = { label: 'own', marking: 'right' };
const misMarked: Load = { label: 'own', marking: 'wrong' };
const different: Load = { label: 'different', marking: 'right' };

/** Everything that is measured, in its order. `profileFolder`: where processor profiles of the reference server go. */
export function allRows(profileFolder?: string): Row[] {
  const ours = (marking: 'preserve' | 'verify' | 'rewrite'): Contender => reference(marking, profileFolder);
  const both = (loadName: string, load: Load, tls = false): Row[] => [
    { contender: ours('rewrite'), loadName, mode: 'marking rewritten where wrong', load, tls },
    ...[true, false].map((nagle) => ({ contender: prosody(nagle), loadName, mode: '', load, tls })),
  ];
  return [
    ...both('no label', plain),
    ...both('label of 1 KB', labelled),
    {
      contender: ours('preserve'),
      loadName: 'label of 1 KB',
      mode: 'marking left',
      load: labelled,
      tls: false,
    },
    {
      contender: ours('verify'),
      loadName: 'label of 1 KB',
      mode: 'marking verified',
      load: labelled,
      tls: false,
    },
    {
      contender: ours('rewrite'),
      loadName: 'label of 1 KB',
      mode: 'every marking rewritten',
      load: misMarked,
      tls: false,
    },
    ...both('label of 1 KB, each another', different).filter(({ contender }) => contender.name !== 'Prosody'),
    ...both('label of 1 KB, TLS', labelled, true).filter(({ contender }) => contender.name !== 'Prosody'),
  ];
}
