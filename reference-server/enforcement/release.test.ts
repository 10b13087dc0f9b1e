import { expect } from 'chai';
import { jid } from '../xmpp/read.fixture.ts';
import { Decided } from './decided.ts';
import { checkRelease } from './exit.ts';
import type { FaultName } from './faults/faults.ts';
import { checkRoom } from './room/admission.ts';
import { unlimitedRoom } from './room/room-rules.ts';
import { accepted, clearedFor, labelledMessage, type RulesWish, rules } from './rules.fixture.ts';

/** Juliet says it; sam is cleared to SECRET, rita to RESTRICTED; so are the places 10.0.0.1 and 10.0.0.2. */
const people: RulesWish = {
  users: {
    'juliet@a.test': clearedFor('S'),
    'sam@a.test': clearedFor('U', 'R', 'C', 'S'),
    'rita@a.test': clearedFor('U', 'R'),
  },
};
const places: RulesWish = {
  places: { '10.0.0.1': clearedFor('S'), '10.0.0.2': clearedFor('U', 'R') },
};

describe('checkRelease', () => {
  const outcome = (
    name: string,
    wish: RulesWish = {},
    address = '10.0.0.1',
    fault: FaultName = 'muc.fanout',
  ): string => {
    const before = rules(people);
    const admitted = checkRoom(accepted(labelledMessage('A-S'), before), unlimitedRoom, before);
    if (!admitted.allowed) throw new Error('the room does not take it');
    const recipient = { jid: jid(`${name}@a.test`), origin: { address, names: [] } };
    const how = { fault, decided: new Decided() };
    const ruling = checkRelease(admitted.message, recipient, rules({ ...people, ...wish }), how);
    return ruling.allowed ? 'released' : `${ruling.kind} at ${ruling.check}`;
  };

  it('releases to who is cleared, and to nobody else', () => {
    expect(['sam', 'rita', 'nobody'].map((name) => outcome(name))).to.deep.equal([
      'released',
      'denied at exit',
      'denied at exit',
    ]);
  });

  it('releases where the place is cleared too', () => {
    expect(outcome('sam', places)).to.equal('released');
    expect(outcome('sam', places, '10.0.0.2')).to.equal('denied at exit');
    expect(outcome('sam', places, '10.0.0.9')).to.equal('denied at exit');
    expect(outcome('rita', places)).to.equal('denied at exit');
  });

  it('releases to nobody whose domain may not carry it', () => {
    expect(outcome('sam', { domains: { 'a.test': clearedFor('U', 'R') } })).to.equal('denied at domain');
  });

  it('is skipped by the fault of the copy that is asked about, and by no other', () => {
    expect(outcome('rita', { ...places, faults: ['muc.fanout'] }, '10.0.0.2')).to.equal('released');
    expect(outcome('rita', { ...places, faults: ['muc.history'] }, '10.0.0.2')).to.equal('denied at exit');
    expect(outcome('rita', { faults: ['muc.history'] }, '10.0.0.1', 'muc.history')).to.equal('released');
    expect(outcome('rita', { faults: ['exit.user'] })).to.equal('denied at exit');
  });
});
