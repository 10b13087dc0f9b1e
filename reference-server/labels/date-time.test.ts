import { expect } from 'chai';
import fc from 'fast-check';
import { instantOf, isDateTime } from './date-time.ts';
import { check } from './property.contract.ts';

describe('instantOf', () => {
  it('reads what Date writes', () => {
    const dates = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    check(fc.property(dates, (date) => instantOf(date.toISOString()) === date.getTime()));
  });

  it('reads zones, fractions, midnight at either end, and no zone as UTC', () => {
    expect(
      [
        '2026-01-01T00:00:00',
        '2026-01-01T02:30:00+02:30',
        '2025-12-31T10:00:00-14:00',
        '2026-01-01T14:00:00+14:00',
        '2025-12-31T24:00:00Z',
        '2025-12-31T24:00:00.000Z',
        '2026-01-01T00:00:00.0Z',
        '2026-01-01T00:00:00.0009Z',
      ].map((text) => new Date(instantOf(text)).toISOString()),
    ).to.deep.equal(new Array<string>(8).fill('2026-01-01T00:00:00.000Z'));
    expect(instantOf('2026-01-01T00:00:00.1234567Z') % 1000).to.equal(123);
    expect(instantOf('2026-01-01T00:00:00.5Z') % 1000).to.equal(500);
    expect(instantOf('soon')).to.be.NaN;
  });
});

describe('isDateTime', () => {
  it('refuses what is no moment, or is written otherwise', () => {
    const others = [
      '',
      '01/01/2026',
      '2026-01-01',
      '2026-01-01 00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '2026-04-00T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '-2026-01-01T00:00:00Z',
      '12026-01-01T00:00:00Z',
      '2026-01-01T25:00:00Z',
      '2026-01-01T24:00:01Z',
      '2026-01-01T24:01:00Z',
      '2026-01-01T24:00:00.001Z',
      '2026-01-01T00:60:00Z',
      '2026-01-01T00:00:60Z',
      '2026-01-01T00:00:00.Z',
      '2026-01-01T00:00:00+14:01',
      '2026-01-01T00:00:00+15:00',
      '2026-01-01T00:00:00z',
      '2026-01-01T00:00:00Z\n',
    ];
    expect(others.filter(isDateTime)).to.deep.equal([]);
    expect(isDateTime('2024-02-29T23:59:59-13:59')).to.be.true;
  });
});
