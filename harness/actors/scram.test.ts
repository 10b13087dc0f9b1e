import { expect } from 'chai';
import { Scram } from './scram.ts';

describe('Scram', () => {
  it('answers the exchange of RFC 5802 §5 and verifies its server', async () => {
    const scram = new Scram('SCRAM-SHA-1', 'user', 'fyko+d2lbbFgONRv9qkxdawL');
    const first = scram.first();
    const final = await scram.final(
      'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
      'pencil',
    );
    expect({ first, final, verified: scram.isVerifiedBy('v=rmF9pqV8S7suAoZWja4dJRkFsKQ=') }).to.deep.equal({
      first: 'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL',
      final: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
      verified: true,
    });
  });

  it('answers the exchange of RFC 7677 §3 and verifies its server', async () => {
    const scram = new Scram('SCRAM-SHA-256', 'user', 'rOprNGfwEbeRWgbNEkqO');
    const final = await scram.final(
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      'pencil',
    );
    expect({
      final,
      verified: scram.isVerifiedBy('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='),
    }).to.deep.equal({
      final:
        'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
      verified: true,
    });
  });

  it('takes no other signature for the server', async () => {
    const scram = new Scram('SCRAM-SHA-1', 'user', 'n');
    const before = scram.isVerifiedBy('v=');
    await scram.final('r=nm,s=QSXCR+Q6sek8bf92,i=1', 'pencil');
    expect([
      before,
      scram.isVerifiedBy('v=AAAAAAAAAAAAAAAAAAAAAAAAAAA='),
      scram.isVerifiedBy(''),
    ]).to.deep.equal([false, false, false]);
  });

  for (const challenge of [
    '',
    'r=other,s=QSXC,i=4096',
    'r=n,s=QSXC,i=4096',
    'r=nm,s=QSXC,i=0',
    'r=nm,s=QSXC,i=99999999',
  ]) {
    it(`refuses the challenge \`${challenge}\``, async () => {
      const refusal: unknown = await new Scram('SCRAM-SHA-1', 'user', 'n')
        .final(challenge, 'pencil')
        .catch((error: unknown) => error);
      expect(refusal).to.have.property('name', 'SessionError');
    });
  }
});
