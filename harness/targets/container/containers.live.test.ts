import { connect } from 'node:net';
import { expect } from 'chai';
import { openSession } from '../../actors/index.ts';
import { describeWithImages } from '../container.fixture.ts';
import { ejabberdIn } from '../ejabberd/driver.ts';
import { prosodyIn } from '../prosody/driver.ts';
import { newRunFolder, removeRunFolder } from '../run-folder.ts';
import type { ServerProcess } from '../starter.ts';
import type { RunningTarget } from '../target.ts';
import { usualImage } from './images.ts';
import { inContainer } from './in-container.ts';
import { containersOf } from './sweep.ts';

const silent = { stanza: () => undefined, stream: () => undefined };

function isListening({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

describeWithImages('servers in containers', () => {
  let folder: string;
  beforeEach(() => {
    folder = newRunFolder();
  });
  afterEach(() => {
    removeRunFolder(folder);
  });

  /** A server that is a line of shell, from an image that has one. */
  function shell(script: string): ServerProcess<string> {
    const readiness = (line: string): string | undefined => /^ready (.*)/.exec(line)?.[1];
    return { name: 'the shell', command: '/bin/sh', args: ['-c', script], folder, readiness };
  }

  async function faultOf(work: Promise<unknown>): Promise<string> {
    const fault: unknown = await work.catch((error: unknown) => error);
    expect(fault).to.have.property('name', 'EnvironmentFault');
    expect(await containersOf(process.pid)).to.equal(0);
    return fault instanceof Error ? fault.message : '';
  }

  async function loggedIn(
    { client, clientTls }: RunningTarget,
    user: string,
    domain: string,
  ): Promise<string> {
    const account = { user, password: 'secret', resource: 'desk' };
    const endpoint = clientTls
      ? { ...client, ...clientTls, domain, tls: 'direct' as const }
      : { ...client, domain, tls: 'starttls' as const };
    const actor = await openSession.raw(user, account, endpoint, silent, AbortSignal.timeout(5000));
    await actor.close();
    return actor.jid;
  }

  for (const driver of [prosodyIn(inContainer('prosody')), ejabberdIn(inContainer('ejabberd'))])
    it(`${driver.name} takes the accounts of each domain, is reset as a process is, and leaves no container and no port`, async () => {
      const accounts = { juliet: 'secret', 'romeo@a2.test': 'secret' };
      const deployment = { folder, domain: 'a.test', accounts, provision: {}, faults: [] };
      const target = await driver.start(deployment);
      expect(await containersOf(process.pid)).to.equal(1);
      for (let round = 1; round <= 2; round++) {
        expect(await loggedIn(target, 'juliet', 'a.test')).to.equal('juliet@a.test/desk');
        expect(await loggedIn(target, 'romeo', 'a2.test')).to.equal('romeo@a2.test/desk');
        await target.reset({});
      }
      expect(target.image).to.match(/^localhost\/cmbac-[a-z]+:latest@sha256:[0-9a-f]{64}$/);
      expect(target.startMs).to.be.greaterThan(0);
      expect(target.log?.().join('\n')).to.contain(target.version);
      await target.stop();
      expect([await containersOf(process.pid), await isListening(target.client)]).to.deep.equal([0, false]);
    });

  const inProsodys = inContainer('prosody');

  it('can be stopped twice, and after it has ended by itself', async () => {
    const running = await inProsodys.start(shell('echo ready now'));
    await running.stop();
    await running.stop();
    expect([running.ready, running.log()[0], await containersOf(process.pid)]).to.deep.equal([
      'now',
      'ready now',
      0,
    ]);
  });

  it('says the last line of one that ends before it is ready, and leaves nothing of it', async () => {
    expect(await faultOf(inProsodys.start(shell('echo port 5222 is taken >&2; exit 3')))).to.equal(
      'the shell ended before it was ready (exit code 3): port 5222 is taken',
    );
  });

  it('says of an image that is made here how it is made', async () => {
    expect(await faultOf(inContainer('prosody', 'localhost/cmbac-prosody:none').start(shell('')))).to.equal(
      'there is no image localhost/cmbac-prosody:none yet: make it with `npx cmbac images build prosody`',
    );
  });

  it('says of an image that is nowhere how it is brought', async () => {
    expect(await faultOf(inContainer('prosody', 'localhost:1/nowhere:1').start(shell('')))).to.match(
      /^there is no image localhost:1\/nowhere:1 here, and it cannot be pulled.*: bring it with `podman load`/s,
    );
  });

  it('shares nothing with this machine but the network and its folder', async () => {
    const running = await inProsodys.start(
      shell(`pwd; test -e ${import.meta.dirname} || echo no project; id -u; echo ready now`),
    );
    expect(running.log()).to.deep.equal([folder, 'no project', String(process.getuid?.()), 'ready now']);
    await running.stop();
    expect(running.image).to.contain(usualImage('prosody'));
  });
});
