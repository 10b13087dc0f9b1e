import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { selfSigned } from '../../reference-server/server/self-signed.ts';

const command = fileURLToPath(new URL('../cmbac-server.ts', import.meta.url));
const policies = fileURLToPath(new URL('../../fixtures/policies', import.meta.url));

/** What a run of the command wrote, and how it ended. */
interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `cmbac-server` while it runs. */
class Run {
  readonly process: ChildProcess;
  #out = '';
  #err = '';

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process.stdout?.on('data', (bytes: Buffer) => (this.#out += bytes.toString()));
    this.process.stderr?.on('data', (bytes: Buffer) => (this.#err += bytes.toString()));
  }

  /** Waits until it has said this. */
  async until(text: string): Promise<string> {
    while (!this.#out.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(this.#err);
      if (this.process.stdout !== null)
        await Promise.race([once(this.process.stdout, 'data'), once(this.process, 'exit')]);
    }
    return this.#out;
  }

  async end(): Promise<Ended> {
    if (this.process.exitCode === null) await once(this.process, 'close');
    return { code: this.process.exitCode, out: this.#out, err: this.#err };
  }
}

describe('cmbac-server serve', function () {
  this.timeout(20_000);
  let folder: string;
  let file: string;
  let run: Run | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'serve-'));
    file = join(folder, 'server.yaml');
    const { certificate, key } = await selfSigned('a.test');
    writeFileSync(join(folder, 'certificate.pem'), certificate);
    writeFileSync(join(folder, 'key.pem'), key);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  afterEach(() => {
    if (run?.process.exitCode === null) run.process.kill('SIGKILL');
    run = undefined;
  });

  const least = (client = '127.0.0.1:0'): string => `domain: a.test
listen: { client: '${client}', admin: '127.0.0.1:0' }
adminToken: 0123456789abcdef
tls: { certificate: certificate.pem, key: key.pem }
provision: { Pol: [${join(policies, 'harness-a/spif.xml')}] }
`;

  function start(text: string, ...args: readonly string[]): Run {
    writeFileSync(file, text);
    run = new Run('serve', '--config', file, ...args);
    return run;
  }

  it('says in one line of JSON where it listens, and stops in good order', async () => {
    const server = start(least());
    expect(await server.until('\n')).to.match(
      /^\{"ready":\{"client":"127\.0\.0\.1:\d+","admin":"127\.0\.0\.1:\d+","version":"[\d.]+","entrances":\{"client":\["127\.0\.0\.1:\d+"\],"clientTls":\[\],"webSocket":\[\],"webSocketTls":\[\]\}\}\}\n$/,
    );
    server.process.kill('SIGTERM');
    expect(await server.end()).to.deep.include({ code: 0, err: '' });
  });

  it('starts a demo without a configuration, whose certificate goes when it stops', async () => {
    run = new Run('serve');
    const out = await run.until('Stop it with Ctrl-C.');
    expect(out)
      .to.match(/^domain {6}a\.test\n/)
      .and.match(/sam@a\.test +password \S+ +cleared up to SECRET/);
    const certificate = /^certificate (.*)$/m.exec(out)?.[1] ?? '';
    expect(existsSync(certificate)).to.be.true;
    run.process.kill('SIGINT');
    expect((await run.end()).code).to.equal(0);
    expect(existsSync(certificate)).to.be.false;
  });

  it('breaks nothing unless it is told twice, and then says so', async () => {
    expect(await start(least(), '--faults', 'exit.user').end()).to.deep.equal({
      code: 5,
      out: '',
      err: 'a server with faults lets secrets out; add --i-know-this-is-unsafe if that is what you want\n',
    });
    const server = start(least(), '--faults', 'exit.user, err.from', '--i-know-this-is-unsafe');
    expect(await server.until('\n')).to.include('BROKEN: exit.user, err.from');
    server.process.kill('SIGTERM');
    expect((await server.end()).err).to.equal('BROKEN ON PURPOSE: exit.user, err.from\n');
  });

  describe('says in one sentence what a person can mend, and ends', () => {
    const cases: readonly (readonly [
      text: string,
      code: number,
      sentence: RegExp,
      ...args: readonly string[],
    ])[] = [
      [least().replace('a.test', 'A'), 5, /^\S+server\.yaml:1:9: `domain`: write the domain in lower case/],
      [
        least().replace('key.pem', 'no.pem'),
        5,
        /^\S+:4:43: the key `\S+no\.pem` cannot be read; give the path/,
      ],
      [
        least().replace('key.pem', 'certificate.pem'),
        5,
        /^\S+:4:6: this certificate and this key do not belong/,
      ],
      [
        least().replace('spif.xml', 'no.xml'),
        5,
        /^\S+:5:19: `Pol`: there is no file `\S+no\.xml`; name a SPIF/,
      ],
      [`${least()}accounts: { 'sam/desk': x }\n`, 5, /^\S+:6:25: `sam\/desk` cannot be the name of a user/],
      [`${least()}store: .\n`, 5, /^\S+:6:8: `\S+` cannot be used as a store; name a new file/],
      [`${least()}audit: no/such/folder\n`, 5, /^\S+:6:8: `\S+` cannot be written to; name a file/],
      [least('192.0.2.1:0'), 4, /^192\.0\.2\.1:0 is no address of this machine; correct it under `listen`/],
      [
        least(),
        5,
        /^there is no fault `nothing`; the faults are /,
        '--faults',
        'nothing',
        '--i-know-this-is-unsafe',
      ],
      [least(), 5, /write names with commas between/, '--faults', 'a,,b'],
    ];
    for (const [text, code, sentence, ...args] of cases) {
      it(sentence.source, async () => {
        const ended = await start(text, ...args).end();
        expect(ended.err).to.match(sentence).and.not.include('    at ');
        expect(ended.err.trimEnd()).not.to.include('\n');
        expect([ended.code, ended.out]).to.deep.equal([code, '']);
      });
    }

    it('also where one of its addresses is taken and the other is not', async () => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const address = taken.address();
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
      const ended = await start(least().replace("admin: '127.0.0.1:0'", `admin: '127.0.0.1:${port}'`)).end();
      taken.close();
      expect(ended).to.deep.equal({
        code: 4,
        out: '',
        err: `127.0.0.1:${port} is in use; stop what listens there, or choose another port under \`listen\`\n`,
      });
    });
  });

  it('explains itself: help and version are no mistakes, an unknown command is', async () => {
    const helped = await new Run('serve', '--help').end();
    expect([helped.code, helped.out.includes('exit.user ')]).to.deep.equal([0, true]);
    expect((await new Run('--version').end()).out).to.match(/^\d+\.\d+\.\d+\n$/);
    expect(await new Run('sevre').end()).to.deep.include({ code: 5, out: '' });
  });
});
