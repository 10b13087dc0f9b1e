import type { CheckRow, CheckVerdict, ClaimRow } from '../record/index.ts';

/** The worst that a check saw. */
export function verdictOf(rows: readonly CheckRow[], claims: readonly ClaimRow[]): CheckVerdict {
  const wrong = rows.filter(({ mark }) => mark === 'no');
  const reached = rows.filter(({ group }) => group === 'reach');
  if (reached.every(({ mark }) => mark === 'no')) return 'not reached';
  if (wrong.some(saysSuccess)) return 'claims not trustworthy';
  if (claims.some(({ kind }) => kind === 'claim')) return 'misclaim';
  return wrong.length > 0 ? 'not in order' : 'as claimed';
}

/** Whoever lets strangers in says success to nonsense too. */
function saysSuccess({ group, seen }: CheckRow): boolean {
  return group === 'honesty' || (group === 'login' && seen.startsWith('success'));
}

/** As `cmbac` ends: 0 as claimed, 1 not so, 4 there was nothing to ask. */
export function exitCodeOf(verdict: CheckVerdict): number {
  if (verdict === 'as claimed') return 0;
  return verdict === 'not reached' ? 4 : 1;
}
