import { expect } from 'chai';
import type { ConfidentialityLabel } from '#labels';
import { nato } from './fixtures.contract.ts';
import { labelInForce } from './succession.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const later = nato('HARNESS-A', 'UNCLASSIFIED');
const secret = nato('HARNESS-A', 'SECRET', { succession: { at: '2026-06-01T12:00:00Z', successor: later } });

describe('labelInForce', () => {
  it('is the label itself until its succession, from that instant on the successor', () => {
    expect(labelInForce(later, noon)).to.deep.equal({ ok: true, written: later });
    expect(labelInForce(secret, new Date(noon.getTime() - 1))).to.deep.equal({ ok: true, written: secret });
    expect(labelInForce(secret, noon)).to.deep.equal({ ok: true, written: later });
  });

  it('follows the successors of successors, as many as four', () => {
    expect(labelInForce(chain(4), noon)).to.deep.equal({ ok: true, written: later });
    expect(labelInForce(chain(5), noon)).to.deep.equal({
      ok: false,
      reason: { kind: 'too-many-successors' },
    });
  });

  it('stays with a label whose review date has passed, unless it is told otherwise', () => {
    const reviewed = nato('HARNESS-A', 'SECRET', {
      review: '2026-01-01T00:00:00',
      succession: { at: '2030-01-01T00:00:00+02:00', successor: later },
    });
    expect(labelInForce(reviewed, noon)).to.deep.equal({ ok: true, written: reviewed });
    expect(labelInForce(reviewed, noon, 'ignore')).to.deep.equal({ ok: true, written: reviewed });
    expect(labelInForce(reviewed, noon, 'succeed')).to.deep.equal({ ok: true, written: later });
    expect(labelInForce(secret, new Date(0), 'succeed')).to.deep.equal({ ok: true, written: secret });
  });

  it('gives nothing for a date that is none: nobody can tell which label is in force', () => {
    const odd = nato('HARNESS-A', 'SECRET', { succession: { at: 'tomorrow', successor: later } });
    expect(labelInForce(odd, noon)).to.deep.equal({
      ok: false,
      reason: { kind: 'unreadable-date', date: 'tomorrow' },
    });
  });
});

function chain(successors: number): ConfidentialityLabel {
  if (successors === 0) return later;
  return nato('HARNESS-A', 'SECRET', {
    succession: { at: '2026-01-01T00:00:00Z', successor: chain(successors - 1) },
  });
}
