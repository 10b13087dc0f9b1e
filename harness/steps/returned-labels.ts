import { childElements, parseDocument, serialize } from '#xml';
import type { Stage } from './stage.ts';
import { Unprepared } from './unprepared.ts';

/**
 * The labels of a remembered message as this actor received it, as XML text.
 *
 * @throws Unprepared when it did not.
 */
export function returnedLabels(stage: Stage, word: string, actor: string): string {
  const received = stage.received(word, actor);
  if (received === undefined) throw new Unprepared(`${actor} did not receive \`${word}\``);
  const labels = childElements(parseDocument(received)).filter(
    ({ name }) => name === 'securitylabel' || name === 'BindingData',
  );
  return labels.map((label) => serialize(label)).join('');
}
