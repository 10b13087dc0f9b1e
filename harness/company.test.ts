import { expect } from 'chai';
import { companyOf } from './company.ts';
import { readFixtures } from './fixtures/index.ts';
import { type Aliases, namePart } from './renaming.ts';
import { partsOf, readScenario } from './scenario/index.ts';
import type { Role } from './steps/index.ts';

const fixtures = readFixtures('fixtures');
const naming = {
  domains: { 'a.test': 'alpha.lab', 'muc.a.test': 'rooms.lab' },
  account: (user: string) => user,
};
const worksheet = { clearances: 'words' } as const;
const endpoint = { host: '127.0.0.1', port: 1, domain: 'alpha.lab', ca: '', tls: 'starttls' } as const;
const roles = new Map<string, Role>([
  [
    'tess',
    { account: { user: 'u-ts', password: 'x', resource: 'tess' }, endpoint, kind: 'client', presence: 0 },
  ],
]);

/** A part that makes two rooms, as it is played and tidied away at a server that nobody can restart. */
function playedWith(provision: string, aliases?: Aliases): { made: string[]; destroyed: string[] } {
  const scenario = readScenario(
    `title: Two rooms are there\nrequirements: [R-1]\nactors: {tess: u-ts}${provision}
steps:
  - room: {name: ops, owner: tess}
  - room: {name: hall, owner: tess}
  - disco: {from: tess, has: ['http://jabber.org/protocol/muc']}
`,
    { file: 'f', id: 'some/rooms' },
    fixtures.vocabulary(),
  );
  const [asked] = partsOf(scenario);
  if (asked === undefined) throw new Error('a scenario without a part');
  const { part, renaming } = namePart(scenario, asked, { naming, worksheet }, fixtures.base, aliases);
  const { rooms } = companyOf(part, roles, { domain: 'alpha.lab', roomPrefix: renaming?.roomPrefix });
  const plain = (room: string): string => room.replace(/^cmbac-[0-9a-f]{8}-/, '*-');
  const made = part.steps.flatMap((step) => ('room' in step ? [plain(step.room.name)] : []));
  return { made, destroyed: [...rooms.keys()].map(plain) };
}

describe('the rooms of a server that nobody can restart', () => {
  it('have names of their own in each part, and are destroyed after it', () => {
    const rooms = ['*-ops@rooms.lab', '*-hall@rooms.lab'];
    expect(playedWith('')).to.deep.equal({ made: rooms, destroyed: rooms });
  });

  it('keep their names and stay where people were told to provision them, and the others of that part do not', () => {
    expect(playedWith('\nprovision: {Rm(ops).clr: [U]}')).to.deep.equal({
      made: ['ops@rooms.lab', '*-hall@rooms.lab'],
      destroyed: ['*-hall@rooms.lab'],
    });
  });

  it('stay where they have been provisioned under another name, though the part does not say so: it looks at them', () => {
    expect(playedWith('', { users: {}, rooms: { ops: 'cmbac-ops-2' } })).to.deep.equal({
      made: ['cmbac-ops-2@rooms.lab', '*-hall@rooms.lab'],
      destroyed: ['*-hall@rooms.lab'],
    });
  });
});
