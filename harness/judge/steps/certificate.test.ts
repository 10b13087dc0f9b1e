import { expect } from 'chai';
import { judge } from '../judge.ts';
import { begin, end, fixtures, scenarioOf, type Told, transcriptOf } from '../transcript.fixture.ts';

const policy = '1.3.6.1.4.1.32473.258.1';
const upToR = 'MBEGCysGAQQBgf1ZggIBAwIFYA==';
const upToS = 'MBEGCysGAQQBgf1ZggIBAwIDeA==';
const nothing = 'MBAGCysGAQQBgf1ZggIBAwEA';
const withCategory = 'MDgGCysGAQQBgf1ZggIBAwIDeDElMCOACmCGSAFlAgEIAwGhFTATBgwrBgEEAYH9WYICAQExAwIBAQ==';

/** SubjectDirectoryAttributes with one id-at-clearance of these values, base64. */
function attributesOf(...values: readonly string[]): string {
  const bytes = Buffer.concat(values.map((value) => Buffer.from(value, 'base64')));
  const set = Buffer.concat([Buffer.from([0x31, bytes.length]), bytes]);
  const attribute = Buffer.concat([Buffer.from([0x30, set.length + 5, 6, 3, 0x55, 0x04, 0x37]), set]);
  return Buffer.concat([Buffer.from([0x30, attribute.length]), attribute]).toString('base64');
}

describe('judgeCertificate', () => {
  const claim = `the server's certificate states a clearance of ${policy} for 2 and 1`;
  const found = (...seen: readonly string[]): string[] => {
    const step = `{ certificate: { from: tess, states: { policy: ${policy}, classifications: [2, 1] } } }`;
    const notes = seen.map((value): Told => ({ kind: 'note', step: 0, key: 'certificate', value }));
    const transcript = transcriptOf([begin(0), ...notes, end(0)]);
    const { findings } = judge(scenarioOf(`steps:\n  - ${step}`), 'scenario', transcript, fixtures);
    return findings.map(
      (one) => `${one.outcome}: ${one.claim}${one.seen === undefined ? '' : `: ${one.seen}`}`,
    );
  };

  it('passes where the certificate states that clearance', () => {
    expect(found(attributesOf(upToR))).to.deep.equal([`passed: ${claim}`]);
  });

  it('fails on another, on a second one, and on one that cannot be read', () => {
    const seenIn = (text: string): string => (found(text)[0] ?? '').replace(`failed: ${claim}: `, '');
    expect([
      seenIn(attributesOf(upToS)),
      seenIn(attributesOf(upToR, upToR)),
      seenIn(attributesOf(nothing)),
      seenIn(attributesOf()),
      seenIn(attributesOf(withCategory)),
    ]).to.deep.equal([
      `it states ${policy} for 1, 2, 3, 4`,
      `it states ${policy} for 1, 2 and ${policy} for 1, 2`,
      `it states ${policy} for `,
      'it states none',
      `it states ${policy} for 1, 2, 3, 4 with 1 categories`,
    ]);
    expect(seenIn('MAA=A')).to.match(/^it cannot be read: /);
  });

  it('cannot say where none is stated, or none was seen', () => {
    expect(found('')).to.deep.equal([`inconclusive: ${claim}: it states no clearance`]);
    expect(found()).to.deep.equal([`inconclusive: ${claim}: nobody saw the certificate`]);
  });
});
