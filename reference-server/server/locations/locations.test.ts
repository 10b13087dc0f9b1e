import { expect } from 'chai';
import type { Clearances } from '#policy';
import { type FaultName, type Origin, readFaults } from '../../enforcement/index.ts';
import { clearedFor } from '../../enforcement/rules.fixture.ts';
import { readRange } from './address-range.ts';
import { clearancesAt, clearancesOfPlaces, type Locations, type RangeRule } from './locations.ts';

const clearances = {
  wide: clearedFor('U'),
  inner: clearedFor('U', 'R'),
  one: clearedFor('U', 'R', 'C'),
  named: clearedFor('U', 'R', 'C', 'S'),
  other: clearedFor('S'),
  elsewhere: clearedFor('R'),
} as const;

function rule(written: string, of: Clearances): RangeRule {
  const range = readRange(written);
  if (typeof range === 'string') throw new Error(range);
  return { range, clearances: of };
}

const locations: Locations = {
  ranges: [
    rule('10.0.0.0/8', clearances.wide),
    rule('10.9.0.0/16', clearances.inner),
    rule('10.9.9.9', clearances.one),
    rule('fd00::/8', clearances.inner),
    rule('::ffff:10.7.0.0/112', clearances.inner),
  ],
  names: new Map([
    ['high.example', clearances.named],
    ['low.example', clearances.other],
  ]),
  elsewhere: clearances.elsewhere,
};

function at(address: string, names: readonly string[] = [], faults: readonly FaultName[] = []): string {
  const found = clearancesAt({ address, names }, locations, readFaults(faults));
  if (found === undefined) return 'not limited';
  if (found.length === 0) return 'nothing';
  return Object.entries(clearances).find(([, each]) => each === found)?.[0] ?? 'another';
}

describe('clearancesAt', () => {
  it('is that of the longest range', () => {
    expect([at('10.1.1.1'), at('10.9.1.1'), at('10.9.9.9'), at('fd00::5')]).to.deep.equal([
      'wide',
      'inner',
      'one',
      'inner',
    ]);
  });

  it('is the same for either form of an IPv4 address, in the address and in the rule', () => {
    expect([at('::ffff:10.9.9.9'), at('10.7.0.1'), at('::ffff:10.7.0.1')]).to.deep.equal([
      'one',
      'inner',
      'inner',
    ]);
  });

  it('is that of other places where no range holds the address', () => {
    expect([at('192.0.2.1'), at('fe80::1')]).to.deep.equal(['elsewhere', 'elsewhere']);
  });

  it('is that of the name, but for an address that has a rule of its own', () => {
    expect(at('10.9.1.1', ['high.example'])).to.equal('named');
    expect(at('192.0.2.1', ['unheard.example', 'low.example'])).to.equal('other');
    expect(at('10.9.9.9', ['high.example'])).to.equal('one');
    expect(at('10.9.1.1', ['unheard.example'])).to.equal('inner');
  });

  it('is nothing for names that have different rules, and for a place that is not known', () => {
    expect(at('10.9.1.1', ['high.example', 'low.example'])).to.equal('nothing');
    expect(at('10.9.1.1', ['high.example', 'high.example'])).to.equal('named');
    expect(at('')).to.equal('nothing');
    expect(at('unreadable', ['high.example'])).to.equal('nothing');
    expect(clearancesAt(undefined, locations, readFaults([]))).to.deep.equal([]);
  });

  it('takes what it should not where a check is broken', () => {
    expect(at('10.9.9.9', [], ['loc.order'])).to.equal('wide');
    expect(at('10.7.0.1', [], ['loc.mapped'])).to.equal('wide');
    expect(at('192.0.2.1', [], ['loc.unknown'])).to.equal('not limited');
  });
});

describe('clearancesOfPlaces', () => {
  it('limits no place without rules', () => {
    const ofLocation = clearancesOfPlaces(undefined, readFaults([]));
    expect([ofLocation({ address: '10.0.0.1', names: [] }), ofLocation(undefined)]).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it('works the clearances of a session out once', () => {
    let asked = 0;
    const counted: Locations = {
      ...locations,
      get ranges() {
        asked += 1;
        return locations.ranges;
      },
    };
    const ofLocation = clearancesOfPlaces(counted, readFaults([]));
    const origin: Origin = { address: '10.1.1.1', names: [] };
    expect([ofLocation(origin), ofLocation(origin)]).to.deep.equal([clearances.wide, clearances.wide]);
    expect(asked).to.equal(1);
    expect(ofLocation(undefined)).to.deep.equal([]);
  });
});
