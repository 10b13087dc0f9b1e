import { expect } from 'chai';
import { encodeBase64 } from '../base64.ts';
import { answerOf } from '../codec.contract.ts';
import { readEssLabel } from './read-label.ts';

/** An element with a short length. */
const tlv = (tag: number, ...parts: readonly number[][]): number[] => {
  const contents = parts.flat();
  return [tag, contents.length, ...contents];
};
const policy = tlv(0x06, [0x29]);
const label = (...members: number[][]): number[] => tlv(0x31, policy, ...members);

const acp145 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x02, 0x01, 0x08, 0x03];
const missi = [0x60, 0x86, 0x48, 0x01, 0x65, 0x02, 0x01, 0x08, 0x01];
/** A label with one category of that type around these values. */
const category = (type: readonly number[], ...values: number[][]): number[] =>
  label(tlv(0x31, tlv(0x30, tlv(0x80, [...type]), tlv(0xa1, ...values))));
/** One with a tag of ACP 145 of that number. */
const tag = (number: number, ...parts: number[][]): number[] =>
  category([...acp145, number], tlv(0x30, ...parts));
/** One with a tag set of MISSI. */
const tagSet = (...parts: number[][]): number[] => category(missi, tlv(0x31, tlv(0x30, ...parts)));

const null_ = [0x05, 0x00];
const flags = tlv(0x03, [0x07, 0x80]);

function answers(...labels: number[][]): unknown[] {
  return labels.map((octets) => answerOf(() => readEssLabel(encodeBase64(Uint8Array.from(octets)))));
}

