import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { readScenario } from './load.ts';
import { domainsNamedIn, type Renaming, renameBase, renameScenario, renameUser } from './rename.ts';
import type { Scenario } from './scenario.ts';

const fixtures = readFixtures('fixtures');
const { base } = fixtures;

const renaming: Renaming = {
  domains: {
    'a.test': 'alpha.lab',
    'a2.test': 'beta.lab',
    'muc.a.test': 'rooms.alpha.lab',
    'b.test': 'bravo.lab',
  },
  accounts: { 'u-r': 'cmbac-u-r', 'u-s': 'cmbac-u-s', 'u-s@a2.test': 'other-u-s' },
  rooms: {},
};

function read(text: string): Scenario {
  return readScenario(
    `title: What is renamed, and what keeps its name\nrequirements: [R-1]\n${text}`,
    { file: 'f', id: 'some/thing' },
    fixtures.vocabulary(),
  );
}

/** What a text of a scenario becomes. */
function textAfter(text: string, names: Renaming = renaming): string {
  const raw = JSON.stringify({ from: 'rita', bytes: text, expect: { streamError: ['not-well-formed'] } });
  const [step] = renameScenario(
    read(`actors: {rita: {user: u-r, kind: raw}}\nsteps: [{raw: ${raw}}]`),
    names,
    base,
  ).steps;
  return step && 'raw' in step ? step.raw.bytes : '';
}

describe('renameScenario', () => {
  it('replaces whole domain names, and no part of another', () => {
    expect(textAfter('a.test aa.test a.test.example x.a.test upload.a.test')).to.equal(
      'alpha.lab aa.test a.test.example x.a.test upload.a.test',
    );
    expect(textAfter("to='a.test' <a.test> a.test. (a2.test>b.test) *.b.test")).to.equal(
      "to='alpha.lab' <alpha.lab> alpha.lab. (beta.lab>bravo.lab) *.bravo.lab",
    );
  });

  it('takes the entry of a domain below another before that of the other', () => {
    expect(textAfter('muc.a.test muc2.a.test muc.${domain} muc2.${domain} ${domain}')).to.equal(
      'rooms.alpha.lab muc2.a.test rooms.alpha.lab muc2.a.test alpha.lab',
    );
  });

  it('replaces each name once, where one name is given for another', () => {
    const swapped = {
      domains: { 'a.test': 'a2.test', 'a2.test': 'a.test' },
      accounts: { 'u-r': 'u-s' },
      rooms: {},
    };
    expect(textAfter('a.test a2.test u-r@a.test u-s@a.test', swapped)).to.equal(
      'a2.test a.test u-s@a2.test u-s@a2.test',
    );
  });

  it('replaces accounts by their domain, and leaves users of other servers and other words alone', () => {
    expect(textAfter('u-r@a.test/x u-r@${domain} u-s@a2.test x@b.test u-s@b.test u-r xu-r@a.test')).to.equal(
      'cmbac-u-r@alpha.lab/x cmbac-u-r@alpha.lab other-u-s@beta.lab x@bravo.lab u-s@bravo.lab u-r xu-r@alpha.lab',
    );
  });

  it('puts a word before the rooms of the server under test, and before no others', () => {
    const prefixed = { ...renaming, roomPrefix: 'run7-' };
    expect(
      textAfter(
        'ops@muc.a.test ${room:ops} ${room:ops@muc2.a.test} ops@muc.b.test hall@muc.${domain}',
        prefixed,
      ),
    ).to.equal(
      'run7-ops@rooms.alpha.lab ${room:run7-ops@rooms.alpha.lab} ${room:run7-ops@muc2.a.test} ops@muc.b.test run7-hall@rooms.alpha.lab',
    );
    const named = { ...prefixed, rooms: { 'ops@muc.a.test': 'ops-2' } };
    expect(textAfter('${room:ops} ${room:hall}', named)).to.equal(
      '${room:ops-2@rooms.alpha.lab} ${room:run7-hall@rooms.alpha.lab}',
    );
  });

  it('renames actors, rooms of steps, keys, verbs and the twin', () => {
    const scenario = read(`
actors: {rita: u-r, sam: {user: u-s@a2.test, online: false}, tess: u-ts, xenia: x@b.test}
provision: {'U(u-r)': [U], 'U(u-s@a2.test)': [U], Dom(muc.a.test).clr: [U], Rm(ops).clr: [U], 'Peer(a2.test>b.test).out': none}
steps:
  - room: {name: ops, owner: tess}
  - room: {name: hall@muc2.a.test, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - enter: {actor: rita, room: hall@muc2.a.test, expect: entered}
  - probe: {from: rita, to: {room: ops}, type: groupchat, label: A-S, at: [rita, tess], expect: refused}
twin: {title: Another clearance, provision: {'U(u-r)': [U, S]}}`);
    const { actors, provision, steps, twin, id, title, hash } = renameScenario(scenario, renaming, base);
    expect({ id, title, hash }).to.deep.equal({
      id: 'some/thing',
      title: scenario.title,
      hash: scenario.hash,
    });
    expect(actors).to.deep.include({ rita: 'cmbac-u-r', tess: 'u-ts', xenia: 'x@bravo.lab' });
    expect(actors['sam']).to.deep.include({ user: 'other-u-s@beta.lab', online: false });
    expect(Object.keys(provision)).to.deep.equal([
      'U(cmbac-u-r)',
      'U(other-u-s@beta.lab)',
      'Dom(rooms.alpha.lab).clr',
      'Rm(ops@rooms.alpha.lab).clr',
      'Peer(beta.lab>bravo.lab).out',
    ]);
    expect(
      steps.map((step) => ('room' in step ? step.room.name : 'enter' in step ? step.enter.room : undefined)),
    ).to.deep.equal([
      'ops@rooms.alpha.lab',
      'hall@muc2.a.test',
      'ops@rooms.alpha.lab',
      'hall@muc2.a.test',
      undefined,
    ]);
    expect(steps[4]).to.have.nested.property('probe.to').that.deep.equals({ room: 'ops@rooms.alpha.lab' });
    expect(twin?.provision).to.deep.equal({ 'U(cmbac-u-r)': ['U', 'S'] });
  });
});

