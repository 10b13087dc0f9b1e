import { type Context, fullJid } from '../context.ts';
import type { SeenStanza } from '../evidence.ts';
import { type Found, fails } from '../findings.ts';
import { errorFlaws } from '../match.ts';
import { bareOf } from '../texts.ts';
import type { ProbeCase } from './probe-case.ts';

/**
 * What is wrong with the errors for a message to several that some of them get: one may come for each account that must not
 * get it, from that account or from the service, and looks like any refusal.
 */
export function severalFlaws(context: Context, one: ProbeCase, errors: readonly SeenStanza[]): Found[] {
  const { probe, stimulus, sent } = one;
  const refused = new Set(one.notAt.map((actor) => bareOf(fullJid(context, actor))));
  const service = String(stimulus.to);
  const flaws = errors.flatMap((error) => {
    const from = error.element.attributes['from'] ?? service;
    const known = from === service || refused.has(bareOf(from));
    const about = {
      sent,
      sender: fullJid(context, probe.from, sent.n),
      ...(stimulus.nonce !== undefined && { nonce: stimulus.nonce }),
    };
    return [
      ...(known
        ? []
        : [
            fails('wrong-error', 'an error is for a recipient who is refused', `it comes from ${from}`, [
              error.n,
            ]),
          ]),
      ...errorFlaws(error, about, probe.refusal),
    ];
  });
  const silent = probe.refusal?.silence === 'required';
  if (errors.length <= (silent ? 0 : refused.size)) return flaws;
  const claim = silent
    ? `${probe.from} is told nothing`
    : `${probe.from} is told at most once of each (ERR-06)`;
  const lines = errors.map(({ n }) => n);
  return [...flaws, fails(silent ? 'leak' : 'wrong-error', claim, `${errors.length} errors came`, lines)];
}