describe('what readEssLabel says of a label that it refuses', () => {
  it('names the part that is written twice, or is one too many', () => {
    expect(
      answers(
        [...label(), 0],
        label(policy),
        label(tlv(0x0c, [0x41]), tlv(0x13, [0x41])),
        label(tlv(0x31), tlv(0x31)),
      ),
    ).to.deep.equal([
      'label-structure: label with something after its last part',
      'label-structure: label with two parts of the kind `policy`',
      'label-structure: label with two parts of the kind `privacy mark`',
      'label-structure: label with two parts of the kind `categories`',
    ]);
  });

  it('names the part whose octets are not what its type asks for', () => {
    expect(
      answers(
        tlv(0x31, tlv(0x06, [0x29, 0x80])),
        tlv(0x31, tlv(0x06, [0x29, 0x80, 0x01])),
        label(tlv(0x02)),
        label(tlv(0x02, [0xff, 0x80])),
        label(tlv(0x02, [0x00, 0x7f])),
        label(tlv(0x13, [0x2a])),
        label(tlv(0x0c, [0xff])),
        label(tlv(0x0c)),
        label([0x1f, 0x00]),
        label([0x02, 0x80, 0, 0]),
      ),
    ).to.deep.equal([
      'label-encoding: policy whose last arc does not end',
      'label-encoding: policy with an arc in more octets than it needs',
      'label-encoding: classification of no octets',
      'label-encoding: classification in more octets than it needs',
      'label-encoding: classification in more octets than it needs',
      'label-structure: privacy mark that is no PrintableString of 1 to 128 characters',
      'label-encoding: privacy mark that is not UTF-8',
      'label-structure: privacy mark that is empty or has a character that XML cannot carry',
      'label-structure: tag `1f` in a label',
      'label-encoding: primitive `02` of indefinite length',
    ]);
  });

  it('reads nothing past the end of an element, and no end where there is none', () => {
    expect(
      answers(
        [0x31],
        [0x31, 0x01, 0x06],
        [0x31, 0x80, 0x05, 0x00],
        [0x31, 0x80, 0x1f, 0x01, 0x00, 0x00, 0x00],
        [0x31, 0x81, 0x00],
        [0x31, 0x80, 0x00, 0x00],
      ),
    ).to.deep.equal([
      'label-encoding: an element that ends before its length says',
      'label-encoding: an element that ends before its length says',
      'label-encoding: an element that ends before its length says',
      'label-structure: tag `1f` with a number over 30',
      'label-structure: label without a part',
      'label-structure: label without a part',
    ]);
  });

  it('counts the category, and says which part of it', () => {
    const other = tlv(0x80, [0x2a, 0x03]);
    const categories = (...members: number[][]): number[] => label(tlv(0x31, tlv(0x30, ...members)));
    expect(
      answers(
        categories(tlv(0x06, [0x2a, 0x03])),
        categories(other),
        categories(other, tlv(0xa1, null_), null_),
        tag(0, null_),
        tag(0, policy),
        tag(0, policy, tlv(0x03, [0x08, 0x80])),
        tag(0, policy, flags, null_),
        tag(1, policy, flags),
        tag(1, policy, tlv(0x31, null_)),
        tag(1, policy, tlv(0x31), null_),
        tag(3, policy, tlv(0x03, [0x08, 0x80])),
        tag(3, policy, flags, null_),
        category([...acp145, 0], tlv(0x30, policy, flags), null_),
      ),
    ).to.deep.equal([
      'label-structure: tag `06` where type of category 1 has `80`',
      'label-structure: no value of category 1',
      'label-structure: category 1 with something after its last part',
      'label-structure: tag `05` where tag set of category 1 has `06`',
      'label-structure: no attribute flags of category 1',
      'label-encoding: attribute flags of category 1 with a wrong count of unused bits',
      'label-structure: category 1 with something after its last part',
      'label-structure: tag `03` where attribute list of category 1 has `31`',
      'label-structure: tag `05` where attribute of category 1 has `02`',
      'label-structure: category 1 with something after its last part',
      'label-encoding: attributes of category 1 with a wrong count of unused bits',
      'label-structure: category 1 with something after its last part',
      'label-structure: category 1 with something after its last part',
    ]);
  });

  it('says the same of the older form', () => {
    expect(
      answers(
        category(missi, tlv(0x31, null_)),
        tagSet(null_),
        tagSet(policy, null_),
        tagSet(policy, tlv(0x30), null_),
        tagSet(policy, tlv(0x30, tlv(0xa3))),
        tagSet(policy, tlv(0x30, tlv(0xa1, null_))),
        tagSet(policy, tlv(0x30, tlv(0xa1, flags, null_))),
        tagSet(policy, tlv(0x30, tlv(0xa1, tlv(0x02), flags))),
        tagSet(policy, tlv(0x30, tlv(0xa7, tlv(0x02, [0x01]), flags))),
      ),
    ).to.deep.equal([
      'label-structure: tag `05` where tag set of category 1 has `30`',
      'label-structure: tag `05` where tag set name of category 1 has `06`',
      'label-structure: tag `05` where tags of category 1 has `30`',
      'label-structure: category 1 with something after its last part',
      'label-structure: tag `a3` in category 1, tag set 1.1',
      'label-structure: tag `05` where attribute flags of category 1, tag set 1.1 has `03`',
      'label-structure: category 1, tag set 1.1 with something after its last part',
      'label-encoding: security level of category 1, tag set 1.1 of no octets',
      'label-structure: tag `02` where attribute list of category 1, tag set 1.1 has `31`',
    ]);
  });
});

describe('how far readEssLabel reads', () => {
  it('refuses an arc over 2^128', () => {
    const arc = [0x84, ...new Array<number>(17).fill(0x80), 0x01];
    const longer = [0x81, ...new Array<number>(30).fill(0x80), 0x00];
    expect(answers(...[arc, longer].map((one) => tlv(0x31, tlv(0x06, [0x2a, ...one]))))).to.deep.equal([
      'label-too-large: policy with an arc over 2^128',
      'label-too-large: policy with an arc over 2^128',
    ]);
  });

  it('reads a PrintableString of 128 characters, a byte order mark, and an arc of 2^128', () => {
    const arc = [0x84, ...new Array<number>(17).fill(0x80), 0x00];
    const read = (...octets: number[]): unknown => readEssLabel(encodeBase64(Uint8Array.from(octets)));
    expect([
      read(0x31, 0x81, 134, ...policy, 0x13, 0x81, 128, ...new Array<number>(128).fill(0x41)),
      read(...label(tlv(0x0c, [0xef, 0xbb, 0xbf]))),
      read(...tlv(0x31, tlv(0x06, [0x2a, ...arc]))),
    ]).to.deep.equal([
      { policy: { oid: '1.1' }, privacyMark: 'A'.repeat(128), categories: [], unread: [] },
      { policy: { oid: '1.1' }, privacyMark: '\ufeff', categories: [], unread: [] },
      { policy: { oid: `1.2.${2n ** 128n}` }, categories: [], unread: [] },
    ]);
  });
});
