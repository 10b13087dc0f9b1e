import { childElements, type Element } from '#xml';
import type { Evidence } from './evidence.ts';
import { type Found, fails } from './findings.ts';
import { streamErrorsNamespace, streamsNamespace } from './namespaces.ts';

/** One failure for each of these actors whose stream ended within a step that does not ask for it. */
export function endedStreams(evidence: Evidence, step: number, actors: readonly string[]): Found[] {
  return [...new Set(actors)].flatMap((actor) => {
    const end = evidence.streams.find(
      (one) => one.step === step && one.actor === actor && (one.event === 'closed' || one.event === 'error'),
    );
    if (!end) return [];
    const detail = end.detail === '' ? '' : ` (${end.detail})`;
    return [fails('protocol', `${actor}'s stream goes on`, `it ended: ${end.event}${detail}`, [end.n])];
  });
}

/** The condition of a stream error: the first element of its namespace that is not the text. */
export function streamConditionOf(error: Element): string | undefined {
  return childElements(error).find(
    ({ name, namespace }) => namespace === streamErrorsNamespace && name !== 'text',
  )?.name;
}

/** The stream errors that reached an actor in a step: as the stream had them, or as its client reported them. */
export function streamErrors(evidence: Evidence, actor: string, step: number): string[] {
  const reported = evidence.streams
    .filter((one) => one.step === step && one.actor === actor && one.event === 'error')
    .flatMap(({ detail }) => detail.match(/[a-z]+(-[a-z]+)+/g) ?? []);
  const received = evidence.stanzas
    .filter((seen) => seen.step === step && seen.actor === actor && seen.direction === 'received')
    .flatMap(({ element }) =>
      element.name === 'error' && element.namespace === streamsNamespace ? [element] : [],
    )
    .flatMap(childElements)
    .filter(({ name, namespace }) => namespace === streamErrorsNamespace && name !== 'text');
  return [...new Set([...received.map(({ name }) => name), ...reported])];
}
