// @peculiar/x509 needs it, before anything else of it is loaded
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Extension, X509CertificateGenerator } from '@peculiar/x509';
import { expect } from 'chai';
import { harness } from '../policy/fixtures.contract.ts';
import { certificateClearances } from './certificate-clearance.ts';
import { place, policies } from './provision/provision.fixture.ts';
import { readProvision } from './provision/read-provision.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** SubjectDirectoryAttributes with one attribute 2.5.4.55 of these values. */
async function certificate(...values: readonly string[]): Promise<string> {
  const contents = Buffer.concat(values.map((value) => Buffer.from(value, 'base64')));
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const set = Buffer.concat([Buffer.from([0x31, contents.length]), contents]);
  const attribute = Buffer.concat([Buffer.from([0x30, set.length + 5, 0x06, 0x03, 0x55, 0x04, 0x37]), set]);
  const all = Buffer.concat([Buffer.from([0x30, attribute.length]), attribute]);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=a.test',
    signingAlgorithm: algorithm,
    keys,
    extensions: values.length === 0 ? [] : [new Extension('2.5.29.9', false, all)],
  });
  return made.toString('pem');
}

const upToR = 'MBEGCysGAQQBgf1ZggIBAwIFYA==';
const upToS = 'MBEGCysGAQQBgf1ZggIBAwIDeA==';
const ofPolicyB = 'MBEGCysGAQQBgf1ZggICAwIDeA==';
const ofNobodysPolicy = 'MBEGCysGAQQBgf1ZggJjAwIDeA==';
const withUnknownClass = 'MBIGCysGAQQBgf1ZggIBAwMAQIA=';

async function sentenceFor(...values: readonly string[]): Promise<string> {
  const pem = await certificate(...values);
  try {
    certificateClearances(pem, harness, 'Srv.clr');
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('certificateClearances', () => {
  it('gives the clearance of each policy that the certificate states one for', async () => {
    const clearances = certificateClearances(await certificate(upToR, ofPolicyB), harness, 'Srv.clr');
    expect(clearances.map((each) => [...each.classifications].map(({ name }) => name))).to.deep.equal([
      ['UNCLASSIFIED', 'RESTRICTED'],
      ['OPEN', 'LIMITED', 'GUARDED', 'HIDDEN'],
    ]);
  });

  it('takes no certificate that says less than a whole clearance', async () => {
    const head = "`Srv.clr`: the server's certificate gives no clearance: ";
    const mend = '; take another certificate, or write the clearance here';
    expect(await sentenceFor()).to.equal(`${head}it states none${mend}`);
    expect(await sentenceFor('BQA=')).to.match(/gives no clearance: tag `05`/);
    expect(await sentenceFor(ofNobodysPolicy)).to.match(/is not loaded/);
    expect(await sentenceFor(withUnknownClass)).to.match(/is not in the policy/);
    expect(await sentenceFor(upToR, upToS)).to.match(/two clearances of policy/);
    expect(() => certificateClearances('no certificate', harness, 'Srv.clr')).to.throw(/it cannot be read/);
  });

  it('is what `Srv.clr: certificate` provisions', async () => {
    const verbs = { Pol: policies, 'Srv.clr': 'certificate' };
    const { server, isServerCertified } = readProvision(verbs, {
      ...place,
      certificate: await certificate(upToR),
    });
    expect([server?.length, isServerCertified]).to.deep.equal([1, true]);
    expect(() => readProvision(verbs, place)).to.throw(/gives no clearance/);
  });
});

describe('Dir.use', () => {
  it('is on where there is a directory, off where there is none, and cannot be turned on without one', () => {
    const use = (value: unknown, hasDirectory: boolean): boolean =>
      readProvision(
        { Pol: policies, ...(value === undefined ? {} : { 'Dir.use': value }) },
        { ...place, hasDirectory },
      ).usesDirectory;
    expect([use(undefined, true), use('off', true), use(undefined, false), use('off', false)]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    expect(() => use('on', false)).to.throw(
      'there is no directory; the configuration gives one with `directory`',
    );
  });
});
