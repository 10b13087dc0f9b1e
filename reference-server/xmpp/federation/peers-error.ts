import { childElements, type Element } from '#xml';
import { namespaces } from '../namespaces.ts';

/** The peer ended the stream with a stream error, of which nobody has to be told anything. */
export class PeersError extends Error {
  override readonly name = 'PeersError';

  constructor(condition: string) {
    super(`the peer ended the stream: ${condition}`);
  }
}

/** `undefined`: it is something else. Source: RFC 6120 §4.9.2. */
export function readPeersError(element: Element): PeersError | undefined {
  if (element.namespace !== namespaces.stream || element.name !== 'error') return undefined;
  const condition = childElements(element).find(({ namespace }) => namespace === namespaces.streamErrors);
  return new PeersError(condition?.name ?? 'no condition');
}
