import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { readAuthority } from './authority-files.ts';
import { newAuthority, newLastingAuthority } from './certificate.ts';
import { EnvironmentFault } from './target.ts';

const day = 86_400_000;

describe('readAuthority', () => {
  let kept: { readonly ca: string; readonly key: string };
  before(async () => {
    kept = await newLastingAuthority('a laboratory');
  });

  /** Why it is none. */
  function flaw(ca: string, key: string, now?: Date): string {
    try {
      readAuthority({ ca, key, file: 'ca.pem' }, now);
      return '';
    } catch (error) {
      if (error instanceof EnvironmentFault) return error.message;
      throw error;
    }
  }

  it('signs for servers as the one that was made, years later too', async () => {
    const later = new Date(Date.now() + 1000 * day);
    const { certificate } = await readAuthority({ ...kept, file: 'ca.pem' }, later).issue(['b.lab']);
    const issued = new X509Certificate(certificate);
    const authority = new X509Certificate(kept.ca);
    expect(issued.checkIssued(authority) && issued.verify(authority.publicKey)).to.equal(true);
    expect(issued.checkHost('b.lab')).to.equal('b.lab');
    expect(issued.validFromDate.getTime()).to.be.within(later.getTime() - day, later.getTime());
  });

  it('says of what is none why not', async () => {
    const other = await newLastingAuthority('another');
    const mend = '; name another, or make one with `cmbac provision authority`';
    expect(flaw(kept.ca, other.key)).to.equal(`\`ca.pem\` and its key do not belong together${mend}`);
    expect(flaw('nothing', kept.key)).to.equal(`\`ca.pem\` is no certificate (PEM)${mend}`);
    expect(flaw(kept.ca, 'nothing')).to.match(
      /^the key of `ca\.pem` is no private key \(PEM\) without a passphrase; /,
    );
    expect(flaw(kept.ca, kept.key, new Date(Date.now() + 4000 * day))).to.match(/^`ca\.pem` has expired on /);
    const leaf = await (await newAuthority()).issue(['b.lab']);
    expect(flaw(leaf.certificate, leaf.key)).to.equal(
      `\`ca.pem\` is a certificate that may not sign others${mend}`,
    );
  });
});
