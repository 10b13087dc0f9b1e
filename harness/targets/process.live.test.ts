import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { startProcess } from './process.ts';
import type { ServerProcess } from './starter.ts';

/** A server that is a line of shell. */
function shell(script: string): ServerProcess<string> {
  return {
    name: 'the shell',
    command: '/bin/sh',
    args: ['-c', script],
    folder: tmpdir(),
    readiness: (line) => /^ready (.*)/.exec(line)?.[1],
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('startProcess', () => {
  it('is ready when its output says so, and keeps the output', async () => {
    const running = await startProcess(
      shell('echo one; echo two >&2; sleep 0.05; echo ready now; exec sleep 60'),
    );
    expect([running.ready, isAlive(running.pid), running.startMs >= 50]).to.deep.equal(['now', true, true]);
    await running.stop();
    expect([[...running.log()].sort(), isAlive(running.pid)]).to.deep.equal([
      ['one', 'ready now', 'two'],
      false,
    ]);
  });

  it('can be stopped twice, and after it has ended by itself', async () => {
    const running = await startProcess(shell('echo ready now'));
    await running.stop();
    await running.stop();
    expect(isAlive(running.pid)).to.equal(false);
  });

  it('says in its log how one ended that nobody stopped, and not how one was stopped', async () => {
    const crashes = await startProcess(shell('echo ready now; kill -SEGV $$'));
    while (isAlive(crashes.pid)) await setImmediate();
    await crashes.stop();
    const runs = await startProcess(shell('echo ready now; exec sleep 60'));
    await runs.stop();
    expect([crashes.log(), runs.log()]).to.deep.equal([
      ['ready now', 'the shell ended: SIGSEGV'],
      ['ready now'],
    ]);
  });

  it('keeps of a line that has no end only its beginning', async () => {
    const running = await startProcess(shell('head -c 1000000 /dev/zero | tr "\\0" x; echo; echo ready now'));
    await running.stop();
    expect(running.log().join('').length).to.be.lessThan(10_000);
  });

  it('says the last line of one that ends before it is ready', async () => {
    const fault: unknown = await startProcess(shell('echo port 5222 is taken >&2; exit 3')).catch(
      (error: unknown) => error,
    );
    expect(fault).to.have.property('name', 'EnvironmentFault');
    expect(fault).to.have.property(
      'message',
      'the shell ended before it was ready (exit code 3): port 5222 is taken',
    );
  });

  it('leaves out lines that say nothing', async () => {
    const noisy = shell('echo port 5222 is taken; echo goodbye; exit 3');
    const fault: unknown = await startProcess({ ...noisy, noise: /^goodbye$/ }).catch(
      (error: unknown) => error,
    );
    expect(fault)
      .to.have.property('message')
      .that.matches(/: port 5222 is taken$/);
  });

  it('says that a command is not there', async () => {
    const missing = { ...shell(''), command: '/nowhere/server' };
    const fault: unknown = await startProcess(missing).catch((error: unknown) => error);
    expect(fault).to.have.property('name', 'EnvironmentFault');
  });
});
