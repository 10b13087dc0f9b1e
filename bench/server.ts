/**
 * How many messages a second the reference server delivers with every check on, beside Prosody, which checks nothing:
 * `npm run bench`, or `node bench/server.ts --help`. Method and figures: docs/benchmarks.md. Never a test.
 */
import { measureRow } from './measure-row.ts';
import { printRows } from './print-rows.ts';
import { allRows } from './rows.ts';

await printRows({
  name: 'bench',
  description: 'Messages a second, processor time, latency and memory of the server, beside Prosody.',
  warmUp: 1,
  rows: allRows,
  measure: measureRow,
});
