import { expect } from 'chai';
import { cleared } from '../policy/fixtures.contract.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { checkAccess } from './access.ts';
import { checkEntry } from './entry.ts';
import { checkExit, checkExitAt } from './exit.ts';
import type { Origin } from './location.ts';
import { mayBeAt } from './may-be-at.ts';
import { accepted, arrived, labelledMessage, labelNamed, type RulesWish, rules } from './rules.fixture.ts';
import type { Destined } from './stages.ts';

const upToSecret = cleared('U', 'R', 'C', 'S');
const high: Origin = { address: '127.0.0.3', names: [] };
const low: Origin = { address: '127.0.0.2', names: [] };
const unheard: Origin = { address: '192.0.2.1', names: [] };

/** Everybody is cleared up to SECRET, one place too, and another is not. */
const wish: RulesWish = {
  anyUser: [upToSecret],
  places: { [high.address]: [upToSecret], [low.address]: [cleared('U', 'R')] },
};

describe('mayBeAt', () => {
  const under = rules(wish);
  const grants = (origin: Origin | undefined, of = under): boolean =>
    mayBeAt(origin, arrived(labelledMessage('A-S'), of), of).grant;

  it("is what the place's clearance covers", () => {
    expect([grants(high), grants(low)]).to.deep.equal([true, false]);
  });

  it('is no at a place that is not known, where places are limited', () => {
    expect([grants(undefined), grants(unheard)]).to.deep.equal([false, false]);
  });

  it('is yes anywhere where places are not limited', () => {
    const open = rules({ anyUser: [upToSecret] });
    expect([grants(undefined, open), grants(low, open)]).to.deep.equal([true, true]);
  });

  it('takes an equivalent label where the place has a clearance of its policy', () => {
    const foreign = rules({ ...wish, places: { [low.address]: [cleared('B-S')] } });
    expect(grants(low, foreign)).to.be.true;
  });
});

describe('checkEntry, of the place', () => {
  const entryFrom = (origin: Origin | undefined, more: RulesWish = {}): string => {
    const under = rules({ ...wish, ...more });
    const { arrival, ...message } = arrived(labelledMessage('A-S'), under);
    const ruling = checkEntry({ ...message, arrival: { ...arrival, ...(origin && { origin }) } }, under);
    return ruling.allowed ? 'allowed' : `${ruling.kind} at ${ruling.check}`;
  };

  it('asks for the clearance of the user and of the place', () => {
    expect([entryFrom(high), entryFrom(low), entryFrom(undefined)]).to.deep.equal([
      'allowed',
      'denied at entry',
      'denied at entry',
    ]);
    expect(entryFrom(high, { anyUser: [cleared('U')] })).to.equal('denied at entry');
  });

  it('asks for the other where one of them is broken', () => {
    expect(entryFrom(low, { faults: ['entry.loc'] })).to.equal('allowed');
    expect(entryFrom(low, { faults: ['entry.user'] })).to.equal('denied at entry');
    expect(entryFrom(high, { faults: ['entry.loc'], anyUser: [] })).to.equal('denied at entry');
  });
});

describe('checkAccess, of the place', () => {
  const refusedFrom = (origin: Origin | undefined, faults: RulesWish['faults'] = []): boolean => {
    const under = rules({ ...wish, faults });
    const access = { server: labelNamed('A-S'), domains: new Map() };
    return checkAccess({ jid: jid('juliet@a.test'), origin }, { ...under, access }) !== undefined;
  };

  it('asks for the clearance of the place too', () => {
    expect([refusedFrom(high), refusedFrom(low), refusedFrom(undefined)]).to.deep.equal([false, true, true]);
    expect(refusedFrom(low, ['access.loc'])).to.be.false;
  });
});

describe('checkExitAt', () => {
  const destined = (under = rules(wish)): Destined => {
    const open = rules({ anyUser: [upToSecret] });
    const ruling = checkExit(accepted(labelledMessage('A-S'), open), 'romeo@a.test', under);
    if (!ruling.allowed) throw new Error('exit refused it');
    return ruling.message;
  };

  it('allows it where the place is cleared, and refuses it where it is not, or is not known', () => {
    const under = rules(wish);
    const message = destined(under);
    expect(checkExitAt(message, high, under)).to.deep.equal({ allowed: true, message });
    expect(checkExitAt(message, low, under)).to.include({ allowed: false, kind: 'denied', check: 'exit' });
    expect(checkExitAt(message, undefined, under)).to.deep.include({ reasons: [{ kind: 'no-clearance' }] });
  });

  it('allows it anywhere where that check is broken, or that of what was stored', () => {
    const broken = (fault: 'exit.loc' | 'store.offline'): boolean => {
      const under = rules({ ...wish, faults: [fault] });
      return checkExitAt(destined(under), low, under, fault).allowed;
    };
    expect([broken('exit.loc'), broken('store.offline')]).to.deep.equal([true, true]);
  });
});
