import { expect } from 'chai';
import type { Clearances } from '#policy';
import { type FaultName, readFaults } from '../../enforcement/faults/faults.ts';
import { isUnavailable, type Unavailable } from '../../enforcement/index.ts';
import { clearanceSource } from './clearance-source.ts';
import { labelled, place, policies, provisioned, upTo } from './provision.fixture.ts';
import { readProvision } from './read-provision.ts';
import type { ProvisionVerbs } from './verbs.ts';

function namesOf(clearances: Clearances): readonly string[] {
  return clearances.map(({ classifications }) => [...classifications].map(({ name }) => name).join('+'));
}

function ofSam(verbs: ProvisionVerbs, ...faults: readonly FaultName[]): readonly string[] {
  return namesOf(known(clearanceSource(provisioned(verbs), readFaults(faults)).ofUser('sam@a.test')));
}

function known(clearances: Clearances | Unavailable): Clearances {
  if (isUnavailable(clearances)) throw new Error(clearances.unavailable);
  return clearances;
}

const down = { unavailable: 'down' };

/** What a directory says of a user who is cleared for this. */
function says(word: 'S'): Clearances | undefined {
  return provisioned({ 'U(sam)': upTo(word) }).users.get('sam@a.test');
}

/** Sam's clearance where the directory says this now, and SECRET before. */
function fromDirectory(
  verbs: ProvisionVerbs,
  answer: Clearances | Unavailable | undefined,
  ...faults: readonly FaultName[]
): unknown {
  const given = readProvision({ Pol: policies, ...verbs }, { ...place, hasDirectory: true });
  const directory = { ofUser: () => answer, lastOf: () => says('S') };
  const clearances = clearanceSource(given, readFaults(faults), directory).ofUser('sam@a.test');
  return isUnavailable(clearances) ? clearances.unavailable : namesOf(clearances);
}

const own = { 'U(sam)': upTo('U') };
const anyUser = { 'U*': upTo('R') };
const policy = { 'Pol.clr': upTo('C') };
const spif = { Pol: 'harness-a/spif-default-clearance-u.xml' };

describe('clearanceSource', () => {
  it('gives the first that there is of own, any user, policy, SPIF, none, and never two together', () => {
    expect([
      ofSam({ ...spif, ...policy, ...anyUser, ...own }),
      ofSam({ ...spif, ...policy, ...anyUser }),
      ofSam({ ...spif, ...policy }),
      ofSam(spif),
      ofSam({}),
    ]).to.deep.equal([['UNCLASSIFIED'], ['RESTRICTED'], ['CONFIDENTIAL'], ['UNCLASSIFIED'], []]);
  });

  it('lets an empty clearance of the own replace every default: it grants nothing', () => {
    expect(ofSam({ ...anyUser, 'U(sam)': [] })).to.deep.equal([]);
    expect(ofSam({ ...anyUser, 'U(sam)': 'none' })).to.deep.equal(['RESTRICTED']);
  });

  it('knows server, domain and default label', () => {
    const source = clearanceSource(
      provisioned({ 'Srv.clr': upTo('U'), 'Dom(a.test).clr': upTo('R'), 'Pol.label': labelled('S') }),
      readFaults([]),
    );
    expect(namesOf(source.ofServer() ?? [])).to.deep.equal(['UNCLASSIFIED']);
    expect(namesOf(source.ofDomain('a.test') ?? [])).to.deep.equal(['RESTRICTED']);
    expect(source.ofDomain('b.test')).to.equal(undefined);
    expect(source.defaultLabel()?.classification.name).to.equal('SECRET');
  });

  describe('with a directory', () => {
    it('asks it for users without a clearance of their own, before any default', () => {
      expect(fromDirectory({ ...anyUser, ...own }, says('S'))).to.deep.equal(['UNCLASSIFIED']);
      expect(fromDirectory(anyUser, says('S'))).to.deep.equal(['SECRET']);
      expect(fromDirectory(anyUser, undefined)).to.deep.equal(['RESTRICTED']);
      expect(fromDirectory(anyUser, [])).to.deep.equal([]);
    });

    it('lets no default stand in for one that is down', () => {
      expect(fromDirectory({ ...anyUser, ...policy }, down)).to.equal('down');
      expect(fromDirectory({ ...anyUser, ...own }, down)).to.deep.equal(['UNCLASSIFIED']);
    });

    it('does not ask one that is not in use', () => {
      expect(fromDirectory({ ...anyUser, 'Dir.use': 'off' }, down)).to.deep.equal(['RESTRICTED']);
    });

    it('dir.down-open takes the default for one that is down, dir.stale what it said last', () => {
      expect(fromDirectory(anyUser, down, 'dir.down-open')).to.deep.equal(['RESTRICTED']);
      expect(fromDirectory(anyUser, down, 'dir.stale')).to.deep.equal(['SECRET']);
      expect(fromDirectory(anyUser, down, 'exit.user')).to.equal('down');
    });
  });

  describe('that is broken on purpose', () => {
    it('clr.merge adds them all up', () => {
      expect(ofSam({ ...own, ...anyUser, ...policy }, 'clr.merge')).to.deep.equal([
        'UNCLASSIFIED',
        'RESTRICTED',
        'CONFIDENTIAL',
      ]);
      expect(ofSam({}, 'clr.merge')).to.deep.equal([]);
    });

    it("clr.policy-first lets the policy's come first", () => {
      expect(ofSam({ ...own, ...policy }, 'clr.policy-first')).to.deep.equal(['CONFIDENTIAL']);
      expect(ofSam(own, 'clr.policy-first')).to.deep.equal(['UNCLASSIFIED']);
    });

    it('clr.hierarchy adds what is lower', () => {
      const upToConfidential = 'UNMARKED+UNCLASSIFIED+RESTRICTED+CONFIDENTIAL';
      expect(ofSam({ 'U(sam)': upTo('C') }, 'clr.hierarchy')).to.deep.equal([upToConfidential]);
    });

    it('clr.nil clears who has nothing for everything', () => {
      expect(ofSam({}, 'clr.nil')[0]).to.equal(
        'UNMARKED+UNCLASSIFIED+RESTRICTED+CONFIDENTIAL+SECRET+TOP SECRET',
      );
      expect(ofSam({}, 'clr.nil')).to.have.length(2);
      expect(ofSam(own, 'clr.nil')).to.deep.equal(['UNCLASSIFIED']);
    });

    it("lbl.default takes the SPIF's label, whatever is provisioned", () => {
      const labelWith = (...faults: readonly FaultName[]): string | undefined =>
        clearanceSource(provisioned({ 'Pol.label': 'none' }), readFaults(faults)).defaultLabel()
          ?.classification.name;
      expect([labelWith(), labelWith('lbl.default'), labelWith('exit.user')]).to.deep.equal([
        undefined,
        'UNCLASSIFIED',
        undefined,
      ]);
    });

    it('any other fault leaves clearances as they are', () => {
      expect(ofSam({ ...own, ...anyUser }, 'exit.user')).to.deep.equal(['UNCLASSIFIED']);
    });
  });
});