describe('renameBase', () => {
  it('gives the deployment its own names, and leaves what is said of labels as it is', () => {
    const renamed = renameBase(base, renaming);
    expect(renamed.domain).to.equal('alpha.lab');
    expect(renamed.rooms).to.deep.equal(['rooms.alpha.lab', 'muc2.a.test']);
    expect(renamed.accounts).to.include.members(['cmbac-u-r', 'other-u-s@beta.lab', 'u-ts@beta.lab', 'u-ts']);
    expect(Object.keys(renamed.peers)).to.include.members(['bravo.lab', 'c.test']);
    expect(renamed.provision).to.deep.include({ 'U(cmbac-u-r)': ['U', 'R'], 'Dom(alpha.lab).clr': 'none' });
    expect(renamed.names).to.deep.equal(base.names);
  });
});

describe('renameUser', () => {
  it('gives the account of a user of either domain', () => {
    expect(
      ['u-r', 'u-s@a2.test', 'u-ts', 'x@b.test'].map((user) => renameUser(user, renaming, base)),
    ).to.deep.equal(['cmbac-u-r', 'other-u-s@beta.lab', 'u-ts', 'x@bravo.lab']);
  });
});

describe('domainsNamedIn', () => {
  it('finds whole names in texts and keys, the domain under test as a placeholder too', () => {
    const asked = ['a2.test', 'muc2.a.test', 'muc.a.test'];
    expect(domainsNamedIn({ 'Dom(a2.test).clr': 'none', to: 'x@muc2.${domain}/y' }, asked)).to.deep.equal([
      'a2.test',
      'muc2.a.test',
    ]);
    expect(domainsNamedIn({ to: 'xa2.test a2.test.example' }, asked)).to.deep.equal([]);
  });
});
