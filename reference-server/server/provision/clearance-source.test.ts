import { expect } from 'chai';
import type { Clearances } from '#policy';
import { type FaultName, readFaults } from '../../enforcement/faults.ts';
import { clearanceSource } from './clearance-source.ts';
import { labelled, provisioned, upTo } from './provision.fixture.ts';
import type { ProvisionVerbs } from './verbs.ts';

function namesOf(clearances: Clearances): readonly string[] {
  return clearances.map(({ classifications }) => [...classifications].map(({ name }) => name).join('+'));
}

function ofSam(verbs: ProvisionVerbs, ...faults: readonly FaultName[]): readonly string[] {
  return namesOf(clearanceSource(provisioned(verbs), readFaults(faults)).ofUser('sam@a.test'));
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
