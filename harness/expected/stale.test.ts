import { expect } from 'chai';
import type { Outcome, ScenarioRecord } from '../record/index.ts';
import { type Expectation, readExpectations } from './expectations.ts';
import { applying, expectationOf, staleExpectations } from './stale.ts';

const all = [{ id: 'exit/a' }, { id: 'exit/b' }, { id: 'entry/c' }];
const records = [recordOf('exit/a', 'passed'), recordOf('exit/b', 'failed')];
const found = { version: '0.12.3', all, records, today: '2027-01-31' };

function entries(...said: readonly string[]): Expectation[] {
  const list = said.map(
    (one) => `  - { ${one}, outcome: failed, kind: claim, reason: it has no labels, owner: me }`,
  );
  return readExpectations(['schema: cmbac/expect@1', 'entries:', ...list].join('\n'), 'f.yaml');
}

function stale(...said: readonly string[]): string[] {
  return staleExpectations(entries(...said), found);
}

describe('applying', () => {
  it('leaves out what is of another second server or another version', () => {
    const some = entries(
      'match: a',
      'match: b, peers: [ejabberd]',
      `match: c, when: "version < '0.12'"`,
      `match: d, when: "version >= '0.12'"`,
    );
    const named = (peer?: string): string[] =>
      applying(some, { version: '0.12.3', ...(peer !== undefined && { peer }) }).flatMap(
        ({ match }) => match,
      );
    expect(named()).to.deep.equal(['a', 'd']);
    expect(named('ejabberd')).to.deep.equal(['a', 'b', 'd']);
    expect(named('prosody')).to.deep.equal(['a', 'd']);
  });
});

describe('expectationOf', () => {
  it('is the first entry that names a scenario', () => {
    const some = entries('match: [entry/c, exit/a]', 'match: exit/*');
    expect(expectationOf(some, { id: 'exit/a' })).to.equal(some[0]);
    expect(expectationOf(some, { id: 'exit/b' })).to.equal(some[1]);
    expect(expectationOf(some, { id: 'entry/d' })).to.equal(undefined);
  });
});

describe('staleExpectations', () => {
  it('names entries that match nothing, whatever the run, and those whose difference is gone', () => {
    expect(stale('match: exti/*, peers: [ejabberd]')).to.deep.equal([
      'f.yaml:3: `exti/*` matches no scenario; remove it',
    ]);
    expect(stale('match: [exit/b, exit/a]')).to.deep.equal([
      'f.yaml:3: `exit/a` names no difference any more: all of it passes; remove it',
    ]);
    expect(stale('match: exit/*')).to.deep.equal([]);
    expect(stale('match: entry/c')).to.deep.equal([]);
    expect(stale('match: exit/a, peers: [ejabberd]')).to.deep.equal([]);
  });

  it('names entries that an earlier one hides', () => {
    expect(stale('match: exit/*', 'match: exit/b')).to.deep.equal([
      'f.yaml:4: entries above speak for all that `exit/b` names; remove it',
    ]);
    expect(stale('match: exit/b', 'match: exit/*')).to.deep.equal([
      'f.yaml:4: `exit/*` names no difference any more: all of it passes; remove it',
    ]);
  });

  it('names entries whose last day is over, and counts that day', () => {
    expect(stale('match: exit/b, expires: 2027-01-31')).to.deep.equal([]);
    expect(stale('match: exit/b, expires: 2027-01-30')).to.deep.equal([
      'f.yaml:3: it was expected until 2027-01-30; see what became of it, then remove it or say until when',
    ]);
    expect(stale('match: exit/b, expires: 2027-01-30, peers: [ejabberd]')).to.deep.equal([]);
  });

  it('says where a condition cannot be decided', () => {
    const some = entries(`match: exit/b, when: "version < '19.6'"`);
    expect(staleExpectations(some, found)).to.deep.equal([]);
    expect(staleExpectations(some, { ...found, version: '' })).to.deep.equal([
      "f.yaml:3: nobody can say whether `version < '19.6'` holds, since the target says no version; take `when` away, or put the version into the target's description",
    ]);
  });
});

function recordOf(id: string, outcome: Outcome): ScenarioRecord {
  return { id, file: '', title: '', requirements: [], outcome, parts: [] };
}
