import type { ServerLog } from './server-log.ts';
import { type ServerProcess, readyTimeoutMs } from './starter.ts';
import { awaitStreamFeatures } from './stream-features.ts';
import { EnvironmentFault } from './target.ts';

/** How a server ended: `exit code 3`, `SIGKILL`. */
type End = Promise<string>;

/**
 * Waits until a server is ready: its output has said so, and where it must answer clients, it does.
 *
 * @throws EnvironmentFault with the last thing it said, when it ends before or is not ready in time.
 */
export async function awaitReady<Ready>(
  server: Pick<ServerProcess<Ready>, 'name' | 'readiness' | 'answers'>,
  log: ServerLog,
  ended: End,
  patienceMs = readyTimeoutMs,
): Promise<Ready> {
  const over = new AbortController();
  const failure = (what: string): EnvironmentFault => new EnvironmentFault(`${server.name} ${what}${log.lastWords()}`);
  const end = ended.then((how) => {
    throw failure(`ended before it was ready (${how})`);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(failure(`is not ready after ${patienceMs} ms`));
    }, patienceMs);
  });
  try {
    return await Promise.race([said(server, log, over.signal), end, late]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

async function said<Ready>(
  { readiness, answers }: Pick<ServerProcess<Ready>, 'readiness' | 'answers'>,
  log: ServerLog,
  signal: AbortSignal,
): Promise<Ready> {
  const ready = await new Promise<Ready>((resolve) => {
    log.onLine((line) => {
      const found = readiness(line);
      if (found !== undefined) resolve(found);
    });
  });
  for (const domain of answers?.domains ?? [])
    if (answers) await awaitStreamFeatures({ ...answers, domain }, signal);
  return ready;
}
