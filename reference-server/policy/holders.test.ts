import { expect } from 'chai';
import { z } from 'zod';
import { decide } from './decide.ts';
import { cleared, label, yaml } from './fixtures.contract.ts';

/** What people have written down of who gets which label agrees with what the policies grant: probes of worksheets rest on it. */
describe('the table of holders', () => {
  const names = z.array(z.string());
  const { labels, holders } = yaml(
    'deployments/holders.yaml',
    z.object({
      labels: z.record(z.string(), names),
      holders: z.array(z.object({ holds: names, gets: names })),
    }),
  );
  for (const { holds, gets } of holders)
    it(`says what whoever holds ${holds.join(', ')} gets`, () => {
      const byPolicy = [
        holds.filter((word) => !word.startsWith('B-')),
        holds.filter((word) => word.startsWith('B-')),
      ];
      const clearances = byPolicy.filter((words) => words.length > 0).map((words) => cleared(...words));
      const granted = Object.values(labels)
        .flat()
        .filter((name) => decide(label(name), clearances).grant);
      expect(granted).to.have.members(gets);
    });
});
