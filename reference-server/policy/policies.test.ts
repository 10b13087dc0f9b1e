import { expect } from 'chai';
import { harness, policy } from './fixtures.contract.ts';
import { findPolicy, policiesOf } from './policies.ts';
import { SpifError } from './spif/errors.ts';

const [a, b] = [policy('harness-a/spif.xml'), policy('harness-b/spif.xml')];

describe('policiesOf', () => {
  it('takes the first policy as the governing one', () => {
    expect(policiesOf(b, a).governing).to.equal(b);
    expect(policiesOf(b, a).all).to.deep.equal([b, a]);
  });

  it('says of two that are the same which they are, without a line', () => {
    const refusal = (other: typeof b): unknown => {
      try {
        return policiesOf(a, other);
      } catch (error) {
        if (!(error instanceof SpifError)) throw error;
        return { name: error.name, code: error.code, message: error.message, line: error.line };
      }
    };
    const error = { name: 'SpifError', code: 'spif-duplicate', line: undefined };
    expect([refusal({ ...b, oid: a.oid }), refusal({ ...b, name: a.name })]).to.deep.equal([
      { ...error, message: `two policies with the id \`${a.oid}\`; load one` },
      { ...error, message: 'two policies with the name `HARNESS-A`; load one' },
    ]);
  });

  it('refuses two policies that labels could not tell apart', () => {
    expect(() => policiesOf(a, { ...b, oid: a.oid })).to.throw(
      SpifError,
      'two policies with the id `1.3.6.1.4.1.32473.258.1`; load one',
    );
    expect(() => policiesOf(a, { ...b, name: ' HARNESS-A' })).to.throw(
      SpifError,
      'two policies with the name `HARNESS-A`; load one',
    );
  });
});

describe('findPolicy', () => {
  it('finds a policy by OID, by name, and by both', () => {
    const { governing } = harness;
    for (const written of [
      { oid: governing.oid },
      { name: ' HARNESS-A ' },
      { oid: governing.oid, name: 'HARNESS-A' },
    ]) {
      expect(findPolicy(harness, written)).to.deep.equal({ found: true, policy: governing });
    }
  });

  it('never looks an unknown OID up by its name', () => {
    expect(findPolicy(harness, { oid: '1.2.3', name: 'HARNESS-A' })).to.deep.equal({
      found: false,
      reason: { kind: 'policy-mismatch', oid: '1.2.3', name: 'HARNESS-A' },
    });
    expect(findPolicy(harness, { oid: '1.2.3', name: 'HARNESS-C' })).to.deep.equal({
      found: false,
      reason: { kind: 'unknown-policy', policy: '1.2.3' },
    });
    expect(findPolicy(harness, { name: 'HARNESS-C' })).to.deep.equal({
      found: false,
      reason: { kind: 'unknown-policy', policy: 'HARNESS-C' },
    });
    expect(findPolicy(harness, {})).to.deep.equal({
      found: false,
      reason: { kind: 'unknown-policy', policy: '' },
    });
  });

  it('refuses an OID and a name of two policies', () => {
    expect(findPolicy(harness, { oid: a.oid, name: 'HARNESS-B' })).to.deep.equal({
      found: false,
      reason: { kind: 'policy-mismatch', oid: a.oid, name: 'HARNESS-B' },
    });
    expect(findPolicy(harness, { oid: a.oid, name: 'HARNESS-C' })).to.deep.equal({
      found: false,
      reason: { kind: 'policy-mismatch', oid: a.oid, name: 'HARNESS-C' },
    });
  });

  it('finds a name in other letters only where one policy alone allows it', () => {
    const loose = { ...a, ignoreCase: true };
    const looser = { ...b, name: 'Harness-A', ignoreCase: true };
    const name = 'harness-a';
    expect(findPolicy(policiesOf(loose, b), { name })).to.deep.equal({ found: true, policy: loose });
    expect(findPolicy(policiesOf(loose, b), { oid: b.oid })).to.deep.equal({ found: true, policy: b });
    const two = policiesOf({ ...loose, ignoreCase: false, name: 'X' }, { ...looser, ignoreCase: true });
    expect(findPolicy(two, { name }).found).to.equal(true);
    const other = { ...b, ignoreCase: true };
    expect(findPolicy(policiesOf(loose, other), { name: 'HARNESS-b' })).to.deep.equal({
      found: true,
      policy: other,
    });
    const ambiguous = { ...policiesOf(loose), all: [loose, looser] };
    expect(findPolicy(ambiguous, { name })).to.deep.equal({
      found: false,
      reason: { kind: 'unknown-policy', policy: name },
    });
  });
});
