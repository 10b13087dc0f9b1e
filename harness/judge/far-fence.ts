import { serverOf } from '../observe/index.ts';
import { type Context, fullJid } from './context.ts';
import { answers, isError } from './sightings.ts';

/** A stimulus whose sender another server may have had something to tell. */
interface Sent {
  readonly step: number;
  /** Of the notes' keys: '' or `.N`. */
  readonly suffix: string;
  readonly from: string;
  readonly to?: string | undefined;
}

/**
 * Where a stimulus went to another real server, or might have reached a session there: the pings that its sender sent behind it are
 * all answered, and not by an error, which the sender's own server might have made. A stimulus that went there needs one at least.
 * Why that shows that no error from there is still on its way stands in `harness/steps/far-fence.ts`.
 */
export function judgeFarFence(
  context: Context,
  { step, suffix, from, to }: Sent,
): { readonly evidence: readonly number[]; readonly missing: readonly string[] } {
  const { evidence } = context;
  const servers = Object.keys(evidence.header.servers ?? {});
  const home = serverOf(fullJid(context, from), servers);
  const went = to === undefined ? home : serverOf(to, servers);
  const pings = evidence.notes.filter((note) => note.step === step && isOf(note.key, suffix));
  if (pings.length === 0)
    return { evidence: [], missing: went === home ? [] : [`no ping to ${went ?? String(to)}`] };
  const answered = pings.map((ping) => ({
    ping,
    pong: answers(evidence, ping, from).find((answer) => !isError(answer)),
  }));
  return {
    evidence: answered.flatMap(({ pong }) => pong?.n ?? []),
    missing: answered.flatMap(({ ping, pong }) =>
      pong === undefined ? [`no answer to ${from}'s ping to ${String(ping.to)}`] : [],
    ),
  };
}

/** `far-fence.2.0` is the first of the probe with the suffix `.2`. */
function isOf(key: string, suffix: string): boolean {
  return key.startsWith(`far-fence${suffix}.`) && /^\d+$/.test(key.slice(`far-fence${suffix}.`.length));
}
