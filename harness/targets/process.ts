import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EnvironmentFault } from './target.ts';

/** A server to be run as a child process. */
export interface ServerProcess<Ready> {
  /** What it is called in a sentence. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Looks at each line of its output, in order; what it gives first means that the server is ready. */
  readonly readiness: (line: string) => Ready | undefined;
  /** Lines that say nothing, least of all why it ended. */
  readonly noise?: RegExp;
}

/** A server that runs, until `stop` or its own end. */
export interface RunningProcess<Ready> {
  readonly pid: number;
  /** What its readiness said. */
  readonly ready: Ready;
  /** The last lines of its output, both streams. */
  log(): readonly string[];
  /** SIGTERM; SIGKILL when it has not ended in time. Done when it has ended. */
  stop(): Promise<void>;
}

/** Longest wait for a server to be ready, in milliseconds. */
const readyTimeoutMs = 15_000;
/** Longest wait for a server to end by itself after SIGTERM, in milliseconds. */
const stopTimeoutMs = 3_000;
/** How many lines of output are kept. */
const logLines = 200;

/**
 * Starts a server and waits until it is ready. It does not outlive this process.
 *
 * @throws EnvironmentFault with the last thing it said when it cannot be started, ends, or is not ready in time.
 */
export async function startProcess<Ready>(server: ServerProcess<Ready>): Promise<RunningProcess<Ready>> {
  const { command, args } = boundToParent(server.command, server.args);
  const child = spawn(command, args, { cwd: server.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const killChild = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killChild);
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      process.off('exit', killChild);
      resolve();
    };
    child.once('close', end).once('error', end);
  });
  const log: string[] = [];
  try {
    const ready = await readiness(server, child, log);
    return { pid: child.pid ?? 0, ready, log: () => log, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

function readiness<Ready>(server: ServerProcess<Ready>, child: ChildProcess, log: string[]): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      clearTimeout(timer);
      const last = log.at(-1);
      reject(new EnvironmentFault(`${server.name} ${what}${last === undefined ? '' : `: ${last}`}`));
    };
    const timer = setTimeout(() => {
      fail(`is not ready after ${readyTimeoutMs} ms`);
    }, readyTimeoutMs);
    child.once('error', (error) => {
      fail(`cannot be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      fail(`ended before it was ready (${signal ?? `exit code ${code ?? 'unknown'}`})`);
    });
    const onLine = (line: string): void => {
      if (server.noise?.test(line) === true) return;
      log.push(line);
      if (log.length > logLines) log.shift();
      const ready = server.readiness(line);
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

/** Where the system can tie a child to its parent's life, a parent that is killed leaves nothing behind. */
function boundToParent(command: string, args: readonly string[]): { command: string; args: string[] } {
  if (process.platform !== 'linux' || !existsSync(setpriv)) return { command, args: [...args] };
  return { command: setpriv, args: ['--pdeathsig', 'KILL', '--', command, ...args] };
}

const setpriv = '/usr/bin/setpriv';
