import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Serving, serve } from './index.ts';

const python = '/usr/bin/python3';
const hasSlixmpp = spawnSync(python, ['-c', 'import slixmpp']).status === 0;

describe('a client that nobody here wrote (slixmpp)', () => {
  let serving: Serving;

  before(async () => {
    serving = await serve({ faults: [], version: 'test', log: () => undefined });
  });

  after(() => serving.running.stop());

  const cases = [
    {
      title: 'logs in, reads the catalog, delivers an allowed label and has a refused one refused',
      script: 'slixmpp-labels.py',
      sees: {
        advertised: true,
        offered: ['UNCLASSIFIED', 'RESTRICTED'],
        allowed: { body: 'allowed', marking: 'UNCLASSIFIED' },
        refused: { type: 'error', condition: 'forbidden' },
        leaked: 0,
      },
    },
    {
      title:
        'makes a room, configures it, talks in it, and puts somebody out; each sees what each is cleared for',
      script: 'slixmpp-room.py',
      sees: {
        name: 'Operations',
        persistent: true,
        labels: true,
        occupants: ['one', 'other'],
        one: [
          ['one', 'UNCLASSIFIED', 'for all'],
          ['one', 'SECRET', 'for one'],
          ['one', 'UNCLASSIFIED', 'for all again'],
        ],
        other: [
          ['one', 'UNCLASSIFIED', 'for all'],
          ['one', 'UNCLASSIFIED', 'for all again'],
        ],
        members: ['rita@a.test'],
      },
    },
  ] as const;
  const run = hasSlixmpp ? it : it.skip;
  for (const { title, script, sees } of cases) {
    run(hasSlixmpp ? title : `${title} (skipped: python3-slixmpp is not installed)`, async function () {
      this.timeout(60_000);
      expect(await play(script, serving)).to.deep.equal(sees);
    });
  }
});

/** What a script says that sam and rita saw. */
async function play(script: string, { running, demo }: Serving): Promise<unknown> {
  const file = fileURLToPath(new URL(`../../docs/clients/${script}`, import.meta.url));
  const [host, port] = running.client.split(':');
  const password = demo?.password ?? '';
  const args = [host, port, demo?.certificate, 'a.test', `sam:${password}`, `rita:${password}`];
  const { stdout } = await promisify(execFile)(python, [file, ...args.map(String)], { timeout: 50_000 });
  return JSON.parse(stdout);
}
