import fc from 'fast-check';
import { anyHistory } from './act.fixture.ts';
import { playHistory } from './play.fixture.ts';
import { faultTable } from '../../enforcement/index.ts';
const faults = (Object.keys(faultTable) as (keyof typeof faultTable)[]).filter((f) => /^(muc|access|int|entry|exit|sm|loc|clr|dom)\./.test(f));
for (const f of faults) {
  const r = fc.check(fc.property(anyHistory, (h) => playHistory(h, {faults:[f]})), {numRuns: 1000, seed: 6, endOnFailure: true});
  console.log(f, r.failed ? r.numRuns : '-');
}
