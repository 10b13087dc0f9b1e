import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { isCertificateFor } from './peer-certificate.ts';

/**
 * Of `openssl req -x509`, with the common name common.test and these further ones: the services _xmpp-server.b.test and
 * _xmpp-client.g.test, the XMPP addresses `C.test` and `e, othername:XmppAddr:f.test`, the hosts d.test, *.w.test and x*.p.test.
 */
const certificate = new X509Certificate(`
-----BEGIN CERTIFICATE-----
MIICBjCCAaygAwIBAgIUMYwAXGeeX3eAF+mDk9cHIRgbBxYwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLY29tbW9uLnRlc3QwIBcNMjYxMTIyMDY0OTU5WhgPMjEwOTAx
MTEwNjQ5NTlaMBYxFDASBgNVBAMMC2NvbW1vbi50ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE9WdQRE9eXd8XtDkDaCijSczh1/nzn0uNI0UuJz0yDCe6qKy9
snlizD/Gg52gm8s/1LSwB58EYd1yHsT3Nho4/6OB1TCB0jCBsAYDVR0RBIGoMIGl
oCEGCCsGAQUFBwgHoBUWE194bXBwLXNlcnZlci5iLnRlc3SgFAYIKwYBBQUHCAWg
CAwGQy50ZXN0ggZkLnRlc3SCCCoudy50ZXN0ggl4Ki5wLnRlc3SgKgYIKwYBBQUH
CAWgHgwcZSwgb3RoZXJuYW1lOlhtcHBBZGRyOmYudGVzdKAhBggrBgEFBQcIB6AV
FhNfeG1wcC1jbGllbnQuZy50ZXN0MB0GA1UdDgQWBBTPowhhd86st0hMcPPaslEf
BBzYHDAKBggqhkjOPQQDAgNIADBFAiASRILfn4XMoUIFQx2B4H0P9M0WRxX2uJJ2
tifOHSywfAIhAK719IHrPnQIEUYaMA3RORF6i53ZoOnTrGtkoDgWhwgv
-----END CERTIFICATE-----
`);

describe('isCertificateFor', () => {
  for (const [domain, why] of [
    ['b.test', 'is named as the XMPP service of servers'],
    ['c.test', 'is named as an XMPP address, without regard to case'],
    ['d.test', 'is named as a host'],
    ['a.w.test', 'is one label below the name with `*`'],
  ] as const)
    it(`is true of a domain that ${why}`, () => {
      expect(isCertificateFor(certificate, domain)).to.equal(true);
    });

  for (const [domain, why] of [
    ['common.test', 'is its common name alone'],
    ['g.test', 'is named as the XMPP service of clients'],
    ['e', 'is the beginning of a name'],
    ['f.test', 'is written into another name'],
    ['w.test', 'is the name with `*` without a label for it'],
    ['a.b.w.test', 'is two labels below the name with `*`'],
    ['xy.p.test', 'would fit a `*` that is part of a label'],
    ['x.d.test', 'is below a domain that it names'],
    ['test', 'is above all that it names'],
  ] as const)
    it(`is false of a domain that ${why}`, () => {
      expect(isCertificateFor(certificate, domain)).to.equal(false);
    });
});
