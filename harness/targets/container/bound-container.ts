import { PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import { GenericContainer, type WaitStrategy } from 'testcontainers';
import { thisOwner, writeOwner } from '../owner.ts';
import type { ServerLog } from '../server-log.ts';
import type { Engine } from './engine.ts';
import { ownerLabel } from './labels.ts';

/** A container that is labelled as this process's own. All that it says goes to `log`. */
export class BoundContainer extends GenericContainer {
  readonly #engine: Engine;
  readonly #log: ServerLog;
  #made: Dockerode.Container | undefined;

  constructor(image: string, engine: Engine, log: ServerLog) {
    super(image);
    this.#engine = engine;
    this.#log = log;
    // What it would be cleaned up by has an image of its own, which is not to be had everywhere
    this.withAutoCleanup(false).withLabels({ [ownerLabel]: writeOwner(thisOwner()) });
  }

  /** Once the engine knows it; `undefined` until then. */
  get made(): Dockerode.Container | undefined {
    return this.#made;
  }

  /** Its standard input is open for as long as this process lives. */
  withStandardInput(): this {
    Object.assign(this.createOpts, { OpenStdin: true, StdinOnce: true });
    return this;
  }

  /** Ready when this promise is kept. */
  withReadiness(ready: () => Promise<unknown>): this {
    const wait: WaitStrategy = {
      waitUntilReady: async () => {
        await ready();
      },
      withStartupTimeout: () => wait,
      isStartupTimeoutSet: () => true,
      getStartupTimeout: () => 0,
    };
    return this.withWaitStrategy(wait);
  }

  /** Called when it is made, and before it runs: nothing that it says is missed. */
  protected override containerCreated = async (id: string): Promise<void> => {
    this.#made = this.#engine.api.getContainer(id);
    const stream = await this.#made.attach({
      stream: true,
      stdin: true,
      stdout: true,
      stderr: true,
      hijack: true,
    });
    const [out, error] = [new PassThrough(), new PassThrough()];
    this.#engine.api.modem.demuxStream(stream, out, error);
    for (const part of [out, error]) {
      this.#log.read(part);
      stream.once('close', () => part.end());
    }
    stream.on('error', () => undefined);
  };
}
