// The certificate library finds its parts by type metadata
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import type { CertificateClaim } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** id-ce-subjectDirectoryAttributes. Source: RFC 5280 §4.2.1.8. */
const subjectDirectoryAttributes = '2.5.29.9';

/** A TLS handshake of its own with the actor's server; the judge is given the extension that holds clearances, or nothing. */
export async function playCertificate(stage: Stage, { from }: CertificateClaim): Promise<void> {
  const certificate = new X509Certificate(await stage.cast.certificateFor(from));
  const extension = certificate.getExtension(subjectDirectoryAttributes);
  stage.note('certificate', extension === null ? '' : Buffer.from(extension.value).toString('base64'));
}
