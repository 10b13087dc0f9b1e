import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a run's folder has the servers' own logs. */
const logsFolder = 'logs';

/** A server of a run, and what it has said so far. */
interface LoggedServer {
  readonly name: string;
  log(): readonly string[];
}

/** Writes what each server said into a file of the run's folder. Gives the files, relative to it: none for a server that nothing is known of. */
export function writeLogs(out: string, servers: readonly LoggedServer[]): string[] {
  return servers.flatMap((server) => {
    const lines = server.log();
    if (lines.length === 0) return [];
    const file = `${logsFolder}/${server.name}.log`;
    mkdirSync(join(out, logsFolder), { recursive: true });
    writeFileSync(join(out, file), `${lines.join('\n')}\n`);
    return [file];
  });
}
