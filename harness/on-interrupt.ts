/** The signals that end a run early. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does something, and cleans up after it whatever happens: when it is done, when it fails, and when this process is told
 * to end. Then the process ends after the cleaning, by that signal.
 */
export async function withCleanup<Result>(
  work: () => Promise<Result>,
  cleanUp: () => Promise<void>,
): Promise<Result> {
  const stop = (): void => {
    for (const signal of signals) process.off(signal, interrupted);
  };
  const interrupted = (signal: NodeJS.Signals): void => {
    void cleanUp().finally(() => {
      stop();
      process.kill(process.pid, signal);
    });
  };
  for (const signal of signals) process.on(signal, interrupted);
  try {
    return await work();
  } finally {
    await cleanUp();
    stop();
  }
}
