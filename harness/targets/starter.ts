import type { RunningTarget } from './target.ts';

/** A server to be run here, whichever way: a driver says how to configure it, a starter how it is started. */
export interface ServerProcess<Ready> {
  /** What it is called in a sentence. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its own, and all that it reads and writes. */
  readonly folder: string;
  /** Looks at each line of its output, in order; what it gives first means that the server has all that it was given. */
  readonly readiness: (line: string) => Ready | undefined;
  /** Where it must answer clients besides, before it counts as ready; left out: its output tells all. */
  readonly answers?: AnswersAt;
  /** Lines that say nothing, least of all why it ended. */
  readonly noise?: RegExp;
}

/** Where clients are answered with the features of a stream, for each of these domains. */
export interface AnswersAt {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; left out: streams open in the clear. */
  readonly tls?: 'direct';
  readonly domains: readonly string[];
}

/** A server that runs, until `stop` or its own end. */
export interface RunningServer<Ready> {
  /** What its readiness said. */
  readonly ready: Ready;
  /** From its start until it was ready, in milliseconds. */
  readonly startMs: number;
  /** The image that it runs from, by name and digest; left out: what is installed here. */
  readonly image?: string;
  /** The last lines of its output, both streams. */
  log(): readonly string[];
  /** SIGTERM; SIGKILL when it has not ended in time. Done when it has ended. */
  stop(): Promise<void>;
}

/** A way to start servers on this machine, with the same command in the same folder. */
export interface Starter {
  readonly kind: 'process' | 'container';
  /**
   * Starts a server and waits until it is ready. It does not outlive this process.
   *
   * @throws EnvironmentFault with the last thing it said when it cannot be started, ends, or is not ready in time.
   */
  start<Ready>(server: ServerProcess<Ready>): Promise<RunningServer<Ready>>;
}

/** What a target tells of how its server was started, and of what it says. */
export function startOf(
  server: Pick<RunningServer<unknown>, 'startMs' | 'image' | 'log'>,
): Pick<RunningTarget, 'startMs' | 'image' | 'log'> {
  const { startMs, image } = server;
  return { startMs, ...(image !== undefined && { image }), log: () => server.log() };
}

/** Longest wait for a server to be ready, in milliseconds. */
export const readyTimeoutMs = 30_000;
/** Longest wait for a server to end by itself after SIGTERM, in milliseconds. */
export const stopTimeoutMs = 3_000;
