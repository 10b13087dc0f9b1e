import type { Matrix, Probe } from './steps.ts';

/** The probes of a matrix, row by row: the runner plays and the judge looks for them in this order. */
export function cellsOf(matrix: Matrix): Probe[] {
  const { room } = matrix;
  if (room !== undefined) return Object.entries(matrix.rows).map((row) => rowOf({ ...matrix, room }, row));
  const { from, to, type, fence, syntax, rows, refusal } = matrix;
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

/** The probes of a burst in the order in which they are sent: the rows, so many times over. */
export function burstOf(matrix: Matrix): Probe[] {
  return Array.from({ length: matrix.burst ?? 1 }).flatMap(() => cellsOf(matrix));
}

/** A label through a room: to those who get it, if anybody does. */
function rowOf(
  { from, to, fence, syntax, refusal, room }: Matrix & { readonly room: string },
  [label, row]: readonly [string, readonly string[]],
): Probe {
  const at = to.filter((_, column) => row[column] === '+');
  const notAt = to.filter((_, column) => row[column] !== '+');
  const rest = { from, to: { room }, type: 'groupchat', label, syntax, body: true, fence } as const;
  if (at.length === 0) return { ...rest, at: notAt, expect: 'refused', ...(refusal && { refusal }) };
  return { ...rest, at, ...(notAt.length > 0 && { notAt }), expect: 'delivered' };
}

/** The sessions that should get a probe's message: `at`, or else the actor it is addressed to. */
export function sessionsOf({ to, at }: Pick<Probe, 'to' | 'at'>): readonly string[] {
  if (at) return at;
  if (typeof to === 'string') return [to];
  return 'bare' in to ? [to.bare] : [];
}

/** The room that a message is sent to or through; `undefined`: none. */
export function roomOf({ to }: Pick<Probe, 'to'>): string | undefined {
  return typeof to === 'object' && 'room' in to ? to.room : undefined;
}

/** The sessions that control and fence of a probe reach: those that should get the message, and those that must not. */
export function fencedSessionsOf(probe: Pick<Probe, 'to' | 'at' | 'notAt'>): readonly string[] {
  return [...sessionsOf(probe), ...(probe.notAt ?? [])];
}
