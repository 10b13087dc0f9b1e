import { ejabberd } from './contenders/ejabberd.ts';
import { prosody } from './contenders/prosody.ts';
import { reference } from './contenders/reference.ts';
import type { Load } from './generator/job.ts';
import { type Row, row } from './rows.ts';

const unlabelled: Load = { label: 'none', marking: 'right' };
const labelled: Load = { label: 'own', marking: 'right' };
const different: Load = { label: 'different', marking: 'right' };

/** What is measured between two servers of a kind, in its order. `profileFolder`: where processor profiles of ours go. */
export function peerRows(profileFolder?: string): Row[] {
  const terms = { marking: 'rewrite' } as const;
  const open = reference(terms, profileFolder);
  const cleared = reference({ ...terms, peersCleared: true }, profileFolder);
  const mapped = reference({ ...terms, peersMapping: { policy: 'HARNESS-B' } }, profileFolder);
  const in4774 = reference(
    { ...terms, peersMapping: { policy: 'HARNESS-B', format: '4774' } },
    profileFolder,
  );
  return [
    row(open, 'no label', 'the defaults count', unlabelled),
    row(prosody(false), 'no label', '', unlabelled),
    row(ejabberd, 'no label', '', unlabelled),
    row(open, 'label of 1 KB', 'the peer is not asked about', labelled),
    row(cleared, 'label of 1 KB', 'Peer.out and Peer.in', labelled),
    row(mapped, 'label of 1 KB', 'mapped to HARNESS-B and back', labelled),
    row(in4774, 'label of 1 KB', 'mapped, in STANAG 4774', labelled),
    row(prosody(false), 'label of 1 KB', '', labelled),
    row(ejabberd, 'label of 1 KB', '', labelled),
    row(cleared, 'each label another', 'Peer.out and Peer.in', different),
    row(mapped, 'each label another', 'mapped to HARNESS-B and back', different),
    row(ejabberd, 'each label another', '', different),
  ];
}
