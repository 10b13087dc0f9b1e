import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { awaitReady, tellEnd } from './await-ready.ts';
import { ServerLog } from './server-log.ts';
import { type RunningServer, type ServerProcess, type Starter, stopTimeoutMs } from './starter.ts';

/** A server that runs as a child process. */
export interface RunningProcess<Ready> extends RunningServer<Ready> {
  readonly pid: number;
}

/** Servers that are installed here, as child processes. */
export const asProcess: Starter = { kind: 'process', start: startProcess };

/**
 * Starts a server and waits until it is ready. It does not outlive this process.
 *
 * @throws EnvironmentFault with the last thing it said when it cannot be started, ends, or is not ready in time.
 */
export async function startProcess<Ready>(server: ServerProcess<Ready>): Promise<RunningProcess<Ready>> {
  const start = performance.now();
  const { command, args } = boundToParent(server.command, server.args);
  const child = spawn(command, args, { cwd: server.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = endOf(child);
  const log = new ServerLog(server.noise);
  for (const stream of [child.stdout, child.stderr]) log.read(stream);
  try {
    const started = { name: server.name, log, ended };
    const ready = await awaitReady(server, started);
    const startMs = Math.round(performance.now() - start);
    const willStop = tellEnd(started);
    const stopIt = (): Promise<void> => {
      willStop();
      return stop(child, ended);
    };
    return { pid: child.pid ?? 0, ready, startMs, log: () => log.lines(), stop: stopIt };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

/** How it ended, once it has. It ends with this process at the latest. */
function endOf(child: ChildProcess): Promise<string> {
  const killChild = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killChild);
  return new Promise((resolve) => {
    const end = (how: string): void => {
      process.off('exit', killChild);
      resolve(how);
    };
    child.once('close', (code, signal) => {
      end(signal ?? `exit code ${code ?? 'unknown'}`);
    });
    child.once('error', (error) => {
      end(error.message);
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
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
