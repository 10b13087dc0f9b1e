import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { accountNames, type Job, type Measurement, measurementSchema } from './generator/job.ts';
import type { Row } from './rows.ts';

/** What is the same for all rows of a run. */
export interface Effort {
  readonly pairs: number;
  readonly window: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface MeasuredRow {
  readonly row: Row;
  readonly version: string;
  readonly measurement: Measurement;
}

const domain = 'a.test';
/** Of every account. */
export const password = 'art thou not romeo';
/** The program that loads servers with pairs of clients. */
export const generator = fileURLToPath(new URL('generator/main.ts', import.meta.url));

/**
 * Starts the row's server, loads it from a process of its own, and stops it.
 *
 * @throws Error when the server does not start, or a message does not arrive whole.
 */
export async function measureRow(row: Row, effort: Effort): Promise<MeasuredRow> {
  const folder = mkdtempSync(join(tmpdir(), 'cmbac-bench-'));
  const accounts = Object.fromEntries(accountNames(effort.pairs).map((user) => [user, password]));
  try {
    const server = await row.contender.start({ folder, domain, accounts });
    const { host, ca, pid, version } = server;
    try {
      const { tls, load } = row;
      const port = tls ? server.tlsPort : server.port;
      if (port === undefined) throw new Error(`${row.contender.name} offers no TLS`);
      const job: Job = {
        ...effort,
        host,
        port,
        domain,
        ca,
        tls,
        password,
        load,
        serverPids: [pid],
      };
      const measurement = measurementSchema.parse(await generate(generator, job));
      return { row, version, measurement };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a load generator says, as JSON, when it is given this job. @throws Error when it ends without a word */
export async function generate(program: string, job: object): Promise<unknown> {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (said === '') throw new Error('the load generator ended without a figure');
  return JSON.parse(said);
}
