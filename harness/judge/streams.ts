import type { Evidence } from './evidence.ts';
import { type Found, fails } from './findings.ts';

/** One failure for each of these actors whose stream ended within a step that does not ask for it. */
export function endedStreams(evidence: Evidence, step: number, actors: readonly string[]): Found[] {
  return [...new Set(actors)].flatMap((actor) => {
    const end = evidence.streams.find(
      (one) => one.step === step && one.actor === actor && (one.event === 'closed' || one.event === 'error'),
    );
    if (!end) return [];
    const detail = end.detail === '' ? '' : ` (${end.detail})`;
    return [fails(`${actor}'s stream goes on`, `it ended: ${end.event}${detail}`, [end.n])];
  });
}
