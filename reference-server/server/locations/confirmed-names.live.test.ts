import { expect } from 'chai';
import { noFaults } from '../../enforcement/index.ts';
import { clearedFor } from '../../enforcement/rules.fixture.ts';
import { confirmedNames } from './confirmed-names.ts';
import { findOrigin } from './find-origin.ts';
import { type Records, TestNameServer } from './name-server.fixture.ts';

const reverse = (last: number): string => `PTR ${last}.2.0.192.in-addr.arpa`;

const records: Records = {
  [reverse(3)]: ['High.Example'],
  [reverse(4)]: ['high.example'],
  [reverse(5)]: ['unheard.example'],
  [reverse(6)]: ['high.example', 'both.example', 'low.example'],
  [reverse(7)]: Array.from({ length: 12 }, (_, n) => `n${n}.example`),
  [`PTR 5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa`]: ['six.example'],
  'A high.example': ['192.0.2.33', '192.0.2.3'],
  'A both.example': ['192.0.2.6'],
  'A low.example': ['192.0.2.6'],
  'AAAA six.example': ['fd00:0:0::5'],
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`A n${n}.example`, ['192.0.2.7']])),
};

describe('confirmedNames', () => {
  let server: TestNameServer;

  before(async () => {
    server = await TestNameServer.start(records);
  });
  after(() => server.stop());

  const namesOf = (address: string): Promise<readonly string[]> =>
    confirmedNames({ nameServer: server.address })(address);

  it('gives a name that has the address, in lower case', async () => {
    expect(await namesOf('192.0.2.3')).to.deep.equal(['high.example']);
    expect(await namesOf('::ffff:192.0.2.3')).to.deep.equal(['high.example']);
    expect(await namesOf('fd00::5')).to.deep.equal(['six.example']);
  });

  it('gives no name that has other addresses, or none', async () => {
    expect(await namesOf('192.0.2.4')).to.deep.equal([]);
    expect(await namesOf('192.0.2.5')).to.deep.equal([]);
  });

  it('gives those of several names that have the address, and looks at eight of them', async () => {
    expect(await namesOf('192.0.2.6')).to.deep.equal(['both.example', 'low.example']);
    expect(await namesOf('192.0.2.7')).to.have.length(8);
  });

  it('gives none of an address that has none, and of what is no address', async () => {
    expect(await namesOf('192.0.2.99')).to.deep.equal([]);
    expect(await namesOf('')).to.deep.equal([]);
    expect(await namesOf('high.example')).to.deep.equal([]);
  });

  it('gives what is claimed where that check is broken', async () => {
    const believing = confirmedNames({ nameServer: server.address, believesClaims: true });
    expect(await believing('192.0.2.4')).to.deep.equal(['high.example']);
  });

  it('gives none, in bounded time, where the name server does not answer', async () => {
    const silent = await TestNameServer.start(undefined);
    try {
      expect(await confirmedNames({ nameServer: silent.address })('192.0.2.3')).to.deep.equal([]);
      expect(silent.asked).to.include(reverse(3));
    } finally {
      await silent.stop();
    }
  }).timeout(5000);
});

describe('findOrigin', () => {
  const asked: string[] = [];
  const parts = {
    faults: noFaults,
    namesOf: (address: string) => {
      asked.push(address);
      return Promise.resolve(['high.example']);
    },
  };
  const rules = { ranges: [], names: new Map([['high.example', clearedFor('U')]]), elsewhere: [] };

  beforeEach(() => {
    asked.length = 0;
  });

  it('asks for names where there are rules for names, once, by the canonical address', async () => {
    const origin = await findOrigin('::ffff:192.0.2.3', rules, parts);
    expect([origin, asked]).to.deep.equal([{ address: '192.0.2.3', names: ['high.example'] }, ['192.0.2.3']]);
  });

  it('asks for none where there are no such rules', async () => {
    const unnamed = await findOrigin('192.0.2.3', { ...rules, names: new Map() }, parts);
    const unlimited = await findOrigin('192.0.2.3', undefined, parts);
    const origin = { address: '192.0.2.3', names: [] };
    expect([unnamed, unlimited, asked]).to.deep.equal([origin, origin, []]);
  });

  it('knows no place where there is no address', async () => {
    expect(await findOrigin('', undefined, parts)).to.deep.equal({ address: '', names: [] });
  });
});
