import type { TranscriptLine } from '../observe/index.ts';
import { isFence } from './audience.ts';
import { readReceived } from './body.ts';
import type { Script } from './script.ts';

/** A stanza that a step sent. */
export interface Sent {
  /** The step, from 0. */
  readonly step: number;
  /** Its line in the transcript. */
  readonly n: number;
  readonly who: string;
  readonly name: string;
  readonly id: string | undefined;
  readonly to: string | undefined;
  /** The bare JID that sent it. */
  readonly from: string;
  /** The bare addresses that it has to do with. A presence for nobody in particular goes to whoever has asked for it. */
  readonly touches: readonly string[] | 'everybody';
}

/** Every stanza that a script sent, in order; its private pings are none. */
export function sentIn(script: Script, lines: readonly TranscriptLine[], fence: string): Sent[] {
  const sent: Sent[] = [];
  let step = 0;
  for (const line of lines) {
    if (line.kind === 'step') step = line.step;
    if (line.kind !== 'stanza' || line.direction !== 'sent' || isFence(line.raw, fence)) continue;
    const element = readReceived(line.raw);
    const jid = script.cast.find(({ name }) => name === line.actor)?.jid ?? '';
    if (element === undefined) continue;
    const { id, to } = element.attributes;
    const touches = to === undefined ? [jid] : [jid, bareOf(to)];
    const toAll = element.name === 'presence' && to === undefined;
    sent.push({
      step,
      n: line.n,
      who: line.actor,
      name: element.name,
      id,
      to,
      from: jid,
      touches: toAll ? 'everybody' : touches,
    });
  }
  return sent;
}

/** `juliet@localhost/phone` → `juliet@localhost`. */
export function bareOf(jid: string): string {
  return jid.split('/', 1)[0] ?? '';
}
