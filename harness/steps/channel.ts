import type { Channel } from '../scenario/index.ts';
import { playProbe } from './probe.ts';
import type { Stage } from './stage.ts';

/** The stanza between two permitted messages to the session that might see its content. */
export async function playChannel(stage: Stage, { from, to, stanza, fence }: Channel): Promise<void> {
  const what = { from, to, stanza, fence, type: 'chat', label: 'none', syntax: 'ess', body: true } as const;
  await playProbe(stage, { ...what, expect: 'either' });
}
