import type { Contender } from './contenders/contender.ts';
import { prosody } from './contenders/prosody.ts';
import { reference } from './contenders/reference.ts';
import type { Load } from './generator/job.ts';

/** One line of the table: a server under a load. */
export interface Row {
  readonly contender: Contender;
  /** What the clients send. Rows of one name are compared with each other. */
  readonly loadName: string;
  /** What the server does about the label besides checking it, and what of its peers it asks, where it has a choice. */
  readonly mode: string;
  readonly load: Load;
  readonly tls: boolean;
}

const unlabelled: Load = { label: 'none', marking: 'right' };
const labelled: Load = { label: 'own', marking: 'right' };
const misMarked: Load = { label: 'own', marking: 'wrong' };
const different: Load = { label: 'different', marking: 'right' };

/** Everything that is measured, in its order. `profileFolder`: where processor profiles of the reference server go. */
export function allRows(profileFolder?: string): Row[] {
  const rewrite = reference({ marking: 'rewrite' }, profileFolder);
  const verify = reference({ marking: 'verify' }, profileFolder);
  const preserve = reference({ marking: 'preserve' }, profileFolder);
  return [
    row(rewrite, 'no label', 'the default counts', unlabelled),
    row(prosody(true), 'no label', '', unlabelled),
    row(prosody(false), 'no label', '', unlabelled),
    row(rewrite, 'label of 1 KB', 'mark: rewrite, came right', labelled),
    row(verify, 'label of 1 KB', 'mark: verify', labelled),
    row(preserve, 'label of 1 KB', 'mark: preserve', labelled),
    row(rewrite, 'label of 1 KB', 'mark: rewrite, all came wrong', misMarked),
    row(prosody(true), 'label of 1 KB', '', labelled),
    row(prosody(false), 'label of 1 KB', '', labelled),
    row(rewrite, 'each label another', 'mark: rewrite, came right', different),
    row(prosody(false), 'each label another', '', different),
    row(rewrite, 'label of 1 KB, TLS', 'mark: rewrite, came right', labelled, true),
    row(prosody(false), 'label of 1 KB, TLS', '', labelled, true),
  ];
}

/** `tls`: between the clients and their server. */
export function row(contender: Contender, loadName: string, mode: string, load: Load, tls = false): Row {
  return { contender, loadName, mode, load, tls };
}
