import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { makeCertificates } from './certificate.ts';

describe('makeCertificates', () => {
  it('gives a certificate for the domains and this machine, signed by its authority, valid around now', async () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const made = await makeCertificates(['a.test', 'a2.test'], undefined, now);
    const [ca, server] = [new X509Certificate(made.ca), new X509Certificate(made.certificate)];
    expect({
      alternativeNames: server.subjectAltName,
      signed: server.verify(ca.publicKey),
      issued: server.checkIssued(ca),
      isAuthority: [ca.ca, server.ca],
      curve: server.publicKey.asymmetricKeyDetails,
      from: new Date(server.validFrom).toISOString(),
      to: new Date(server.validTo).toISOString(),
      key: made.key.startsWith('-----BEGIN PRIVATE KEY-----'),
    }).to.deep.equal({
      alternativeNames: 'DNS:a.test, DNS:a2.test, DNS:localhost, IP Address:127.0.0.1',
      signed: true,
      issued: true,
      isAuthority: [true, false],
      curve: { namedCurve: 'prime256v1' },
      from: '2026-11-21T11:00:00.000Z',
      to: '2026-11-28T12:00:00.000Z',
      key: true,
    });
  });

  it('states the clearance that it is given, and none otherwise', async () => {
    const upToR = 'MBEGCysGAQQBgf1ZggIBAwIFYA==';
    const stated = async (clearance?: string): Promise<boolean> => {
      const { certificate } = await makeCertificates(['a.test'], clearance);
      return new X509Certificate(certificate).raw.includes(Buffer.from(upToR, 'base64'));
    };
    expect([await stated(upToR), await stated()]).to.deep.equal([true, false]);
  });
});
