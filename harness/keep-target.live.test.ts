import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { TargetKeeper } from './keep-target.ts';
import { EnvironmentFault, type TargetDriver } from './targets/index.ts';

const greeting =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><stream:features/>";

/** A driver whose servers only greet; `servers` are those it started. */
function newDriver(): { driver: TargetDriver; servers: Server[]; folders: string[] } {
  const servers: Server[] = [];
  const folders: string[] = [];
  const driver: TargetDriver = {
    name: 'listener',
    verbs: new Set(),
    features: new Set(),
    start: async ({ folder, domain }) => {
      const server = createServer((socket) => socket.once('data', () => socket.end(greeting))).listen(
        0,
        '127.0.0.1',
      );
      await once(server, 'listening');
      servers.push(server);
      folders.push(folder);
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      return {
        product: 'listener',
        version: '0',
        client: { host: '127.0.0.1', port, domain, ca: '' },
        reset: () => Promise.resolve(),
        provision: () => Promise.resolve(),
        stop: () => {
          server.close();
          return Promise.resolve();
        },
      };
    },
  };
  return { driver, servers, folders };
}

describe('TargetKeeper', () => {
  it('starts one target, another when that one has died, and leaves no folder', async () => {
    const { driver, servers, folders } = newDriver();
    const keeper = new TargetKeeper(driver, { domain: 'a.test', accounts: {}, provision: {}, faults: [] });
    await keeper.target();
    await keeper.target();
    const alive = await keeper.lives();
    const [first] = servers;
    if (first) await once(first.close(), 'close');
    const dead = await keeper.lives();
    await keeper.target();
    await keeper.stop();
    expect([alive, dead, servers.length, folders.map((folder) => existsSync(folder))]).to.deep.equal([
      true,
      false,
      2,
      [false, false],
    ]);
  });

  it('takes one for dead that takes connections and says nothing on them: the system does that for a server that is dying', async () => {
    const { driver, servers } = newDriver();
    const keeper = new TargetKeeper(driver, { domain: 'a.test', accounts: {}, provision: {}, faults: [] });
    await keeper.target();
    const alive = await keeper.lives();
    servers[0]?.removeAllListeners('connection').on('connection', (socket: Socket) => socket.destroy());
    expect([alive, await keeper.lives()]).to.deep.equal([true, false]);
    await keeper.stop();
  });

  it('leaves no folder of one that cannot be started, each time that it is asked for', async () => {
    const folders: string[] = [];
    const start: TargetDriver['start'] = ({ folder }) => {
      folders.push(folder);
      return Promise.reject(new EnvironmentFault('it is not installed'));
    };
    const deployment = { domain: 'a.test', accounts: {}, provision: {}, faults: [] };
    const keeper = new TargetKeeper({ ...newDriver().driver, start }, deployment);
    for (let time = 1; time <= 2; time++) {
      const refused = await keeper.target().catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(EnvironmentFault);
    }
    expect(folders.map((folder) => existsSync(folder))).to.deep.equal([false, false]);
  });

  it('starts no other and leaves no folder when it is asked for one while it is being stopped', async () => {
    const { driver, servers, folders } = newDriver();
    const keeper = new TargetKeeper(driver, { domain: 'a.test', accounts: {}, provision: {}, faults: [] });
    await keeper.target();
    const stopped = keeper.stop();
    const asked = keeper.target().then(() => 'another');
    const first = await Promise.race([asked, stopped.then(() => 'stopped')]);
    expect([first, servers.length, folders.map((folder) => existsSync(folder))]).to.deep.equal([
      'stopped',
      1,
      [false],
    ]);
  });

  it('waits for one that is being started when it is stopped, and stops that', async () => {
    const { driver, servers, folders } = newDriver();
    const [begun, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const start: TargetDriver['start'] = async (deployment) => {
      begun.resolve(undefined);
      await gate.promise;
      return driver.start(deployment);
    };
    const deployment = { domain: 'a.test', accounts: {}, provision: {}, faults: [] };
    const keeper = new TargetKeeper({ ...driver, start }, deployment);
    const asked = keeper.target();
    await begun.promise;
    const stopped = keeper.stop();
    gate.resolve(undefined);
    await Promise.all([asked, stopped]);
    expect([
      servers.map(({ listening }) => listening),
      folders.map((folder) => existsSync(folder)),
    ]).to.deep.equal([[false], [false]]);
  });

  it('tells what the servers said, those too that died', async () => {
    const { driver, servers } = newDriver();
    const start: TargetDriver['start'] = async (deployment) => {
      const target = await driver.start(deployment);
      const said = `server ${servers.length}`;
      return { ...target, log: () => [said] };
    };
    const deployment = { domain: 'a.test', accounts: {}, provision: {}, faults: [] };
    const keeper = new TargetKeeper({ ...driver, start }, deployment);
    await keeper.target();
    const [first] = servers;
    if (first) await once(first.close(), 'close');
    await keeper.lives();
    await keeper.target();
    expect(keeper.log()).to.deep.equal(['server 1', 'server 2']);
    await keeper.stop();
    expect(keeper.log()).to.deep.equal(['server 1', 'server 2']);
  });
});
