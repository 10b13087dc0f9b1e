import { expect } from 'chai';
import { type Element, parseDocument } from '#xml';
import { SpifError } from './errors.ts';
import { flag, isGeneralizedTime, lacv, limit, oid, period, valueLacv } from './values.ts';

describe('the values of a SPIF', () => {
  it('are object identifiers of two arcs at least, the second below 40 under 0 and 1', () => {
    for (const good of ['0.39', '1.39.0', '2.40', '2.999.1', '1.3.6.1.4.1.32473.1'])
      expect(read(oid, good)).to.equal(good);
    for (const bad of ['1', '1.', '1.40', '0.40.1', '3.1', '1.2.', '1.02', 'x1.2.3', '1.2.3x', '-1.2'])
      expect(refusal(oid, bad)).to.equal(
        `line 1: \`a\` of <x> is \`${bad}\`; write a dotted object identifier such as \`1.3.6.1.4.1.32473.1\``,
      );
  });

  it('are numbers of as many as 400 digits', () => {
    const longest = '9'.repeat(400);
    expect(['0', '008', longest].map((text) => read(lacv, text))).to.deep.equal([0n, 8n, BigInt(longest)]);
    for (const bad of [`${longest}9`, '12a', 'a12', '-1', '+1', '1.0'])
      expect(refusal(lacv, bad)).to.equal(
        `line 1: \`a\` of <x> is \`${bad}\`; write a decimal number that is not negative`,
      );
  });

  it('are, for a value of a tag, also words; what begins like a number has to be one', () => {
    const of = (text: string) => valueLacv(element(`lacv="${text}"`));
    expect(['7', 'AUS', 'A1', 'A+1', 'A-1', '+', '-A'].map(of)).to.deep.equal([
      7n,
      'AUS',
      'A1',
      'A+1',
      'A-1',
      '+',
      '-A',
    ]);
    for (const bad of ['1A', '+1', '-1']) expect(() => of(bad)).to.throw(SpifError, 'write a decimal number');
  });

  it('are true or false in words or as 1 or 0; false when left out', () => {
    expect(['true', '1', ' true ', 'false', '0'].map((text) => read(flag, text))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(flag(element(''), 'a')).to.equal(false);
    expect(refusal(flag, 'TRUE')).to.equal(
      'line 1: `a` of <x> is `TRUE`; write one of `true`, `false`, `1`, `0`',
    );
  });

  it('are limits of as many as nine digits; none when left out or `unbounded`', () => {
    expect(['0', '12', '123456789', 'unbounded'].map((text) => read(limit, text))).to.deep.equal([
      0,
      12,
      123456789,
      undefined,
    ]);
    expect(limit(element(''), 'a')).to.equal(undefined);
    for (const bad of ['1234567890', '-1', '1x', 'x1', ''])
      expect(refusal(limit, bad)).to.equal(
        `line 1: \`a\` of <x> is \`${bad}\`; write a number or \`unbounded\``,
      );
  });

  it('are times in either writing, of which the seconds may be left out in one', () => {
    const at = (text: string) => period(element(`notBefore="${text}"`)).notBefore;
    const noon = Date.UTC(2026, 0, 31, 12, 0, 0);
    for (const text of [
      '202601311200Z',
      '20260131120000Z',
      '2026-01-31T12:00:00Z',
      '2026-01-31T12:00:00.00000000000000Z',
      '2026-01-31T14:30:00+02:30',
      '2026-01-31T01:45:00-10:15',
    ])
      expect([text, at(text)]).to.deep.equal([text, noon]);
    expect(at('20260131235958Z')).to.equal(Date.UTC(2026, 0, 31, 23, 59, 58));
    for (const bad of [
      'tomorrow',
      '2026',
      '20260131120000',
      'x20260131120000Z',
      'x202601311200Z',
      '20260131120000Zx',
      '202601311200Zx',
      '20261331120000Z',
      '2026-01-31',
      '2026-01-31T12:00:00',
      '2026-01-31 12:00:00Z',
      'x2026-01-31T12:00:00Z',
      '12026-01-31T12:00:00Z',
      '+002026-01-31T12:00:00Z',
      '2026-01-31T12:00:00Z (',
      '2026-01-31T12:00:00Z 1',
    ])
      expect(() => at(bad), bad).to.throw(SpifError, `is \`${bad}\`; write it like \`20260131120000Z\``);
  });

  it('are a period of which either end may be left out', () => {
    expect(period(element(''))).to.deep.equal({});
    expect(period(element('notBefore="20260101000000Z"'))).to.deep.equal({ notBefore: Date.UTC(2026) });
    expect(period(element('notAfter="20260101000000Z"'))).to.deep.equal({ notAfter: Date.UTC(2026) });
  });
});

describe('isGeneralizedTime', () => {
  it('knows the forms of the schema, from hours on, with any number of digits after the sign', () => {
    const good = [
      '2026013112',
      '202601311200',
      '20260131120000Z',
      '20260131120000.25Z',
      '20260131120000,125+0200',
    ];
    const bad = ['x2026013112', '2026013112x', '20260131', '20260131120000.Z', '20260131120000+02', ''];
    expect([...good, ...bad].filter(isGeneralizedTime)).to.deep.equal(good);
  });
});

function element(attributes: string): Element {
  return parseDocument(`<x ${attributes}/>`);
}

function read<Value>(reader: (element: Element, name: string) => Value, text: string): Value {
  return reader(element(`a="${text}"`), 'a');
}

function refusal(reader: (element: Element, name: string) => unknown, text: string): string {
  try {
    return JSON.stringify(read(reader, text));
  } catch (error) {
    if (!(error instanceof SpifError)) throw error;
    return error.message;
  }
}
