import type { Bench } from './bench.ts';
import { type Check, lookOf } from './check.ts';

/** What is looked at of another server that the harness plays: no verb, since it is no setting of its own. */
export const reachVerb = 'reach';

/** Does the server find the others of this deployment, and believe them? It is asked before anything else is. */
export function peerChecks(bench: Bench): Check[] {
  const account = bench.accounts.find((one) => bench.logsIn(one) === true);
  return bench.peers.map(({ domain, user }) => ({
    verb: reachVerb,
    name: domain,
    look:
      account === undefined
        ? 'no account of this deployment logs in, and could ask'
        : lookOf(`reach/${domain}`, {
            actors: { holder: { user: account.name, online: false }, there: `${user}@${domain}` },
            steps: [{ login: { actor: 'holder', expect: 'accepted' } }],
          }),
  }));
}
