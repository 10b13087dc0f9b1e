import { expect } from 'chai';
import fc from 'fast-check';
import { holdsOf, readVersionCondition } from './version-condition.ts';

/** Does it hold of this version? */
function holds(text: string, said: string): boolean | undefined {
  const condition = readVersionCondition(text);
  if (condition === undefined) throw new Error(`${text} is a condition`);
  return holdsOf(condition, said);
}

describe('readVersionCondition', () => {
  it('reads comparisons, and nothing else', () => {
    for (const text of ["version < '19.6'", "version>='1'", "version != '0.12.3' and  version <= '13'"])
      expect(readVersionCondition(text)?.text).to.equal(text);
    for (const text of [
      '',
      'version < 19.6',
      "version < '19.x'",
      "version << '19'",
      "name = 'a'",
      "version = '1' or version = '2'",
      "version = '1' and ",
    ])
      expect(readVersionCondition(text), text).to.equal(undefined);
  });
});

describe('holdsOf', () => {
  it('compares numbers, not characters', () => {
    const order = ['0.9', '0.12.3', '0.13', '9', '19.4', '19.5.1', '19.10', '23.01'];
    for (const [i, one] of order.entries())
      for (const [j, other] of order.entries()) {
        const said = `${one} against ${other}`;
        expect(holds(`version < '${other}'`, one), said).to.equal(i < j);
        expect(holds(`version <= '${other}'`, one), said).to.equal(i <= j);
        expect(holds(`version = '${other}'`, one), said).to.equal(i === j);
        expect(holds(`version != '${other}'`, one), said).to.equal(i !== j);
        expect(holds(`version >= '${other}'`, one), said).to.equal(i >= j);
        expect(holds(`version > '${other}'`, one), said).to.equal(i > j);
      }
  });

  it('takes a number that is missing for 0, and the first version in what a server says', () => {
    expect(holds("version = '19.0'", '19')).to.equal(true);
    expect(holds("version = '23.1'", '23.01')).to.equal(true);
    expect(holds("version = '0.12.3'", 'Prosody 0.12.3-1+deb12u1')).to.equal(true);
    expect(holds("version < '19.6'", 'v19.5-pre2')).to.equal(true);
  });

  it('asks for all comparisons, and knows nothing of a server that says no version', () => {
    expect(holds("version >= '19.4' and version < '19.6'", '19.5')).to.equal(true);
    expect(holds("version >= '19.4' and version < '19.6'", '19.6')).to.equal(false);
    expect(holds("version < '19.6'", 'unknown')).to.equal(undefined);
    expect(holds("version < '19.6'", '')).to.equal(undefined);
  });

  it('puts any version in exactly one place beside any other', () => {
    const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const places = ['<', '=', '>'].filter((sign) => holds(`version ${sign} '${b}'`, a));
        return places.length === 1;
      }),
    );
  });
});
