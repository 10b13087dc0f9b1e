import type { Act } from '../act.ts';
import type { Paper } from '../paper.ts';

/** A change of provisioning in the running server, or one that it must not take. */
export function provisionActs(
  paper: Paper,
  change: Readonly<Record<string, unknown>>,
  expect: 'done' | 'refused',
): readonly Act[] {
  const cannot = 'a script cannot change what the server is provisioned with';
  const rows = paper.provisionInWords(change);
  if (expect === 'done')
    return [{ kind: 'does', words: `Change in the running server: ${rows.join('; ')}.`, cannot }];
  return [
    { kind: 'does', words: `Try to change in the running server: ${rows.join('; ')}.`, cannot },
    {
      kind: 'looks',
      words: 'The server refuses it whole: nothing of it is in force, as the next steps show.',
      cannot,
    },
  ];
}
