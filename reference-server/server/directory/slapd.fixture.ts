import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Attribute, Change, Client } from 'ldapts';
import { selfSigned } from '../self-signed.ts';

/** Live tests need slapd: `describe` where it is installed; otherwise skipped, with a title that says so. */
export function describeWithSlapd(title: string, body: (this: Mocha.Suite) => void): void {
  if (slapdBinary() === undefined) describe.skip(`${title} (skipped: slapd is not installed)`, body);
  else describe(title, body);
}

export const suffix = 'dc=a,dc=test';
export const adminDn = `cn=admin,${suffix}`;
export const adminPassword = 'a password for tests alone';

/** Attributes of a person besides its name. */
export type PersonAttributes = Readonly<Record<string, readonly (string | Buffer)[]>>;

/**
 * A slapd of its own, with TLS, on a free port of this machine; what is in it outlives a stop. Its certificate is for
 * `localhost`.
 */
export class Slapd {
  readonly port: number;
  readonly tlsPort: number;
  readonly certificate: string;
  readonly folder: string;
  #child: ChildProcess | undefined;

  private constructor(folder: string, ports: readonly [number, number], certificate: string) {
    this.folder = folder;
    [this.port, this.tlsPort] = ports;
    this.certificate = certificate;
  }

  static async start(): Promise<Slapd> {
    const folder = mkdtempSync(join(tmpdir(), 'cmbac-slapd-'));
    mkdirSync(join(folder, 'db'));
    const { certificate, key } = await selfSigned('localhost');
    writeFileSync(join(folder, 'certificate.pem'), certificate);
    writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
    writeFileSync(join(folder, 'slapd.conf'), configuration(folder));
    const slapd = new Slapd(folder, [await freePort(), await freePort()], certificate);
    await slapd.up();
    await slapd.#asAdmin((client) =>
      client.add(suffix, { objectClass: ['dcObject', 'organization'], dc: ['a'], o: ['a'] }),
    );
    return slapd;
  }

  get url(): string {
    return `ldap://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const listen = `ldap://127.0.0.1:${this.port} ldaps://127.0.0.1:${this.tlsPort}`;
    const child = spawn(
      slapdBinary() ?? '',
      ['-d', '256', '-h', listen, '-f', join(this.folder, 'slapd.conf')],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#child = child;
    const lines = createInterface({ input: child.stderr });
    const said: string[] = [];
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        said.push(line);
        if (line.endsWith('slapd starting')) resolve();
      });
      child.once('exit', () => {
        reject(new Error(`slapd ended: ${said.slice(-3).join(' ')}`));
      });
    });
    // It says so a moment before it listens
    for (const port of [this.port, this.tlsPort]) while (!(await takesConnections(port)));
  }

  async down(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async stop(): Promise<void> {
    await this.down('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  /** Puts a person in place of whoever had the name. */
  async put(uid: string, attributes: PersonAttributes = {}): Promise<void> {
    await this.drop(uid);
    const classes = ['person', 'uidObject', 'clearedPerson'];
    const all = { objectClass: classes, cn: [uid], sn: [uid], uid: [uid], ...attributes };
    await this.#asAdmin((client) =>
      client.add(
        dnOf(uid),
        Object.entries(all).map(([type, values]) => attributeOf(type, values)),
      ),
    );
  }

  async change(uid: string, type: string, ...values: readonly (string | Buffer)[]): Promise<void> {
    const modification = attributeOf(type, values);
    await this.#asAdmin((client) =>
      client.modify(dnOf(uid), new Change({ operation: 'replace', modification })),
    );
  }

  async drop(uid: string): Promise<void> {
    await this.#asAdmin((client) => client.del(dnOf(uid)).catch(() => undefined));
  }

  async #asAdmin(does: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client({ url: this.url });
    await client.bind(adminDn, adminPassword);
    await does(client);
    await client.unbind();
  }
}

export function dnOf(uid: string): string {
  return `cn=${uid.replace(/[^a-z0-9]/g, (one) => `\\${one.charCodeAt(0).toString(16)}`)},${suffix}`;
}

function attributeOf(type: string, values: readonly (string | Buffer)[]): Attribute {
  return new Attribute({ type, values: values.map((value) => Buffer.from(value)) });
}

function slapdBinary(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, 'slapd')).find((file) => existsSync(file));
}

function configuration(folder: string): string {
  const schema = fileURLToPath(new URL('../../../fixtures/directory/clearance.schema', import.meta.url));
  return `include /etc/ldap/schema/core.schema
include ${schema}
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${join(folder, 'certificate.pem')}
TLSCertificateKeyFile ${join(folder, 'key.pem')}
database mdb
directory ${join(folder, 'db')}
dbnosync
suffix "${suffix}"
rootdn "${adminDn}"
rootpw "${adminPassword}"
access to attrs=userPassword by anonymous auth by * none
access to * by users read
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await once(server.close(), 'close');
  return isInfo(address) ? address.port : 0;
}

function takesConnections(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

function isInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
