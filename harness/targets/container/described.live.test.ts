import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { writeCertificates } from '../certificate-files.ts';
import { describeWithImages } from '../container.fixture.ts';
import { driverOf, loadDescription } from '../description/index.ts';
import { freePorts } from '../ports.ts';
import type { RunningTarget } from '../target.ts';
import { targets } from '../targets.ts';
import { findEngine } from './engine.ts';
import { engineUsedFrom } from './engine-mark.ts';
import { usualImage } from './images.ts';
import { containersOf } from './sweep.ts';

/** A Prosody that somebody else has configured: everything of it below /cfg in the container. */
const configuration = (port: number): string => `
data_path = "/cfg/data"; pidfile = "/tmp/prosody.pid"; log = { info = "*console" }; run_as_root = true
interfaces = { "127.0.0.1" }; c2s_ports = { ${port} }; modules_disabled = { "s2s" }
c2s_direct_tls_ports = { }; http_ports = { }; https_ports = { }
modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "version"; "posix" }
authentication = "internal_plain"; storage = "internal"; limits = { }
VirtualHost "alpha.lab"
  ssl = { certificate = "/cfg/server.crt"; key = "/cfg/server.key" }
`;

describeWithImages('an image with a configuration of its own', () => {
  let folder: string;
  let port: number;
  const started: RunningTarget[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'described-'));
    [port = 0] = await freePorts(1);
    await writeCertificates(folder, ['alpha.lab']);
    const accounts = join(folder, 'data', 'alpha%2elab', 'accounts');
    mkdirSync(accounts, { recursive: true });
    writeFileSync(join(accounts, 'juliet.dat'), 'return { ["password"] = "a secret of the lab"; };\n');
    writeFileSync(join(folder, 'prosody.cfg.lua'), configuration(port));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((target) => target.stop()));
    rmSync(folder, { recursive: true });
  });

  /** Starts what the description says, with this changed in its driver. */
  async function start(otherwise: Readonly<Record<string, unknown>> = {}): Promise<RunningTarget> {
    const names = ['server.crt', 'server.key', 'prosody.cfg.lua', 'data'];
    const driver = {
      kind: 'container',
      image: usualImage('prosody'),
      files: names.map((name) => ({ from: name, to: `/cfg/${name}` })),
      environment: { LAB: 'alpha' },
      command: ['/usr/bin/prosody', '-F', '--config', '/cfg/prosody.cfg.lua'],
      ...otherwise,
    };
    const description = {
      schema: 'cmbac/target@1',
      id: 'alpha',
      product: { name: 'The chat of the lab' },
      driver,
      domains: { 'a.test': 'alpha.lab' },
      reach: { client: { host: '127.0.0.1', port } },
      trust: { ca: 'ca.crt' },
      accounts: { password: { env: 'LAB_PASSWORD' } },
      claims: { labels: 'yes' },
    };
    const file = join(folder, 'alpha.yaml');
    writeFileSync(file, stringify(description));
    const target = driverOf(loadDescription(file, { domains: ['a.test'], profiles: [] }, targets), targets);
    expect([target.name, target.kind]).to.deep.equal(['alpha', 'container']);
    const accounts = { juliet: 'a secret of the lab' };
    const running = await target.start({ folder, domain: 'alpha.lab', accounts, provision: {}, faults: [] });
    started.push(running);
    return running;
  }

  async function faultOf(work: Promise<unknown>): Promise<string> {
    const fault: unknown = await work.catch((error: unknown) => error);
    expect([fault instanceof Error && fault.name, await containersOf(process.pid)]).to.deep.equal([
      'EnvironmentFault',
      0,
    ]);
    return fault instanceof Error ? fault.message : '';
  }

  it('is started, then reached as a server that was there already, and removed', async () => {
    const target = await start();
    expect([target.version, target.client.port, await containersOf(process.pid)]).to.deep.equal([
      '0.12.3',
      port,
      1,
    ]);
    expect(target.image).to.contain('@sha256:');
    expect(target.log?.().join('\n')).to.contain('Hello and welcome to Prosody');
    // Whoever finds the folder of a killed run looks there for what it left
    expect(engineUsedFrom(folder)).to.equal((await findEngine()).address);
    await target.stop();
    expect(await containersOf(process.pid)).to.equal(0);
  });

  it('says the last thing that it said when it does not come up', async () => {
    const command = ['/bin/sh', '-c', 'echo no licence found; exit 2'];
    expect(await faultOf(start({ command }))).to.equal(
      'The chat of the lab ended before it was ready (exit code 2): no licence found',
    );
  });

  it('says that it does not answer in time', async () => {
    const command = ['/bin/sh', '-c', 'echo still thinking; exec sleep 60'];
    expect(await faultOf(start({ command, readyWithin: 1 }))).to.equal(
      'The chat of the lab is not ready after 1000 ms: still thinking',
    );
  });

  it('says which file is not there', async () => {
    const files = [{ from: 'licence.key', to: '/cfg/licence.key' }];
    expect(await faultOf(start({ files }))).to.match(
      /licence\.key` is not there, which is to be copied into the container/,
    );
  });
});
