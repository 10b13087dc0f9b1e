import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { containersOf } from '../../harness/targets/container/index.ts';
import { describeWithImages } from '../../harness/targets/container.fixture.ts';

const command = fileURLToPath(new URL('../cmbac.ts', import.meta.url));

/** Until it holds; a bound against hanging. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to that');
    await pause(50);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const tell = (listens: boolean) => () => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', tell(true)).once('error', tell(false));
  });
}

/** Runs in which something is cut off have temporary folders of their own: nothing that others left is looked at. */
describeWithImages('a run in a container that is ended in the middle', function () {
  this.timeout(180_000);
  let folder: string;
  let temporary: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'killed-'));
    temporary = join(folder, 'tmp');
    mkdirSync(temporary);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(out: string, ...args: readonly string[]): ChildProcess {
    const all = [command, 'run', '--out', join(folder, out), ...args];
    return spawn(process.execPath, all, { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' });
  }

  /** A run of the whole suite, in the middle: it has played something, and runs on. Gives its process and its server's port. */
  async function inTheMiddle(): Promise<{ child: ChildProcess; pid: number; port: number }> {
    const child = run('cut-off', '--target', 'prosody-container');
    const pid = child.pid ?? 0;
    const transcripts = join(folder, 'cut-off', 'transcripts');
    await until(
      () => child.exitCode !== null || (existsSync(transcripts) && readdirSync(transcripts).length > 3),
    );
    const [made = ''] = readdirSync(temporary);
    const config = readFileSync(join(temporary, made, 'prosody.cfg.lua'), 'utf8');
    const port = Number(/c2s_ports = \{ (\d+) \}/.exec(config)?.[1]);
    expect([child.exitCode, await containersOf(pid), await isListening(port)]).to.deep.equal([null, 1, true]);
    return { child, pid, port };
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`leaves no container, no port and no folder after ${signal}`, async () => {
      const { child, pid, port } = await inTheMiddle();
      child.kill(signal);
      await once(child, 'exit');
      expect([
        child.signalCode,
        await containersOf(pid),
        await isListening(port),
        readdirSync(temporary),
      ]).to.deep.equal([signal, 0, false, []]);
    });

  it('leaves no server that goes on after SIGKILL, and nothing at all after the next start of any kind', async () => {
    const { child, pid, port } = await inTheMiddle();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(async () => !(await isListening(port)));
    expect(readdirSync(temporary)).to.have.lengthOf(1);

    const next = run('next', '--target', 'reference', 'exit/recipient-not-cleared');
    await once(next, 'exit');
    expect([next.exitCode, await containersOf(pid), readdirSync(temporary)]).to.deep.equal([0, 0, []]);
  });
});
