import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestAuthority, testAuthority } from '../../xmpp/federation/authority.fixture.ts';
import { Stage, type StageWish } from '../server.fixture.ts';

/** Servers of a test that trust one authority and know each other's places. */
export class Federated {
  readonly authority: TestAuthority;
  readonly folder = mkdtempSync(join(tmpdir(), 'federated-'));
  readonly #stages: Stage[] = [];

  private constructor(authority: TestAuthority) {
    this.authority = authority;
    writeFileSync(this.ca, authority.ca);
  }

  static async make(): Promise<Federated> {
    return new Federated(await testAuthority());
  }

  get ca(): string {
    return join(this.folder, 'ca.pem');
  }

  /** `peer`: where it listens for others; `routes`: where they do. `federation`: what of it is otherwise. */
  async start(
    domain: string,
    peer: string,
    routes: Readonly<Record<string, string>>,
    { config = {}, ...wish }: StageWish = {},
    federation: Readonly<Record<string, unknown>> = {},
  ): Promise<Stage> {
    const stage = await Stage.start({
      ...wish,
      config: {
        domain,
        tls: await this.writeCertificate([domain, `muc.${domain}`]),
        listen: { client: '127.0.0.1:0', admin: '127.0.0.1:0', peer },
        federation: { ca: this.ca, routes, ...federation },
        ...config,
      },
    });
    this.#stages.push(stage);
    return stage;
  }

  async writeCertificate(domains: readonly string[]): Promise<{ certificate: string; key: string }> {
    const { cert, key } = await this.authority.issue(domains);
    const files = {
      certificate: join(this.folder, `${domains[0] ?? ''}.pem`),
      key: join(this.folder, `${domains[0] ?? ''}.key`),
    };
    writeFileSync(files.certificate, cert);
    writeFileSync(files.key, key);
    return files;
  }

  /** One of them goes, in good order. */
  async stopOne(stage: Stage): Promise<void> {
    this.#stages.splice(this.#stages.indexOf(stage), 1);
    await stage.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#stages.splice(0).map((stage) => stage.stop()));
    rmSync(this.folder, { recursive: true });
  }
}

/** Ports that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
