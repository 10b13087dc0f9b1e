import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Serving, serve } from './index.ts';

const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('../../docs/clients/slixmpp-labels.py', import.meta.url));
const hasSlixmpp = spawnSync(python, ['-c', 'import slixmpp']).status === 0;

describe('a client that nobody here wrote (slixmpp)', () => {
  let serving: Serving;

  before(async () => {
    serving = await serve({ faults: [], version: 'test', log: () => undefined });
  });

  after(() => serving.running.stop());

  const title = 'logs in, reads the catalog, delivers an allowed label and has a refused one refused';
  const run = hasSlixmpp ? it : it.skip;
  run(hasSlixmpp ? title : `${title} (skipped: python3-slixmpp is not installed)`, async function () {
    this.timeout(60_000);
    const { client, demo } = { ...serving.running, demo: serving.demo };
    const [host, port] = client.split(':');
    const password = demo?.password ?? '';
    const args = [host, port, demo?.certificate, 'a.test', `sam:${password}`, `rita:${password}`];
    const { stdout } = await promisify(execFile)(python, [script, ...args.map(String)], { timeout: 50_000 });
    expect(JSON.parse(stdout)).to.deep.equal({
      advertised: true,
      offered: ['UNCLASSIFIED', 'RESTRICTED'],
      allowed: { body: 'allowed', marking: 'UNCLASSIFIED' },
      refused: { type: 'error', condition: 'forbidden' },
      leaked: 0,
    });
  });
});
