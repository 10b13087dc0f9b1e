import type { Matrix, Probe } from './steps.ts';

/** The probes of a matrix, row by row: the runner plays and the judge looks for them in this order. */
export function cellsOf({ from, to, type, fence, syntax, rows, refusal }: Matrix): Probe[] {
  return Object.entries(rows).flatMap(([label, row]) =>
    to.map((recipient, column) => ({
      from,
      to: recipient,
      type,
      label,
      syntax,
      body: true,
      fence: typeof fence === 'string' ? fence : (fence[recipient] ?? 'A-U'),
      expect: row[column] === '+' ? 'delivered' : 'refused',
      ...(refusal && { refusal }),
    })),
  );
}

/** The sessions that should get a probe's message: `at`, or else the actor it is addressed to. */
export function sessionsOf({ to, at }: Pick<Probe, 'to' | 'at'>): readonly string[] {
  if (at) return at;
  if (typeof to === 'string') return [to];
  return 'bare' in to ? [to.bare] : [];
}

/** The sessions that control and fence of a probe reach: those that should get the message, and those that must not. */
export function fencedSessionsOf(probe: Pick<Probe, 'to' | 'at' | 'notAt'>): readonly string[] {
  return [...sessionsOf(probe), ...(probe.notAt ?? [])];
}
