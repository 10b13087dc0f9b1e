/** The load generator for a room, a process of its own: `node bench/generator/room-main.ts JOB`, for bench/rooms.ts. */
import { setTimeout as wait } from 'node:timers/promises';
import { Latencies } from './latencies.ts';
import { type Client, logIn } from './log-in.ts';
import { BenchOccupant } from './occupants.ts';
import { occupantOf, type RoomJob, type RoomMeasurement, roomJobSchema } from './room-job.ts';
import { serverCost } from './server-cost.ts';
import { Speaker } from './speaker.ts';
import { buildStanzas } from './stanzas.ts';

/** Longest wait for the messages on their way when the measuring is over, in milliseconds. */
const drainTimeoutMs = 60_000;
/** Who log in at the same time. */
const loginsAtOnce = 20;

const job = roomJobSchema.parse(JSON.parse(process.argv[2] ?? ''));
process.stdout.write(`${JSON.stringify(await measure(job))}\n`);
process.exit();

async function measure(job: RoomJob): Promise<RoomMeasurement> {
  const clients = await logInAll(job);
  let arrived: (count: number) => void = () => undefined;
  const occupants = clients.map(
    (client) =>
      new BenchOccupant(client, (count) => {
        arrived(count);
      }),
  );
  const fillSeconds = await fill(occupants, job);
  const [first] = occupants;
  if (first === undefined) throw new Error('a room for nobody');
  const stanzas = buildStanzas(job.room, 0, job.load, job.window, 'groupchat');
  const latencies = new Latencies();
  const write = (bytes: Buffer): void => {
    first.client.socket.write(bytes);
  };
  const speaker = new Speaker(write, stanzas, latencies, { copies: job.cleared, window: job.window });
  arrived = (count) => {
    speaker.note(count);
  };
  const rates = await loaded(speaker, job);
  await checkAll(occupants, speaker, job);
  return {
    ...rates,
    p50Ms: latencies.percentile(0.5),
    p99Ms: latencies.percentile(0.99),
    fillSeconds,
    stanzaBytes: stanzas.stanzaBytes,
  };
}

async function logInAll(job: RoomJob): Promise<Client[]> {
  const clients: Client[] = [];
  for (let from = 0; from < job.occupants; from += loginsAtOnce) {
    const count = Math.min(loginsAtOnce, job.occupants - from);
    const some = Array.from({ length: count }, (_, number) => logIn(occupantOf(from + number), job));
    clients.push(...(await Promise.all(some)));
  }
  return clients;
}

/** Gives how long it took, in seconds. */
async function fill(occupants: readonly BenchOccupant[], { room }: RoomJob): Promise<number> {
  const began = performance.now();
  for (const [number, occupant] of occupants.entries()) {
    await occupant.enter(room, occupantOf(number));
    if (number === 0) await occupant.open(room);
  }
  const seconds = (performance.now() - began) / 1000;
  for (const occupant of occupants) occupant.takeCount();
  return seconds;
}

type Rates = Pick<
  RoomMeasurement,
  'messagesPerSecond' | 'deliveriesPerSecond' | 'cpuPerDelivery' | 'residentMB'
>;

async function loaded(speaker: Speaker, job: RoomJob): Promise<Rates> {
  speaker.start();
  await wait(job.warmUpSeconds * 1000);
  speaker.measure();
  const [began, costBefore, arrivedBefore] = [performance.now(), serverCost(job.serverPids), speaker.arrived];
  await wait(job.seconds * 1000);
  const [ended, cost, copies] = [
    performance.now(),
    serverCost(job.serverPids),
    speaker.arrived - arrivedBefore,
  ];
  const deliveriesPerSecond = (copies * 1000) / (ended - began);
  return {
    deliveriesPerSecond,
    messagesPerSecond: deliveriesPerSecond / job.cleared,
    ...(cost && { residentMB: cost.residentMB }),
    ...(cost &&
      costBefore && { cpuPerDelivery: ((cost.cpuSeconds - costBefore.cpuSeconds) * 1_000_000) / copies }),
  };
}

/** Everybody who may have it got every message once, the others none; and one more arrives whole. */
async function checkAll(occupants: readonly BenchOccupant[], speaker: Speaker, job: RoomJob): Promise<void> {
  const failed = setTimeout(() => {
    fail('messages were lost: not all that were sent arrived');
  }, drainTimeoutMs);
  await speaker.finish();
  const last = occupants[job.cleared - 1];
  last?.keep();
  const { body, ess = '' } = await speaker.say();
  clearTimeout(failed);
  for (const [number, occupant] of occupants.entries()) {
    const [count, expected] = [occupant.takeCount(), number < job.cleared ? speaker.sent : 0];
    if (count !== expected) fail(`occupant ${number} got ${count} messages and not ${expected}`);
  }
  const arrived = last?.kept ?? '';
  if (!arrived.includes(body) || !arrived.includes(ess)) fail(`a message did not arrive whole: ${arrived}`);
}

function fail(why: string): void {
  console.error(why);
  process.exit(1);
}
