import { join } from 'node:path';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { targets } from '../targets/index.ts';
import type { TargetDriver } from '../targets/target.ts';
import { parseScript } from './parse.ts';
import { stageFor } from './stage.ts';

const fixtures = readFixtures(join(import.meta.dirname, '../../fixtures'));

const script = (file: string, jid: string, password = 'p', body = '<presence/>') =>
  parseScript(`[Client] Romeo\n\tjid: ${jid}\n\tpassword: ${password}\n---\nRomeo sends:\n\t${body}\n`, file);

function driver(name: string): TargetDriver {
  const found = targets.get(name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return found;
}

describe('stageFor', () => {
  it('gives a server the domain of the scripts, rooms below it, and an account for each character and the keeper', () => {
    const scripts = [
      script('a', 'Romeo@localhost/x'),
      script('b', 'romeo@localhost'),
      script('c', 'juliet@localhost'),
    ];
    const { deployment, accountOf } = stageFor(driver('ejabberd'), scripts, fixtures);
    expect(deployment).to.deep.equal({
      domain: 'localhost',
      rooms: ['conference.localhost'],
      accounts: { romeo: 'p', juliet: 'p', 'cmbac-keeper': 'kept' },
      provision: {},
      faults: [],
    });
    expect(scripts[0]?.cast.map(accountOf)).to.deep.equal([{ user: 'Romeo', password: 'p' }]);
  });

  it('has a server that enforces labels let through what carries none', () => {
    const { deployment } = stageFor(driver('reference'), [script('a', 'romeo@localhost')], fixtures);
    expect(Object.keys(deployment.provision)).to.deep.equal(['Pol', 'U*', 'iq']);
  });

  it('refuses scripts that no one server can have', () => {
    const both =
      (...scripts: ReturnType<typeof script>[]) =>
      () =>
        stageFor(driver('ejabberd'), scripts, fixtures);
    expect(both(script('a', 'r@localhost'), script('b', 'r@b.test'))).to.throw(
      ScenarioError,
      'these scripts have characters at `localhost` and at `b.test`; play those of one domain at a time',
    );
    expect(both(script('a', 'r@localhost'), script('b', 'R@localhost', 'q'))).to.throw(
      ScenarioError,
      '`R@localhost` has two passwords, in `a` and in `b`; give it one',
    );
  });

  it('plays scripts with the names and accounts of a server that is there already', () => {
    const named: TargetDriver = {
      ...driver('ejabberd'),
      naming: {
        domains: { 'a.test': 'alpha.lab', 'muc.a.test': 'rooms.alpha.lab' },
        without: [],
        account: (user) => `t-${user}`,
        password: (user) => `of ${user}`,
      },
    };
    const body =
      "<iq to='x@conference.localhost/y' from='romeo@localhost/z' id='localhost.example'>pubsub.localhost a@b</iq>";
    const staged = stageFor(named, [script('a', 'romeo@localhost/r', 'p', body)], fixtures);
    expect(staged.deployment).to.deep.include({
      domain: 'alpha.lab',
      rooms: ['rooms.alpha.lab'],
      accounts: { 't-romeo': 'of romeo' },
    });
    const [played] = staged.scripts;
    expect(played?.cast.map(({ jid, writtenJid }) => [jid, writtenJid])).to.deep.equal([
      ['t-romeo@alpha.lab', 't-romeo@alpha.lab/r'],
    ]);
    expect(played?.steps).to.deep.equal([
      {
        ...{ line: 5, who: 'Romeo', verb: 'sends' },
        body: {
          line: 6,
          text: "\t<iq to='x@rooms.alpha.lab/y' from='t-romeo@alpha.lab/z' id='localhost.example'>pubsub.alpha.lab a@b</iq>",
        },
      },
    ]);
    expect(played?.cast.map(staged.accountOf)).to.deep.equal([{ user: 't-romeo', password: 'of romeo' }]);
    expect(staged.keeper).to.deep.equal({ user: 't-romeo', password: 'of romeo' });
  });
});
