/** The load generator, a process of its own: `node bench/generator/main.ts JOB`, for bench/server.ts and bench/peers.ts. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Job, jobSchema, type Measurement, recipientOf, senderOf } from './job.ts';
import { Latencies } from './latencies.ts';
import { logIn } from './log-in.ts';
import { Pair } from './pair.ts';
import { serverCost } from './server-cost.ts';
import { buildStanzas } from './stanzas.ts';

/** Longest wait for the messages on their way when the measuring is over, in milliseconds. */
const drainTimeoutMs = 20_000;

const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
process.stdout.write(`${JSON.stringify(await measure(job))}\n`);
process.exit();

async function measure(job: Job): Promise<Measurement> {
  const latencies = new Latencies();
  const { pairs, stanzaBytes } = await openPairs(job, latencies);
  const arrived = (): number => pairs.reduce((sum, pair) => sum + pair.arrived, 0);
  for (const pair of pairs) pair.start();
  await wait(job.warmUpSeconds * 1000);
  for (const pair of pairs) pair.measure();
  const [began, costBefore, arrivedBefore] = [performance.now(), serverCost(job.serverPids), arrived()];
  await wait(job.seconds * 1000);
  const [ended, cost, messages] = [performance.now(), serverCost(job.serverPids), arrived() - arrivedBefore];
  const sampled = await drainAndSample(pairs);
  return {
    messagesPerSecond: (messages * 1000) / (ended - began),
    ...(cost && { residentMB: cost.residentMB }),
    ...(cost &&
      costBefore && { cpuPer100k: ((cost.cpuSeconds - costBefore.cpuSeconds) * 100_000) / messages }),
    p50Ms: latencies.percentile(0.5),
    p99Ms: latencies.percentile(0.99),
    stanzaBytes,
    sampled,
  };
}

async function openPairs(job: Job, latencies: Latencies): Promise<{ pairs: Pair[]; stanzaBytes: number }> {
  const pairs: Pair[] = [];
  let stanzaBytes = 0;
  for (let number = 0; number < job.pairs; number += 1) {
    const sender = await logIn(senderOf(number), job);
    const recipient = await logIn(recipientOf(number), { ...job, ...job.recipients });
    const stanzas = buildStanzas(recipient.jid, number, job.load, job.window);
    stanzaBytes = stanzas.stanzaBytes;
    pairs.push(new Pair(sender, recipient, stanzas, latencies, job.window));
  }
  return { pairs, stanzaBytes };
}

/** Every message sent must arrive, and the last of each pair are read in full. */
async function drainAndSample(pairs: readonly Pair[]): Promise<number> {
  const failed = setTimeout(() => {
    console.error('messages were lost: not all that were sent arrived');
    process.exit(1);
  }, drainTimeoutMs);
  await Promise.all(pairs.map((pair) => pair.finish()));
  const sampled = await Promise.all(pairs.map((pair) => pair.sample()));
  clearTimeout(failed);
  return sampled.reduce((sum, each) => sum + each, 0);
}
