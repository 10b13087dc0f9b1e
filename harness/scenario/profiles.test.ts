import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { loadScenarios, readScenario } from './load.ts';
import {
  inProfile,
  loadProfiles,
  type Profile,
  profileNamed,
  profilesFile,
  underProfile,
} from './profiles.ts';
import type { Scenario } from './scenario.ts';
import { matchesPattern } from './select.ts';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));
const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

const plain: Profile = {
  name: 'plain',
  says: 'what is usual',
  accepts: ['auth/forbidden'],
  joins: ['auth/forbidden'],
  provision: {},
  excludes: [{ scenarios: ['exit/*'], verbs: [], needs: [], formats: [], reason: 'nobody asks for it' }],
  targets: ['others'],
};
const ours: Profile = { ...plain, name: 'ours', excludes: [], targets: ['reference'] };

function scenario(id: string, more = ''): Scenario {
  const text = `title: ${id} is true of a server\nrequirements: [LBL-01]\nactors: {tess: u-ts, rita: u-r}\n${more}
steps:
  - probe: {from: tess, to: rita, label: A-S, expect: refused}
  - probe: {from: tess, to: rita, label: A-S, expect: refused, refusal: {type: [cancel]}}
  - matrix: {from: tess, to: [rita], rows: {A-U: ['+'], A-S: ['-']}, refusal: {silence: forbidden}}
  - disco: {from: tess}
`;
  return readScenario(text, { file: `${id}.yaml`, id }, fixtures.vocabulary());
}

/** What each step asks of a refusal. */
function asked({ steps }: Pick<Scenario, 'steps'>): unknown[] {
  return steps.map((step) => {
    if ('probe' in step) return step.probe.refusal;
    return 'matrix' in step ? step.matrix.refusal : undefined;
  });
}

function mistake(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ sentence }) => sentence).join('; ');
    throw error;
  }
  throw new Error('there was no mistake');
}

describe('profileNamed', () => {
  it('takes the one that is named, or else that of the target, or else that of the others', () => {
    const of = (name: string | undefined, target: string): string =>
      profileNamed([plain, ours], name, target).name;
    expect([of('ours', 'prosody'), of(undefined, 'reference'), of(undefined, 'prosody')]).to.deep.equal([
      'ours',
      'ours',
      'plain',
    ]);
  });

  it('refuses a name that no profile has', () => {
    expect(mistake(() => profileNamed([plain, ours], 'plan', 'x'))).to.equal(
      'there is no profile `plan`; did you mean `plain`? (profiles: plain, ours)',
    );
    expect(mistake(() => profileNamed([ours], undefined, 'x'))).to.equal(
      'no profile is for `x`; name one with --profile (ours)',
    );
  });
});

describe('inProfile', () => {
  it('leaves out what the profile excludes, and what is for other profiles', () => {
    const all = [scenario('exit/a'), scenario('entry/a'), scenario('entry/b', 'profiles: [ours]')];
    const ids = (profile: Profile): string[] => inProfile(all, profile).map(({ id }) => id);
    expect([ids(plain), ids(ours)]).to.deep.equal([['entry/a'], ['exit/a', 'entry/a', 'entry/b']]);
  });

  it('leaves out what needs a feature or uses a verb that the profile excludes, in the twin and half-way too', () => {
    const excludes: Profile['excludes'] = [
      { scenarios: [], verbs: ['Rm.clr'], needs: ['catalog'], formats: [], reason: 'rooms have none' },
    ];
    const twin = 'twin: {title: another, provision: {Rm(ops).clr: [U]}}';
    const step = (id: string): Scenario => {
      const { steps, ...rest } = scenario(id);
      return { ...rest, steps: [...steps, { provision: { 'Rm(ops).clr': ['U'] } }] };
    };
    const all = [
      scenario('own', 'provision: {Rm(ops).clr: [U]}'),
      scenario('feature', 'needs: [catalog]'),
      scenario('other', 'needs: [offline]\nprovision: {Rm(ops).lbl: A-U}'),
      scenario('twin', twin),
      step('step'),
    ];
    expect(inProfile(all, { ...plain, excludes }).map(({ id }) => id)).to.deep.equal(['other']);
  });

  it('leaves out what has a label in a format that the profile excludes, wherever it stands', () => {
    const excludes: Profile['excludes'] = [
      { scenarios: [], verbs: [], needs: [], formats: ['stanag4774'], reason: 'it reads none of these' },
    ];
    const step = (more: string): string => `twin: {title: another, steps: [${more}]}`;
    const all = [
      scenario('catalog', 'provision: {Cat(a.test): {items: [A-U], syntax: stanag4774}}'),
      scenario('directory', 'provision: {Dir(u-s): {vector: A up to S, as: stanag4774}}'),
      scenario('peer', "provision: {Peer(b.test).map: {format: '4774'}}"),
      scenario('other', "provision: {Peer(b.test).map: {format: '4778'}}"),
      scenario(
        'sent',
        step('probe: {from: tess, to: rita, label: A-R, syntax: stanag4774, expect: delivered}'),
      ),
      scenario(
        'shown',
        step('probe: {from: tess, to: rita, label: A-R, expect: delivered, shows: {format: stanag4774}}'),
      ),
      scenario(
        'written',
        step("probe: {from: tess, to: rita, payload: '<label>${4774:A-R}</label>', expect: delivered}"),
      ),
    ];
    expect(inProfile(all, { ...plain, excludes }).map(({ id }) => id)).to.deep.equal(['directory', 'other']);
  });
});

