import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import type { TargetCheckRecord } from '../record/index.ts';
import { describeWithEjabberd } from '../targets/ejabberd.fixture.ts';
import { targets } from '../targets/index.ts';
import { describeWithProsody } from '../targets/prosody.fixture.ts';
import { checkTarget } from './index.ts';
import { type Lies, smallServer } from './lying-server.fixture.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

/** What is not in order, as `group: name: seen`. */
function wrong({ rows }: TargetCheckRecord): string[] {
  return rows
    .filter(({ mark }) => mark === 'no')
    .map(({ group, name, seen }) => `${group}: ${name}: ${seen}`);
}

function misclaims({ claims }: TargetCheckRecord): string[] {
  return claims
    .filter(({ kind }) => kind === 'claim')
    .map(({ name, claimed, seen }) => `${name}: claimed ${claimed}, seen ${seen}`);
}

/** A small server that does nothing has to be waited for in vain: not for long. */
function checkSmall(lies: Lies, features: readonly string[] = [], claims = {}): Promise<TargetCheckRecord> {
  return checkTarget({ driver: smallServer(lies, features), fixtures, claims, budgetMs: 60 });
}

describe('checkTarget', () => {
  it('finds nothing wrong with a small server that claims nothing', async () => {
    const record = await checkSmall({}, ['source-address']);
    expect(wrong(record).filter((row) => !row.includes('a2.test'))).to.deep.equal([]);
    expect(misclaims(record)).to.deep.equal([]);
  });

  it('does not trust the claims of a server that says success to nonsense, and names each lie', async () => {
    const record = await checkSmall({ yesToAll: true });
    expect(record).to.include({ verdict: 'claims not trustworthy', exitCode: 1 });
    expect(wrong(record).filter((row) => row.startsWith('honesty'))).to.deep.equal([
      'honesty: a request in a namespace that nobody has: result',
      'honesty: the same, to the domain of rooms: result',
      'honesty: the same, to the own account: result',
      'honesty: service discovery of a node that nobody has: result',
      'honesty: a catalog in a version that there is not: result',
      'honesty: entering a room of a service that nobody runs: entered',
      'honesty: binding a second resource: success; a message to it: nothing comes after it either',
    ]);
  });

  it('does not trust a server that lets a wrong password in, by each mechanism that it offers', async () => {
    const record = await checkSmall({ anyPassword: true });
    expect(record).to.include({ verdict: 'claims not trustworthy', exitCode: 1 });
    expect(wrong(record).filter((row) => row.startsWith('login'))).to.deep.equal([
      'login: a wrong password (PLAIN): success',
      'login: an account that nobody made (PLAIN): success',
      'login: a wrong password (SCRAM-SHA-1): success',
      'login: an account that nobody made (SCRAM-SHA-1): success',
    ]);
  });

  for (const [certificate, row] of [
    ['expired', 'chain: a certificate of it has expired'],
    ['foreign', 'chain: a signature in it is not that of its authority'],
    ['misnamed', 'names: DNS:b.test, DNS:localhost, IP Address:127.0.0.1'],
  ] as const)
    it(`says what is wrong with a certificate that is ${certificate}, and logs nobody in over it`, async () => {
      const record = await checkSmall({ certificate });
      expect(record).to.include({ verdict: 'not in order', exitCode: 1 });
      expect(wrong(record).join('\n')).to.include(row);
      expect(record.rows.at(-1)).to.include({ group: 'login', name: 'everything else', mark: 'unknown' });
      expect(record.claims).to.deep.equal([]);
    });

  it('finds claims that are wrong in either direction, and suggests the line for what nobody claimed', async () => {
    const record = await checkSmall({}, ['carbons'], { labels: 'unknown', catalog: 'yes', rooms: 'unknown' });
    expect(misclaims(record)).to.deep.equal([
      'catalog: claimed yes, seen no',
      'carbons: claimed yes, seen no',
      'source-address: claimed no, seen yes',
    ]);
    expect(record.claims.find(({ name }) => name === 'rooms')).to.include({ suggests: 'rooms: no' });
    expect(record.claims.find(({ name }) => name === 'directory')).to.include({ seen: 'cannot be seen' });
  });

  it('says that nothing answers where nothing does', async () => {
    const record = await checkSmall({ absent: true });
    expect(record).to.include({ verdict: 'not reached', exitCode: 4 });
  });
});

/** Its driver claims what it does, and nothing that it does not. */
function itIsAsClaimed(name: string): void {
  it('is as its driver claims, feature by feature, and says success to no nonsense', async () => {
    const driver = targets.get(name);
    if (driver === undefined) throw new Error(`there is no target ${name}`);
    const record = await checkTarget({ driver, fixtures });
    expect({ wrong: wrong(record), misclaims: misclaims(record) }).to.deep.equal({
      wrong: [],
      misclaims: [],
    });
    expect(record).to.include({ verdict: 'as claimed', exitCode: 0 });
    expect(record.claims.filter(({ seen }) => seen === 'yes').length).to.be.greaterThan(10);
  });
}

describe('checkTarget of the reference server', () => {
  itIsAsClaimed('reference');
});

describeWithProsody('checkTarget of Prosody', () => {
  itIsAsClaimed('prosody');
});

describeWithEjabberd('checkTarget of ejabberd', () => {
  itIsAsClaimed('ejabberd');
});
