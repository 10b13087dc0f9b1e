import { expect } from 'chai';
import fc from 'fast-check';
import { serialize } from '#xml';
import { answerOf, onlyLabelErrors } from '../codec.contract.ts';
import { check } from '../property.contract.ts';
import { plain } from '../stanag4774/arbitrary.contract.ts';
import { writeConfidentialityLabel } from '../stanag4774/write-label.ts';
import { readLabelValue } from './label-value.ts';

describe('readLabelValue', () => {
  it('reads names, numbers, and a policy or a tag set by name or identifier', () => {
    expect(
      [
        {
          policy: 'HARNESS-A',
          classification: 'SECRET',
          categories: { Compartment: ['ALPHA'] },
          privacyMark: 'EYES ONLY',
        },
        {
          policy: '1.3.6.1.4.1.32473.258.1',
          classification: 4,
          categories: { '1.3.6.1.4.1.32473.258.1.2': [0, 'BRAVO'] },
        },
        { policy: 'HARNESS-A', classification: 4n, categories: { 'Releasable To': 'ONE' } },
        { policy: 'HARNESS-A' },
        { ess: 'MQYC AQQGASk=' },
      ].map(readLabelValue),
    ).to.deep.equal([
      {
        policy: { name: 'HARNESS-A' },
        classification: 'SECRET',
        privacyMark: 'EYES ONLY',
        categories: [{ tagSet: { name: 'Compartment' }, kind: 'unsaid', values: ['ALPHA'] }],
        unread: [],
      },
      {
        policy: { oid: '1.3.6.1.4.1.32473.258.1' },
        classification: 4n,
        categories: [{ tagSet: { oid: '1.3.6.1.4.1.32473.258.1.2' }, kind: 'unsaid', values: [0n, 'BRAVO'] }],
        unread: [],
      },
      {
        policy: { name: 'HARNESS-A' },
        classification: 4n,
        categories: [{ tagSet: { name: 'Releasable To' }, kind: 'unsaid', values: ['ONE'] }],
        unread: [],
      },
      { policy: { name: 'HARNESS-A' }, categories: [], unread: [] },
      { policy: { oid: '1.1' }, classification: 4n, categories: [], unread: [] },
    ]);
  });

  it('says what is wrong with a value', () => {
    const policy = 'HARNESS-A';
    const values = [
      undefined,
      null,
      'SECRET',
      [],
      {},
      { policy: 1.1 },
      { policy: '' },
      { policy, level: 'SECRET' },
      { policy, classification: -1 },
      { policy, classification: 2 ** 53 },
      { policy, classification: '' },
      { policy, classification: ['SECRET'] },
      { policy, categories: ['ALPHA'] },
      { policy, categories: { Compartment: [{ name: 'ALPHA' }] } },
      { policy, categories: { Compartment: null } },
      { policy, privacyMark: 5n },
      { policy, classification: -1n },
      { policy, categories: { Compartment: 1.5 } },
      { policy, ess: 'MQYCAQQGASk=' },
      { stanag4774: 5 },
      { ess: 'MQYCAQQGASk' },
      { stanag4774: '<label/>', ess: 'MQYCAQQGASk=' },
      { stanag4774: 'SECRET' },
    ];
    expect(values.map((value) => answerOf(() => readLabelValue(value)))).to.deep.equal([
      'label-structure: label that is missing, not an object',
      'label-structure: label that is empty, not an object',
      'label-structure: label that is the string `"SECRET"`, not an object',
      'label-structure: label that is a list, not an object',
      'label-structure: label without a policy',
      'label-structure: policy of a label that is the number `1.1`, not a text',
      'label-structure: policy of a label that is empty, not a text',
      'label-structure: unknown part `level` of a label',
      'label-structure: classification that is the number `-1`, neither a name nor a number',
      'label-structure: classification that is the number `9007199254740992`, neither a name nor a number',
      'label-structure: classification that is empty, neither a name nor a number',
      'label-structure: classification that is a list, neither a name nor a number',
      'label-structure: set of categories that is a list, not an object',
      'label-structure: value of Compartment that is an object, neither a name nor a number',
      'label-structure: value of Compartment that is empty, neither a name nor a number',
      'label-structure: privacyMark of a label that is the bigint `"5"`, not a text',
      'label-structure: classification that is the bigint `"-1"`, neither a name nor a number',
      'label-structure: value of Compartment that is the number `1.5`, neither a name nor a number',
      'label-structure: label with both `ess` and `policy`',
      'label-structure: stanag4774 of a label that is the number `5`, not a text',
      'label-encoding: base64 without its padding',
      'label-structure: label with both `ess` and `stanag4774`',
      'label-encoding: text before the root',
    ]);
  });

  it('reads a label in the syntax of STANAG 4774', () => {
    const label = plain();
    expect(readLabelValue({ stanag4774: serialize(writeConfidentialityLabel(label)) })).to.deep.equal(label);
  });

  it('takes digits and dots, and nothing else, for an object identifier', () => {
    const policies = ['1.2.3', '2.16.840', '12.1', 'A 1.2', '1.2 A', '5', '1.', 'A.1'];
    expect(policies.map((policy) => readLabelValue({ policy, classification: 0n }))).to.deep.equal(
      policies.map((policy, at) => ({
        policy: at < 3 ? { oid: policy } : { name: policy },
        classification: 0n,
        categories: [],
        unread: [],
      })),
    );
  });

  it('gives a label or a LabelError for any value', () => {
    check(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        onlyLabelErrors(() => readLabelValue(value));
        onlyLabelErrors(() =>
          readLabelValue({ policy: 'HARNESS-A', categories: value, classification: value }),
        );
      }),
    );
  });
});
