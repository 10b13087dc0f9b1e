/**
 * How many messages a second go from one reference server to another with every check of both on, beside two of Prosody and two
 * of ejabberd, which check nothing: `npm run bench:peers`, or `node bench/peers.ts --help`. Method and figures:
 * docs/benchmarks.md. Never a test.
 */
import { measurePeers } from './measure-peers.ts';
import { peerRows } from './peer-rows.ts';
import { printRows } from './print-rows.ts';

await printRows({
  name: 'bench:peers',
  description:
    'Messages a second over one stream between two servers; processor time and memory of both together.',
  // Twice as much code to compile, and half of it runs on what the other half sends
  warmUp: 3,
  rows: peerRows,
  measure: measurePeers,
});
