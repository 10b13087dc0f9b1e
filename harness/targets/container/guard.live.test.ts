import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { guarded } from './guard.ts';

/** Runs a line of shell under the guard; the server says its own number first. */
async function start(script: string, before = ''): Promise<{ child: ChildProcess; server: number }> {
  const [command = '', ...args] = guarded('/bin/sh', ['-c', `${before}echo $$; ${script}`]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const server = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
  });
  return { child, server: Number(server) };
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('guarded', () => {
  it('gives what the server ends with', async () => {
    const { child } = await start('exit 7');
    expect((await once(child, 'exit'))[0]).to.equal(7);
    child.stdin?.destroy();
  });

  it('passes SIGTERM on, and waits until the server has ended of it', async () => {
    const { child, server } = await start('while :; do sleep 0.05; done', `trap 'sleep 0.1; exit 5' TERM; `);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).to.equal(5);
    expect(isThere(server)).to.equal(false);
    child.stdin?.destroy();
  });

  it('ends a server that ends for nothing else when whoever held its standard input is gone', async () => {
    const { child, server } = await start('while :; do sleep 0.05; done', `trap '' TERM INT HUP; `);
    child.stdin?.end();
    await once(child, 'exit');
    expect(isThere(server)).to.equal(false);
  });

  it('gives the server no standard input of that kind', async () => {
    const { child } = await start('read -r line && exit 1; exit 0');
    expect((await once(child, 'exit'))[0]).to.equal(0);
    child.stdin?.destroy();
  });
});
