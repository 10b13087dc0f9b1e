import type { Channel } from '../scenario/index.ts';
import { playProbe } from './probe.ts';
import { playIq } from './request.ts';
import type { Stage } from './stage.ts';

/** The stanza between two permitted messages to the session that might see its content. */
export async function playChannel(
  stage: Stage,
  { from, to, stanza, fence, room, asks }: Channel,
): Promise<void> {
  const what = { from, stanza, fence, label: 'none', syntax: 'ess', body: true, expect: 'either' } as const;
  if (room === undefined) await playProbe(stage, { ...what, to, type: 'chat' });
  else await playProbe(stage, { ...what, to: { room }, type: 'groupchat', at: [to] });
  if (asks !== undefined) await playIq(stage, { ...asks, from: to, type: 'get', expect: 'either' });
}
