import { expect } from 'chai';
import fc from 'fast-check';
import { check } from './property.contract.ts';
import { dateFormat, fits, isoDate, type UserInput } from './user-input.ts';

const date = (text: string): UserInput => ({ kind: 'date', format: formatOf(text) });

describe('fits', () => {
  it('takes one line of text, without signs that hide or turn it', () => {
    const texts = [
      'Ada',
      'A B',
      '密',
      '',
      ' A',
      'A\nB',
      'A  B',
      'A\u0007',
      'A\u202eB',
      'A'.repeat(256),
      'A'.repeat(257),
    ];
    expect(texts.map((text) => fits({ kind: 'string' }, text))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('takes a whole number where the policy says integer', () => {
    const texts = ['0', '-12', '+007', '1.5', '1e3', '0x1', '١'];
    expect(texts.filter((text) => fits({ kind: 'integer' }, text))).to.deep.equal(['0', '-12', '+007']);
  });

  for (const [format, good, bad] of [
    [
      isoDate,
      ['2026-02-28', '2028-02-29'],
      ['2026-02-29', '2026-13-01', '26-02-28', '2026-2-28', '2026-02-28Z'],
    ],
    ['ddMMyy', ['280226'], ['320126', '28022026']],
    ['d.M.yyyy', ['1.2.2026', '31.12.2026'], ['1.13.2026', '1x2x2026']],
    ['DD MMM YYYY', ['01 Feb 2026', '01 FEB 2026'], ['01 Fib 2026', '30 Feb 2026']],
    ['MM/yyyy', ['02/2026'], ['13/2026', '00/2026']],
    ['HH:mm d MMM yyyy', ['23:59 1 Feb 2026'], ['23:59 30 Feb 2026', '23:60 1 Feb 2026', '23:59 0 Feb 2026']],
    ['HH d M yyyy', ['23 1 2 2026'], ['23 1 13 2026', '23 99 1 2026']],
    ['yyyy-MM-ddTHH:mm:ssZ', ['2026-02-28T23:59:59Z'], ['2026-02-28T24:00:00Z', '2026-02-28T23:60:00Z']],
  ] as const) {
    it(`takes a day of the calendar written like ${format}`, () => {
      expect([...good, ...bad].filter((text) => fits(date(format), text))).to.deep.equal(good);
    });
  }

  it('knows the English months by three letters, and each in its place of the year', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const day = (number: number, at: number): boolean =>
      fits(date('d MMM yyyy'), `${number} ${months[at] ?? ''} 2026`);
    expect(lastDays.map((last, at) => [day(last, at), day(last + 1, at)])).to.deep.equal(
      lastDays.map(() => [true, false]),
    );
  });

  it('gives an answer for any text', () => {
    check(fc.property(fc.string(), (text) => typeof fits(date(isoDate), text) === 'boolean'));
  });
});

describe('dateFormat', () => {
  it('does not know other letters, a date without a month, or two days', () => {
    for (const text of ['', 'EEE dd MM yyyy', 'yyyy', 'dd dd MM yyyy', 'yyy-MM', 'julian'])
      expect(dateFormat(text)).to.equal(undefined);
  });
});

function formatOf(text: string) {
  const format = dateFormat(text);
  if (format === undefined) throw new Error(`\`${text}\` is not understood`);
  return format;
}
