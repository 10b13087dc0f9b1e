import {
  type Deployment,
  newRunFolder,
  type RunningTarget,
  removeRunFolder,
  speaks,
  sweepLeftovers,
  type TargetDriver,
} from './targets/index.ts';

/** The target of a run: started once, started anew if it dies, stopped whatever happens. */
export class TargetKeeper {
  readonly #driver: TargetDriver;
  readonly #deployment: Omit<Deployment, 'folder'>;
  #folder: string | undefined;
  #running: RunningTarget | undefined;
  /** It is being started: whoever stops it waits for that. */
  #starting: Promise<unknown> | undefined;
  /** What the servers said that are put away. */
  readonly #earlier: string[] = [];
  #ended = false;

  constructor(driver: TargetDriver, deployment: Omit<Deployment, 'folder'>) {
    this.#driver = driver;
    this.#deployment = deployment;
  }

  /**
   * The running target; starts it in a new folder if it does not run.
   *
   * Of one that was stopped it waits for ever: its run stands still until the process has cleaned up and ends.
   *
   * @throws EnvironmentFault when it cannot be started.
   */
  async target(): Promise<RunningTarget> {
    if (this.#isStopped()) return new Promise(() => undefined);
    if (this.#running) return this.#running;
    await sweepLeftovers();
    if (this.#isStopped()) return new Promise(() => undefined);
    this.#folder = newRunFolder();
    try {
      const start = this.#driver.start({ ...this.#deployment, folder: this.#folder });
      this.#starting = start;
      this.#running = await start;
      return this.#running;
    } catch (error) {
      await this.#putAway();
      throw error;
    } finally {
      this.#starting = undefined;
    }
  }

  /** Does it still speak? One that does not is put away: the next call of `target` starts another. */
  async lives(): Promise<boolean> {
    if (this.#running && (await isThere(this.#running))) return true;
    await this.#putAway();
    return false;
  }

  /** The last lines that it said, and all before it that died; empty where it cannot be read. */
  log(): readonly string[] {
    return [...this.#earlier, ...(this.#running?.log?.() ?? [])];
  }

  /** Stops it for good, and removes its folder: a run that goes on while it is interrupted starts no other. */
  async stop(): Promise<void> {
    this.#ended = true;
    await this.#starting?.catch(() => undefined);
    await this.#putAway();
  }

  #isStopped(): boolean {
    return this.#ended;
  }

  async #putAway(): Promise<void> {
    const [running, folder] = [this.#running, this.#folder];
    this.#running = undefined;
    this.#folder = undefined;
    await running?.stop();
    this.#earlier.push(...(running?.log?.() ?? []));
    if (folder !== undefined) removeRunFolder(folder);
  }
}

/** Longest wait for an answer, in milliseconds: of who is dead one knows at once, who is far away or busy may take a second for it. */
const answerTimeoutMs = 10_000;

function isThere({ client, clientTls }: RunningTarget): Promise<boolean> {
  const isDirect = clientTls?.host === client.host && clientTls.port === client.port;
  return speaks({ ...client, ...(isDirect && { tls: 'direct' }) }, AbortSignal.timeout(answerTimeoutMs));
}
