import { childOf } from '#xml';
import type { Probe } from '../../scenario/index.ts';
import type { Context } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { archiveNamespace } from '../namespaces.ts';
import { isGroupchat } from '../rooms.ts';

/** Is it a message in a history or an archive that the scenario says is to hold it? */
export function isHeld({ steps }: Context, { remember }: Pick<Probe, 'remember'>, seen: SeenStanza): boolean {
  const step = steps[seen.step];
  if (remember === undefined || step === undefined) return false;
  const asked = 'enter' in step ? step.enter : 'archive' in step ? step.archive : undefined;
  return asked?.actor === seen.actor && asked.holds.includes(remember);
}

/** Did it come in what a room replays to one who enters, or out of an archive? What that has to hold is said there. */
export function isReplayed(context: Context, seen: SeenStanza): boolean {
  const { step, actor, element } = seen;
  const entering = context.steps[step];
  const isEntering = entering !== undefined && 'enter' in entering && entering.enter.actor === actor;
  const isOfHistory = isGroupchat(element) && childOf(element, 'urn:xmpp:delay', 'delay') !== undefined;
  return (isEntering && isOfHistory) || isOfArchive(context, seen);
}

/** Did it come out of the archive that its recipient was reading? Source: XEP-0313 §4.2. */
export function isOfArchive({ steps }: Context, { step, actor, element }: SeenStanza): boolean {
  const reading = steps[step];
  const isReading = reading !== undefined && 'archive' in reading && reading.archive.actor === actor;
  return isReading && childOf(element, archiveNamespace, 'result') !== undefined;
}
