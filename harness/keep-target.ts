import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment, RunningTarget, TargetDriver } from './targets/index.ts';

/** The target of a run: started once, started anew if it dies, stopped whatever happens. */
export class TargetKeeper {
  readonly #driver: TargetDriver;
  readonly #deployment: Omit<Deployment, 'folder'>;
  #folder: string | undefined;
  #running: RunningTarget | undefined;

  constructor(driver: TargetDriver, deployment: Omit<Deployment, 'folder'>) {
    this.#driver = driver;
    this.#deployment = deployment;
  }

  /**
   * The running target; starts it in a new folder if it does not run.
   *
   * @throws EnvironmentFault when it cannot be started.
   */
  async target(): Promise<RunningTarget> {
    if (this.#running) return this.#running;
    this.#folder = mkdtempSync(join(tmpdir(), 'cmbac-'));
    this.#running = await this.#driver.start({ ...this.#deployment, folder: this.#folder });
    return this.#running;
  }

  /** Does it still take connections? One that does not is put away: the next call of `target` starts another. */
  async lives(): Promise<boolean> {
    if (this.#running && (await takesConnections(this.#running.client))) return true;
    await this.stop();
    return false;
  }

  /** Stops it, and removes its folder. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.stop();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}

async function takesConnections({ host, port }: RunningTarget['client']): Promise<boolean> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
