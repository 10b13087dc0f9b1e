import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Federation, freePorts, newAuthority, startNameServer } from '../harness/targets/index.ts';
import type { RunningContender } from './contenders/contender.ts';
import { type Job, measurementSchema, recipientOf, senderOf } from './generator/job.ts';
import { type Effort, generate, generator, type MeasuredRow, password } from './measure-row.ts';
import type { Row } from './rows.ts';

const [ofSenders, ofRecipients] = ['a.test', 'b.test'] as const;

/**
 * Starts two servers of the row's kind that find and trust each other, loads them from a process of its own, and stops them: all
 * senders are at the first, all recipients at the second.
 *
 * @throws Error when a server does not start, or a message does not arrive whole.
 */
export async function measurePeers(row: Row, effort: Effort): Promise<MeasuredRow> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-bench-'));
  const federation = await federate();
  const running: RunningContender[] = [];
  const start = async (domain: Domain, accounts: readonly string[]): Promise<RunningContender> => {
    const own = join(folder, domain);
    mkdirSync(own);
    const server = await row.contender.start({
      ...{ folder: own, domain, federation: federation.of[domain] },
      accounts: Object.fromEntries(accounts.map((user) => [user, password])),
    });
    running.push(server);
    return server;
  };
  const each = Array.from({ length: effort.pairs }, (_, pair) => pair);
  try {
    const senders = await start(ofSenders, each.map(senderOf));
    const recipients = await start(ofRecipients, each.map(recipientOf));
    const measured = await generate(generator, jobFor(row, effort, senders, recipients));
    return { row, version: senders.version, measurement: measurementSchema.parse(measured) };
  } finally {
    await Promise.all(running.map((server) => server.stop()));
    await federation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Domain = typeof ofSenders | typeof ofRecipients;

/** Where each of the two finds the other, and whom both trust. */
async function federate(): Promise<{ of: Record<Domain, Federation>; stop: () => Promise<void> }> {
  const [one = 0, other = 0] = await freePorts(2);
  const host = '127.0.0.1';
  const routes = { [ofSenders]: { host, port: one }, [ofRecipients]: { host, port: other } };
  const [authority, names] = await Promise.all([
    newAuthority(),
    startNameServer({ claims: {}, hosts: {} }, routes),
  ]);
  const shared = { routes, nameServer: names.address, authority };
  return {
    of: { [ofSenders]: { ...shared, port: one }, [ofRecipients]: { ...shared, port: other } },
    stop: () => names.stop(),
  };
}

function jobFor(
  { load }: Row,
  effort: Effort,
  senders: RunningContender,
  { host, port, pid }: RunningContender,
): Job {
  return {
    ...effort,
    ...{ host: senders.host, port: senders.port, ca: senders.ca, domain: ofSenders },
    ...{ password, load, tls: false },
    serverPids: [senders.pid, pid],
    recipients: { host, port, domain: ofRecipients },
  };
}
