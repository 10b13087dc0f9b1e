import type { Context } from '../context.ts';
import { type Found, holds, open } from '../findings.ts';
import { answers, notesOf } from '../sightings.ts';
import type { ProbeCase } from './probe-case.ts';

/** Where a probe's messages were to wait for the recipients' server: did they, when the verbs changed? Else nothing was tested. */
export function queueFlaws({ evidence }: Context, { probe, step }: ProbeCase): Found[] {
  if (probe.whileQueued === undefined) return [];
  const claim = "the messages wait for the recipients' server while the verbs change";
  const [queued] = notesOf(evidence, step, 'queued', '');
  const [ping] = notesOf(evidence, step, 'queue-fence', '');
  const [answer] = ping ? answers(evidence, ping, probe.from) : [];
  if (!answer) return [open(claim, `no answer came to ${probe.from}'s ping behind them`)];
  if (queued?.id !== 'waits') return [open(claim, 'the server under test has not connected to it')];
  return [holds(claim, [answer.n, queued.n])];
}
