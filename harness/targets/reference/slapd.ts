import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Attribute, Client } from 'ldapts';
import { type RunningProcess, startProcess } from '../process.ts';
import { EnvironmentFault } from '../target.ts';

/** Where a directory is, and who may read it. */
export interface DirectoryAccess {
  readonly port: number;
  readonly base: string;
  readonly bindDn: string;
  readonly password: string;
}

/** A clearance as an entry holds it: base64 of X.501, or XML text of STANAG 4774. */
export type EntryClearance = { readonly x501: string } | { readonly stanag4774: string };

/** Why there is none: `undefined` where slapd is installed. */
export const whyNoSlapd = slapdBinary() === undefined ? 'slapd is not installed' : undefined;

/** Longest wait for an answer of slapd, in milliseconds. */
const answerTimeoutMs = 5_000;

/**
 * OpenLDAP's slapd as an organisation's directory: real, in a folder of its own, stopped and started as a scenario asks.
 * What is in it outlives a stop.
 */
export class Slapd {
  readonly #folder: string;
  readonly #access: DirectoryAccess;
  readonly #users = new Set<string>();
  #process: RunningProcess<true> | undefined;
  #isMade = false;

  constructor(folder: string, access: DirectoryAccess) {
    this.#folder = join(folder, 'slapd');
    this.#access = access;
  }

  get isUp(): boolean {
    return this.#process !== undefined;
  }

  /** @throws EnvironmentFault when it is not installed, or does not start. */
  async up(): Promise<void> {
    if (this.#process !== undefined) return;
    const command = slapdBinary();
    if (command === undefined) throw new EnvironmentFault('slapd is not installed: apt-get install slapd');
    const config = join(this.#folder, 'slapd.conf');
    if (!this.#isMade) {
      mkdirSync(join(this.#folder, 'db'), { recursive: true });
      writeFileSync(config, configuration(this.#folder, this.#access), { mode: 0o600 });
    }
    this.#process = await startProcess({
      name: 'slapd',
      command,
      // 256: it says when it starts, and what it is asked
      args: ['-d', '256', '-h', `ldap://127.0.0.1:${this.#access.port}`, '-f', config],
      folder: this.#folder,
      readiness: (line) => line.endsWith('slapd starting') || undefined,
    });
    await this.#listens();
    if (this.#isMade) return;
    const { base } = this.#access;
    await this.#asAdmin((client) =>
      client.add(base, { objectClass: ['dcObject', 'organization'], dc: ['a'], o: ['a'] }),
    );
    this.#isMade = true;
  }

  async down(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.stop();
  }

  /** Makes this the user's entry; `none`: the user has no entry. */
  async put(user: string, clearances: readonly EntryClearance[] | 'none'): Promise<void> {
    const dn = `cn=${user},${this.#access.base}`;
    await this.#asAdmin(async (client) => {
      if (this.#users.delete(user)) await client.del(dn);
      if (clearances === 'none') return;
      await client.add(dn, attributesOf(user, clearances));
      this.#users.add(user);
    });
  }

  /** Takes every user out. */
  async clear(): Promise<void> {
    for (const user of [...this.#users]) await this.put(user, 'none');
  }

  /** It says that it starts a moment before it listens. */
  async #listens(): Promise<void> {
    const deadline = AbortSignal.timeout(answerTimeoutMs);
    while (!(await takesConnections(this.#access.port))) {
      if (deadline.aborted) throw new EnvironmentFault('slapd started, and takes no connections');
    }
  }

  async #asAdmin(does: (client: Client) => Promise<void>): Promise<void> {
    const { port, bindDn, password } = this.#access;
    const client = new Client({ url: `ldap://127.0.0.1:${port}`, timeout: answerTimeoutMs });
    try {
      await client.bind(bindDn, password);
      await does(client);
      await client.unbind();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new EnvironmentFault(`slapd does not take what the scenario has for it: ${reason}`);
    }
  }
}

function attributesOf(user: string, clearances: readonly EntryClearance[]): Attribute[] {
  const classes = ['person', 'uidObject', 'clearedPerson'].map((name) => Buffer.from(name));
  const name = [Buffer.from(user)];
  const x501 = clearances.flatMap((one) => ('x501' in one ? [Buffer.from(one.x501, 'base64')] : []));
  const xml = clearances.flatMap((one) => ('stanag4774' in one ? [Buffer.from(one.stanag4774)] : []));
  return [
    new Attribute({ type: 'objectClass', values: classes }),
    ...['cn', 'sn', 'uid'].map((type) => new Attribute({ type, values: name })),
    ...(x501.length === 0 ? [] : [new Attribute({ type: 'clearance', values: x501 })]),
    ...(xml.length === 0 ? [] : [new Attribute({ type: 'confidentialityClearance', values: xml })]),
  ];
}

/** slapd's executable, if it is installed. */
function slapdBinary(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.map((folder) => join(folder, 'slapd')).find((file) => existsSync(file));
}

/** Paths of schema and modules are those of Debian's package. */
function configuration(folder: string, { base, bindDn, password }: DirectoryAccess): string {
  const schema = fileURLToPath(new URL('../../../fixtures/directory/clearance.schema', import.meta.url));
  return `include /etc/ldap/schema/core.schema
include ${schema}
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
directory ${join(folder, 'db')}
dbnosync
suffix "${base}"
rootdn "${bindDn}"
rootpw "${password}"
access to * by users read
`;
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
