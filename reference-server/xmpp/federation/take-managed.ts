import type { Element } from '#xml';
import { readManagement } from '../stream/management.ts';
import { StreamError } from '../stream-error.ts';
import type { Sending } from './sending.ts';

/**
 * Takes what a peer says of counts on a stream on which they are settled; gives whether it was that.
 *
 * @throws StreamError
 * Source: XEP-0198 §4.
 */
export function takeManaged(element: Element, sending: Sending): boolean {
  const managed = readManagement(element);
  if (managed === undefined) return false;
  switch (managed.kind) {
    case 'request':
      sending.answerCount();
      return true;
    case 'acknowledge':
      sending.acknowledge(managed.h);
      return true;
    case 'enable':
    case 'resume':
      throw new StreamError('unsupported-stanza-type');
  }
}
