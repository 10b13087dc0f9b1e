import { expect } from 'chai';
import type { Clearances } from '#policy';
import { mayWatch, refusalToWatch } from './presence-gate.ts';
import { clearedFor, type RulesWish, rules } from './rules.fixture.ts';

const [juliet, romeo] = ['juliet@a.test', 'romeo@a.test'];
const labelled: RulesWish = { presence: { [romeo]: 'A-S' } };

describe('the label of a presence', () => {
  it('lets nobody watch who is not cleared for it, and says why to the audit log alone', () => {
    const uncleared = rules({ ...labelled, users: { [juliet]: clearedFor('U', 'R') } });
    expect(refusalToWatch(juliet, romeo, uncleared)).to.deep.include({
      allowed: false,
      kind: 'denied',
      check: 'presence',
    });
    expect(mayWatch(juliet, romeo, uncleared)).to.equal(false);
    const cleared = rules({ ...labelled, users: { [juliet]: clearedFor('U', 'S') } });
    expect(refusalToWatch(juliet, romeo, cleared)).to.equal(undefined);
    expect(mayWatch(juliet, romeo, cleared)).to.equal(true);
  });

  it('limits nobody where there is none, whatever the watcher and the server are cleared for', () => {
    const under = rules({ server: clearedFor('S', 'TS') });
    expect(mayWatch(juliet, romeo, under)).to.equal(true);
  });

  it('is of the one who is watched, not of the one who watches', () => {
    expect(mayWatch(romeo, juliet, rules(labelled))).to.equal(true);
  });

  it('asks the peer of somebody elsewhere, and what is known of that one, and no default of our own users', () => {
    const xenia = 'x@b.test';
    const may = (outbound: Clearances | undefined, wish: RulesWish = {}): boolean => {
      const peers = { 'b.test': outbound === undefined ? {} : { outbound } };
      return mayWatch(xenia, romeo, rules({ ...labelled, peers, anyUser: clearedFor('S'), ...wish }));
    };
    const known = { users: { [xenia]: clearedFor('U') } };
    expect([may(clearedFor('S')), may(clearedFor('U')), may(undefined)]).to.deep.equal([true, false, false]);
    expect(may(clearedFor('S'), known)).to.equal(false);
    expect(may(undefined, { users: { [xenia]: clearedFor('S') } })).to.equal(true);
    expect(may(clearedFor('U'), { faults: ['pres.peer'] })).to.equal(true);
  });

  it('keeps nobody from their own presence', () => {
    expect(mayWatch(romeo, romeo, rules(labelled))).to.equal(true);
  });

  it('lets nobody watch whose clearance is out of reach', () => {
    const sound = rules(labelled);
    const under = {
      ...sound,
      clearances: { ...sound.clearances, ofUser: () => ({ unavailable: 'the directory is down' }) },
    };
    expect(refusalToWatch(juliet, romeo, under)).to.deep.include({ kind: 'unavailable', check: 'presence' });
    const checked = { ...under, faults: rules({ faults: ['pres.checked'] }).faults };
    expect(mayWatch(juliet, romeo, checked)).to.equal(false);
  });

  it('is overlooked where it is broken on purpose', () => {
    expect(mayWatch(juliet, romeo, rules({ ...labelled, faults: ['pres.subscribe'] }))).to.equal(true);
    const live = rules({ ...labelled, faults: ['pres.live'] });
    expect([mayWatch(juliet, romeo, live, 'pres.live'), mayWatch(juliet, romeo, live)]).to.deep.equal([
      true,
      false,
    ]);
  });

  it('and nothing else decides: only the fault `pres.checked` asks what a message would be asked', () => {
    const fate = (wish: RulesWish): boolean =>
      mayWatch(juliet, romeo, rules({ ...wish, faults: ['pres.checked'] }));
    expect([
      fate({ anyUser: clearedFor('U') }),
      fate({ anyUser: clearedFor('U'), server: clearedFor('S') }),
      fate({ anyUser: clearedFor('S') }),
      fate({ anyUser: clearedFor('U'), defaultLabel: 'none' }),
    ]).to.deep.equal([true, false, false, false]);
  });
});
