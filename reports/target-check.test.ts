import { expect } from 'chai';
import type { TargetCheckRecord } from '../harness/record/index.ts';
import { targetCheckTable } from './target-check.ts';

const record: TargetCheckRecord = {
  schema: 'cmbac/target-check@1',
  target: { name: 'alpha', kind: 'remote', product: 'Prosody', version: '0.12.3' },
  startedAt: '2026-11-22T09:00:00.000Z',
  wallMs: 1234,
  rows: [
    { group: 'reach', name: 'STARTTLS', mark: 'yes', seen: '10.0.0.5:5222, connected in 0.3 ms' },
    {
      ...{ group: 'login', name: 'a wrong password (PLAIN)', mark: 'no', seen: 'success' },
      ...{ wanted: 'failure', source: 'RFC 6120 §6.5.10' },
    },
    { group: 'discovery', name: 'software version', mark: 'unknown', seen: 'Prosody 0.12.3' },
  ],
  claims: [
    { name: 'labels', claimed: 'yes', seen: 'yes', how: 'a labelled message comes with its label' },
    { name: 'catalog', claimed: 'yes', seen: 'no', how: 'service-unavailable', kind: 'claim' },
    { name: 'offline', claimed: 'unknown', seen: 'yes', how: 'a message waits', suggests: 'offline: yes' },
    { name: 'directory', claimed: 'no', seen: 'cannot be seen', how: 'it does not show' },
  ],
  verdict: 'claims not trustworthy',
  exitCode: 1,
};

describe('targetCheckTable', () => {
  it('shows every row by group, says MISCLAIM in words, suggests what is not claimed, and ends with the verdict', () => {
    expect(targetCheckTable(record)).to.equal(`alpha (remote): Prosody 0.12.3

Reached
  ✓ STARTTLS  10.0.0.5:5222, connected in 0.3 ms

Login
  ✕ a wrong password (PLAIN)  success (asked: failure, RFC 6120 §6.5.10)

Discovery
  ? software version  Prosody 0.12.3

Claims and what a probe saw
  ✓ labels     claimed yes / seen yes      a labelled message comes with its label
  ✕ catalog    claimed yes / seen no       MISCLAIM  service-unavailable
  ? offline    claimed unknown / seen yes  a message waits
  ? directory  claimed no / seen –         cannot be seen: it does not show

Not claimed yet; for the description:
  claims:
    offline: yes

Claims not trustworthy: it says success to nonsense, so that no claim of it means anything. (1 not in order, 1 claimed wrongly, 1.2 s)
`);
  });

  it('says so where nothing was reached, and nothing more', () => {
    const target = { name: 'alpha', kind: 'remote' } as const;
    const rows = [{ group: 'reach', name: 'STARTTLS', mark: 'no', seen: '10.0.0.5:5222: refused' }] as const;
    expect(
      targetCheckTable({
        ...record,
        target,
        rows,
        claims: [],
        verdict: 'not reached',
        exitCode: 4,
        wallMs: 0,
      }),
    ).to.equal(`alpha (remote)

Reached
  ✕ STARTTLS  10.0.0.5:5222: refused

Not reached: nothing answered as an XMPP server. (1 not in order, 0 claimed wrongly, 0.0 s)
`);
  });
});
