import { expect } from 'chai';
import { label, now } from '../policy/fixtures.contract.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { accessRecord, auditRecord } from './audit.ts';
import { labelledMessage, stanza } from './rules.fixture.ts';
import { refused } from './ruling.ts';

describe('auditRecord', () => {
  it('says who, what, which check, and every reason in a sentence', () => {
    const refusal = refused('denied', 'exit', [
      { kind: 'classification-not-held', classification: label('A-S').classification },
      { kind: 'no-clearance' },
    ]);
    expect(auditRecord(labelledMessage('A-S'), refusal, now)).to.deep.equal({
      at: '2026-11-15T12:00:00.000Z',
      event: 'refused',
      check: 'exit',
      kind: 'denied',
      stanza: { kind: 'message', type: 'chat', id: 'm1' },
      from: 'juliet@a.test/balcony',
      to: 'romeo@a.test',
      reasons: ['the clearance does not list classification `SECRET`', 'there is no clearance'],
    });
  });

  it('names the own account where a stanza is for nobody, and no id where there is none', () => {
    const { stanza: said, to } = auditRecord(stanza('<presence/>'), refused('malformed', 'label', []), now);
    expect({ said, to }).to.deep.equal({
      said: { kind: 'presence', type: 'available' },
      to: 'juliet@a.test',
    });
  });
});

describe('accessRecord', () => {
  it('says whose session was refused or ended, from where, and why', () => {
    const refusal = refused('denied', 'access', [{ kind: 'no-clearance' }]);
    const rita = { jid: jid('rita@a2.test/desk'), origin: { address: '127.0.0.2', names: [] } };
    expect(accessRecord('session-ended', rita, refusal, now)).to.deep.equal({
      at: '2026-11-15T12:00:00.000Z',
      event: 'session-ended',
      check: 'access',
      kind: 'denied',
      from: 'rita@a2.test/desk',
      address: '127.0.0.2',
      to: 'a2.test',
      reasons: ['there is no clearance'],
    });
    const { event, address } = accessRecord('session-refused', { jid: jid('rita@a.test') }, refusal, now);
    expect([event, address]).to.deep.equal(['session-refused', undefined]);
  });
});
