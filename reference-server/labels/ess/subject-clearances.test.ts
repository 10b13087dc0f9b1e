import { expect } from 'chai';
import { answerOf } from '../codec.contract.ts';
import { readSubjectClearances } from './subject-clearances.ts';

const clearance = Buffer.from('MBEGCysGAQQBgf1ZggIBAwIDeA==', 'base64');
const upToS = {
  policy: { oid: '1.3.6.1.4.1.32473.258.1' },
  classifications: [1n, 2n, 3n, 4n],
  categories: [],
  unread: [],
};
/** 2.5.4.55, 2.5.1.5.55, and 1.3.6.1.5.5.7.9.4 (countryOfCitizenship) */
const types = { current: '06035504 37', old: '060455010537', other: '06082b06010505070904' } as const;

/** One element of DER, short. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const all = Buffer.concat(contents);
  return Buffer.concat([Buffer.from(all.length > 127 ? [tag, 0x81, all.length] : [tag, all.length]), all]);
}

function attribute(type: keyof typeof types, ...values: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.from(types[type].replace(' ', ''), 'hex'), der(0x31, ...values));
}

function read(...attributes: readonly Buffer[]): unknown {
  return readSubjectClearances(der(0x30, ...attributes).toString('base64'));
}

describe('readSubjectClearances', () => {
  it('reads the clearances of both attribute types, and several values of one', () => {
    expect(read(attribute('current', clearance))).to.deep.equal([upToS]);
    expect(read(attribute('old', clearance), attribute('current', clearance, clearance))).to.deep.equal([
      upToS,
      upToS,
      upToS,
    ]);
  });

  it('passes over attributes of other types', () => {
    const country = attribute('other', der(0x13, Buffer.from('DK')));
    expect(read(country)).to.deep.equal([]);
    expect(read(country, attribute('current', clearance))).to.deep.equal([upToS]);
  });

  it('refuses what is no list of attributes', () => {
    const type = Buffer.from('0603550437', 'hex');
    const nothing = Buffer.from([0x05, 0x00]);
    const answers = [
      Buffer.from([0x31, 0x00]),
      Buffer.concat([der(0x30), nothing]),
      der(0x30, nothing),
      der(0x30, der(0x30, nothing)),
      der(0x30, der(0x30, type)),
      der(0x30, der(0x30, type, der(0x31, clearance), nothing)),
      der(0x30, attribute('current', nothing)),
    ].map((bytes) => answerOf(() => readSubjectClearances(bytes.toString('base64'))));
    expect(answers).to.deep.equal([
      'label-structure: tag `31` where subject directory attributes has `30`',
      'label-structure: subject directory attributes with something after its last part',
      'label-structure: tag `05` where attribute has `30`',
      'label-structure: tag `05` where attribute type has `06`',
      'label-structure: no attribute values',
      'label-structure: attribute with something after its last part',
      'label-structure: tag `05` where clearance has `30`',
    ]);
  });
});
