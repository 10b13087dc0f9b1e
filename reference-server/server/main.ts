import { appendFileSync } from 'node:fs';
import { type AuditRecord, readFaults } from '../enforcement/index.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { type Demo, demo } from './demo.ts';
import { type Running, startReferenceServer } from './reference-server.ts';

/** What the command line says. */
export interface ServeOptions {
  /** Path of the configuration file; left out: the demo deployment. */
  readonly config?: string;
  /** Names of enforcement/faults/faults.ts. */
  readonly faults: readonly string[];
  readonly version: string;
  /** Where a person reads what goes wrong. */
  readonly log: (line: string) => void;
}

/** A server that runs; `demo` is set where no configuration was given. */
export interface Serving {
  readonly running: Running;
  readonly domain: string;
  readonly demo?: Demo;
}

/**
 * Starts a server as the command line asks.
 *
 * @throws ConfigError, ProvisionError, EndpointError, FaultError: what a user can mend, one sentence each
 */
export async function serve({ config: file, faults, version, log }: ServeOptions): Promise<Serving> {
  const demonstration = file === undefined ? await demo() : undefined;
  const config = demonstration?.config ?? readConfig(file ?? '');
  const running = await startReferenceServer(config, {
    version,
    faults: readFaults(faults),
    writeAudit: auditWriter(config),
    report: (mistake) => {
      log(
        `mistake of the server: ${mistake instanceof Error ? (mistake.stack ?? mistake.message) : String(mistake)}`,
      );
    },
    notice: log,
    now: () => new Date(),
  });
  if (demonstration === undefined) return { running, domain: config.domain };
  const stop = async (): Promise<void> => {
    await running.stop();
    demonstration.remove();
  };
  return { running: { ...running, stop }, domain: config.domain, demo: demonstration };
}

/** One JSON line for each refusal, at the end of the file. */
function auditWriter({ audit: file, placeOf }: Config): (record: AuditRecord) => void {
  if (file === 'none') return () => undefined;
  try {
    appendFileSync(file, '');
  } catch {
    throw new ConfigError(
      `${placeOf(['audit'])}: \`${file}\` cannot be written to; name a file in a folder that can`,
    );
  }
  return (record) => {
    appendFileSync(file, `${JSON.stringify(record)}\n`);
  };
}
