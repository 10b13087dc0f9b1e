import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contenders/contender.ts';
import type { Load } from './generator/job.ts';
import {
  occupantOf,
  type RoomJob,
  type RoomMeasurement,
  roomMeasurementSchema,
} from './generator/room-job.ts';
import { generate } from './measure-row.ts';

/** One line of the table: a server, what is said, and who may have it. */
export interface RoomRow {
  readonly contender: Contender;
  readonly loadName: string;
  readonly load: Load;
  /** The share of the occupants who are cleared for what is said, 0 to 1. Who enforces no labels sends it to all. */
  readonly cleared: number;
}

/** What is the same for all rows of a run. */
export interface RoomEffort {
  readonly occupants: number;
  readonly window: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface MeasuredRoom {
  readonly row: RoomRow;
  readonly measurement: RoomMeasurement;
}

const domain = 'a.test';
const rooms = 'muc.a.test';
const password = 'art thou not romeo';
const generator = fileURLToPath(new URL('generator/room-main.ts', import.meta.url));

/**
 * Starts the row's server, fills one room, loads it from a process of its own, and stops the server.
 *
 * @throws Error when the server does not start, a message does not arrive, or one arrives where it must not.
 */
export async function measureRoom(row: RoomRow, effort: RoomEffort): Promise<MeasuredRoom> {
  const { occupants, ...pace } = effort;
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-bench-'));
  const users = Array.from({ length: occupants }, (_, number) => occupantOf(number));
  const cleared = Math.round(occupants * row.cleared);
  const accounts = Object.fromEntries(users.map((user) => [user, password]));
  try {
    const setting = { folder, domain, accounts, rooms, uncleared: users.slice(cleared) };
    const server = await row.contender.start(setting);
    const { host, port, ca, pid } = server;
    const room = `ops@${rooms}`;
    const { load } = row;
    const job: RoomJob = {
      ...{ ...pace, host, port, ca, domain, password, load, serverPids: [pid], occupants, cleared, room },
      tls: false,
    };
    try {
      return { row, measurement: roomMeasurementSchema.parse(await generate(generator, job)) };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
