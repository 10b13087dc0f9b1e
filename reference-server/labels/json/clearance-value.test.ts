import { expect } from 'chai';
import fc from 'fast-check';
import { answerOf, onlyLabelErrors } from '../codec.contract.ts';
import { clearanceCodecs } from '../codecs.ts';
import { check } from '../property.contract.ts';
import { readClearanceValue } from './clearance-value.ts';

describe('readClearanceValue', () => {
  const toRestricted = {
    policy: { name: 'HARNESS-A' },
    classifications: ['UNCLASSIFIED', 'RESTRICTED'],
    categories: [{ tagSet: { name: 'Releasable To' }, kind: 'unsaid', values: ['ONE'] }],
    unread: [],
  };
  const value = {
    policy: 'HARNESS-A',
    classifications: ['UNCLASSIFIED', 'RESTRICTED'],
    categories: { 'Releasable To': ['ONE'] },
  };

  it('reads one clearance, a list of them, and none', () => {
    const upToSecret = { x501: 'MBEGCysGAQQBgf1ZggIBAwIDeA==' };
    expect([value, [value, upToSecret], 'none', []].map(readClearanceValue)).to.deep.equal([
      [toRestricted],
      [
        toRestricted,
        {
          policy: { oid: '1.3.6.1.4.1.32473.258.1' },
          classifications: [1n, 2n, 3n, 4n],
          categories: [],
          unread: [],
        },
      ],
      [],
      [],
    ]);
  });

  it('reads a clearance in the syntax of STANAG 4774', () => {
    const written = { ...toRestricted, categories: [] };
    const stanag4774 = clearanceCodecs.stanag4774.write(written);
    expect(readClearanceValue([{ stanag4774 }, value])).to.deep.equal([written, toRestricted]);
  });

  it('says what is wrong with a value', () => {
    const values = [
      null,
      'all',
      ['none'],
      { policy: 'HARNESS-A' },
      { policy: 'HARNESS-A', classifications: 'SECRET' },
      { policy: 'HARNESS-A', classifications: [null] },
      { classifications: [] },
      { policy: 'HARNESS-A', classification: 'SECRET' },
      { ...value, x501: 'MAwGCisGAQQBgf1ZCQE=' },
      { x501: 'MAA=' },
      { stanag4774: '<clearance/>', policy: 'HARNESS-A' },
      { stanag4774: '<clearance/>' },
    ];
    expect(values.map((one) => answerOf(() => readClearanceValue(one)))).to.deep.equal([
      'label-structure: clearance that is empty, not an object',
      'label-structure: clearance that is the string `"all"`, not an object',
      'label-structure: clearance that is the string `"none"`, not an object',
      'label-structure: classifications that is missing, not a list',
      'label-structure: classifications that is the string `"SECRET"`, not a list',
      'label-structure: classification that is empty, neither a name nor a number',
      'label-structure: clearance without a policy',
      'label-structure: unknown part `classification` of a clearance',
      'label-structure: clearance with both `x501` and `policy`',
      'label-structure: no policy',
      'label-structure: clearance with both `stanag4774` and `policy`',
      'label-structure: element `clearance` of `` as a clearance',
    ]);
  });

  it('gives clearances or a LabelError for any value', () => {
    check(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (any) => {
        onlyLabelErrors(() => readClearanceValue(any));
        onlyLabelErrors(() => readClearanceValue({ policy: 'HARNESS-A', classifications: any }));
      }),
    );
  });
});
