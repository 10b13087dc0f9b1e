import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaultName, readFaults } from '../enforcement/faults/faults.ts';
import type { AuditRecord } from '../enforcement/index.ts';
import { RawClient } from '../xmpp/stream/raw-client.fixture.ts';
import { configSchema } from './config-schema.ts';
import { place, policies, upTo } from './provision/provision.fixture.ts';
import type { ProvisionVerbs } from './provision/verbs.ts';
import { type Running, startReferenceServer } from './reference-server.ts';
import { selfSigned } from './self-signed.ts';

const adminToken = 'a token for tests alone';

/** What a test wants otherwise than the fixture has it. */
export interface StageWish {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly verbs?: ProvisionVerbs;
  readonly faults?: readonly FaultName[];
}

/**
 * A server with the accounts tess (to TOP SECRET), sam (to SECRET), rita (to RESTRICTED), una (UNCLASSIFIED) and nil (no
 * clearance), each with the name as password; clients may stay in clear.
 */
export class Stage {
  readonly running: Running;
  readonly certificate: string;
  readonly audit: readonly AuditRecord[];
  readonly mistakes: readonly unknown[];
  readonly #folder: string;

  private constructor(
    running: Running,
    folder: string,
    written: { certificate: string; audit: readonly AuditRecord[]; mistakes: readonly unknown[] },
  ) {
    this.running = running;
    this.#folder = folder;
    this.certificate = written.certificate;
    this.audit = written.audit;
    this.mistakes = written.mistakes;
  }

  static async start({ config = {}, verbs = {}, faults = [] }: StageWish = {}): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'stage-'));
    const audit: AuditRecord[] = [];
    const mistakes: unknown[] = [];
    const { certificate, key } = await identity;
    writeFileSync(join(folder, 'certificate.pem'), certificate);
    writeFileSync(join(folder, 'key.pem'), key);
    const file = {
      ...configSchema.parse({
        ...base,
        tls: { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') },
        provision: { ...provision, ...verbs },
        ...config,
      }),
      // Paths of policies start here
      file: join(place.folder, 'server.yaml'),
      placeOf: () => 'server.yaml:1:1',
    };
    const running = await startReferenceServer(file, {
      version: '1.2.3',
      faults: readFaults(faults),
      writeAudit: (record) => audit.push(record),
      report: (mistake) => mistakes.push(mistake),
      now: () => new Date(),
    }).catch((error: unknown) => {
      rmSync(folder, { recursive: true });
      throw error;
    });
    return new Stage(running, folder, { certificate, audit, mistakes });
  }

  get port(): number {
    return portOf(this.running.client);
  }

  /** Changes the provisioning (PATCH) or replaces it (PUT); gives the status. */
  async provision(method: 'PATCH' | 'PUT', verbs: ProvisionVerbs): Promise<number> {
    const all = method === 'PUT' ? { ...provision, ...verbs } : verbs;
    const headers = { authorization: `Bearer ${adminToken}` };
    const url = `http://${this.running.admin ?? ''}/provision`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(all) });
    await response.text();
    return response.status;
  }

  connect(user: string, resource: string, presence = '<presence/>'): Promise<Chatter> {
    return Chatter.connect(this.port, user, resource, presence);
  }

  /** From another of this machine's addresses than the usual one. */
  connectFrom(
    localAddress: string,
    user: string,
    resource: string,
    presence = '<presence/>',
  ): Promise<Chatter> {
    return Chatter.connect(this.port, user, resource, presence, localAddress);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

/** A client that is logged in, and its fences: what was sent before one has been dealt with. */
export class Chatter {
  readonly raw: RawClient;
  #fences = 0;

  private constructor(raw: RawClient) {
    this.raw = raw;
  }

  /** `sam`, or `sam@a2.test`; `presence` is what it sends first; empty: it stays unavailable. */
  static async connect(
    port: number,
    user: string,
    resource: string,
    presence = '<presence/>',
    localAddress?: string,
  ): Promise<Chatter> {
    const raw = await RawClient.connect(port, localAddress);
    const [local = user, domain] = user.split('@');
    await raw.open(domain);
    const answer = await raw.logIn(local, local);
    if (answer !== 'success') throw new Error(answer);
    await raw.bind(resource, domain);
    const chatter = new Chatter(raw);
    await chatter.says(presence);
    return chatter;
  }

  /** Sends, waits until the server is through with it, and gives what came meanwhile. */
  async says(xml: string): Promise<string> {
    this.#fences += 1;
    const id = `fence-${this.#fences}`;
    this.raw.send(`${xml}<iq type='get' id='${id}'><ping xmlns='urn:xmpp:ping'/></iq>`);
    const read = await this.raw.until(`id='${id}' type='result'/>`);
    return read.slice(0, read.lastIndexOf('<iq ')).replaceAll('"', "'");
  }

  /** What has come until now, from others whose own fence has passed. */
  heard(): Promise<string> {
    return this.says('');
  }

  /** What the server says last when it ends the stream. */
  async ended(): Promise<string> {
    return (await this.raw.untilEnd()).replaceAll('"', "'");
  }
}

export function portOf(address: string | undefined): number {
  return Number(address?.slice(address.lastIndexOf(':') + 1));
}

const identity = selfSigned('a.test');

const base = {
  domain: 'a.test',
  listen: { client: '127.0.0.1:0', clientTls: '127.0.0.1:0', admin: '127.0.0.1:0' },
  starttls: 'optional',
  accounts: Object.fromEntries(['tess', 'sam', 'rita', 'una', 'nil'].map((user) => [user, user])),
  adminToken,
};

/** The provisioning that a stage starts from. */
const provision: ProvisionVerbs = {
  Pol: policies,
  'U(tess)': upTo('U', 'R', 'C', 'S', 'TS'),
  'U(sam)': upTo('U', 'R', 'C', 'S'),
  'U(rita)': upTo('U', 'R'),
  'U(una)': upTo('U'),
};
