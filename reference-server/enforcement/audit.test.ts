import { expect } from 'chai';
import { label, now } from '../policy/fixtures.contract.ts';
import { auditRecord } from './audit.ts';
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