describe('underProfile', () => {
  it('says which refusals are taken, wherever the scenario does not', () => {
    const filled = [
      { silence: 'allowed', accepts: ['auth/forbidden'] },
      { silence: 'allowed', type: ['cancel'] },
      { silence: 'forbidden', accepts: ['auth/forbidden'] },
      undefined,
    ];
    expect(asked(underProfile(scenario('exit/a'), plain))).to.deep.equal(filled);
    const twin =
      'twin: {title: another, steps: [probe: {from: tess, to: rita, label: A-R, expect: delivered}]}';
    const { twin: changed } = underProfile(scenario('exit/a', twin), plain);
    expect(asked({ steps: changed?.steps ?? [] })).to.deep.equal(filled.slice(0, 1));
  });
});

describe('underProfile, of who wants to enter a room', () => {
  it('takes the refusals of the profile, unless the scenario asks for others', () => {
    const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: refused}
  - enter: {actor: rita, room: ops, expect: refused, condition: [conflict]}
  - enter: {actor: rita, room: ops, expect: refused, type: [cancel]}
  - enter: {actor: rita, room: ops, expect: refused, accepts: [auth/not-allowed]}
  - enter: {actor: rita, room: ops, expect: entered}`;
    const text = `title: A scenario made for a test\nrequirements: [MUC-S1-01]\nactors: {tess: u-ts, rita: u-r}\nsteps:${steps}`;
    const read = readScenario(text, { id: 'a', file: 'a.yaml' }, fixtures.vocabulary(['MUC-S1-01']));
    const accepted = underProfile(read, plain).steps.map((step) =>
      'enter' in step ? step.enter.accepts : 'none',
    );
    expect(accepted).to.deep.equal([
      'none',
      ['auth/forbidden'],
      undefined,
      undefined,
      ['auth/not-allowed'],
      ['auth/forbidden'],
    ]);
  });
});

describe('loadProfiles', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'cmbac-profiles-'));
  after(() => {
    rmSync(temporary, { recursive: true });
  });

  it('reads the first file that is there, and tells what is wrong in it', () => {
    const own = join(temporary, 'profiles.yaml');
    const file = join(folder, 'profiles.yaml');
    expect(profilesFile(own, file)).to.equal(file);
    expect(() => profilesFile(own)).to.throw('no profiles');
    writeFileSync(own, 'mine:\n  says: what is mine\n  accepts: [forbidden]\n');
    expect(profilesFile(own, file)).to.equal(own);
    expect(mistake(() => loadProfiles(own))).to.include('write type/condition, as in auth/forbidden');
  });

  it('takes what a profile is like from the one above it, and refuses one that is not there', () => {
    const own = join(temporary, 'like.yaml');
    const first =
      'first:\n  says: what the first one says\n  accepts: [auth/forbidden]\n  provision: {mark: verify}\n';
    const reason = (text: string): string => `  excludes: [{reason: ${text}, scenarios: [x]}]\n`;
    const second = `second:\n  says: what the second one says\n  like: first\n  joins: [auth/not-allowed]\n${reason('only the second')}`;
    writeFileSync(own, `${first}${reason('both of them')}${second}`);
    const [, like] = loadProfiles(own);
    expect(like).to.deep.include({
      accepts: ['auth/forbidden'],
      joins: ['auth/not-allowed'],
      provision: { mark: 'verify' },
    });
    expect(like?.excludes.map((each) => each.reason)).to.deep.equal(['both of them', 'only the second']);
    writeFileSync(own, `${first}${second.replace('like: first', 'like: frist')}`);
    expect(mistake(() => loadProfiles(own))).to.equal(
      `no profile \`frist\` stands above; did you mean \`first\`?`,
    );
    writeFileSync(own, 'first:\n  says: what the first one says\n');
    expect(mistake(() => loadProfiles(own))).to.equal(
      `\`first\` says of no refusal that it takes it; add \`accepts\`, or \`like\``,
    );
  });

  it('has profiles for M-Link: neither asks for controls of a single room, 19.4 for no label but of XEP-0258', () => {
    const profiles = loadProfiles(join(folder, 'profiles.yaml'));
    const all = loadScenarios(folder, fixtures.vocabulary());
    const ids = (name: string): string[] =>
      inProfile(all, profileNamed(profiles, name, '')).map(({ id }) => id);
    const [lenient, later, earlier] = [ids('lenient'), ids('mlink-19.5'), ids('mlink-19.4')];
    const lost = lenient.filter((id) => !later.includes(id));
    expect(lost).to.include('rooms/admission/room-for-one-label');
    expect(later).to.include.members(['internal/domains-of-rooms-have-clearances-of-their-own']);
    expect(later.filter((id) => id.startsWith('nato/'))).to.have.length.greaterThan(20);
    expect(earlier.filter((id) => id.startsWith('nato/'))).to.deep.equal([
      'nato/clearance-in-either-syntax-decides-alike',
    ]);
    expect(earlier.filter((id) => !later.includes(id))).to.deep.equal([]);
  });

  it('has one profile for the reference server, one for the others, and excludes no scenario that is gone', () => {
    const profiles = loadProfiles(join(folder, 'profiles.yaml'));
    const scenarios = loadScenarios(folder, fixtures.vocabulary());
    expect([
      profileNamed(profiles, undefined, 'reference').name,
      profileNamed(profiles, undefined, 'x').name,
    ]).to.deep.equal(['strict', 'lenient']);
    const patterns = profiles.flatMap(({ excludes }) => excludes.flatMap((each) => each.scenarios));
    const stale = patterns.filter((pattern) => !scenarios.some(({ id }) => matchesPattern(id, pattern)));
    expect(stale).to.deep.equal([]);
  });
});
