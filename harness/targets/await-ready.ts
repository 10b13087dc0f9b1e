import type { ServerLog } from './server-log.ts';
import { type AnswersAt, readyTimeoutMs, type ServerProcess } from './starter.ts';
import { awaitStreamFeatures } from './stream-features.ts';
import { EnvironmentFault } from './target.ts';

/** A server that was started, and is not known to be ready. */
export interface StartingServer {
  readonly name: string;
  readonly log: ServerLog;
  /** How it ended, once it has: `exit code 3`, `SIGKILL`. */
  readonly ended: Promise<string>;
}

/**
 * Waits until a server is ready: its output has said so, and where it must answer clients, it does.
 *
 * @throws EnvironmentFault with the last thing it said, when it ends before or is not ready in time.
 */
export async function awaitReady<Ready>(
  { readiness, answers }: Pick<ServerProcess<Ready>, 'readiness' | 'answers'>,
  server: StartingServer,
): Promise<Ready> {
  const said = new Promise<Ready>((resolve) => {
    server.log.onLine((line) => {
      const ready = readiness(line);
      if (ready !== undefined) resolve(ready);
    });
  });
  return whileItLives(server, readyTimeoutMs, async (signal) => {
    const ready = await said;
    if (answers) await answered(answers, signal);
    return ready;
  });
}

/**
 * The same of a server whose output nobody here can read: it answers clients.
 *
 * @throws EnvironmentFault as `awaitReady`
 */
export function awaitAnswers(answers: AnswersAt, server: StartingServer, patienceMs: number): Promise<void> {
  return whileItLives(server, patienceMs, (signal) => answered(answers, signal));
}

/** Has its log say how a server ended that was ready and was not stopped: one that dies says nothing itself. Call what it gives before it is stopped. */
export function tellEnd({ name, log, ended }: StartingServer): () => void {
  let isStopped = false;
  ended.then(
    (how) => {
      if (!isStopped || !asStopped.test(how)) log.tell(`${name} ended: ${how}`);
    },
    // Whoever would know is gone: the log ends there
    () => undefined,
  );
  return () => {
    isStopped = true;
  };
}

/** How a server ends that is told to, or has to be: it may have died a moment before. */
const asStopped = /^(SIGTERM|SIGKILL|exit code (0|137|143))$/;

async function answered({ domains, ...place }: AnswersAt, signal: AbortSignal): Promise<void> {
  for (const domain of domains) await awaitStreamFeatures({ ...place, domain }, signal);
}

async function whileItLives<Result>(
  { name, log, ended }: StartingServer,
  patienceMs: number,
  wait: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const failure = (what: string): EnvironmentFault =>
    new EnvironmentFault(`${name} ${what}${log.lastWords()}`);
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
    return await Promise.race([wait(over.signal), end, late]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
