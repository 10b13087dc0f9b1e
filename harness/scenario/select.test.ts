import { expect } from 'chai';
import fc from 'fast-check';
import { matchesPattern, select } from './select.ts';
import { shuffle } from './shuffle.ts';

const scenarios = [
  { id: 'entry/sender-spoofed', requirements: ['C2S-ENTRY-06'] },
  { id: 'exit/recipient-not-cleared', requirements: ['C2S-EXIT-02', 'ERR-02'] },
  { id: 'exit/deep/spoofed-from', requirements: ['C2S-EXIT-04'] },
  { id: 'top', requirements: ['S2S-4PT-1'] },
];

describe('select', () => {
  const chosen = (...patterns: string[]): string[] => select(scenarios, patterns).map(({ id }) => id);

  it('takes identities, globs, requirements and groups, in the order of the scenarios', () => {
    expect(chosen()).to.have.length(4);
    expect(chosen('top', 'entry/sender-spoofed')).to.deep.equal(['entry/sender-spoofed', 'top']);
    expect(chosen('exit/*')).to.deep.equal(['exit/recipient-not-cleared']);
    expect(chosen('exit/**')).to.deep.equal(['exit/recipient-not-cleared', 'exit/deep/spoofed-from']);
    expect(chosen('**/*spoof*')).to.deep.equal(['entry/sender-spoofed', 'exit/deep/spoofed-from']);
    expect(chosen('**/top')).to.deep.equal(['top']);
    expect(chosen('ERR-02')).to.deep.equal(['exit/recipient-not-cleared']);
    expect(chosen('C2S-EXIT')).to.deep.equal(['exit/recipient-not-cleared', 'exit/deep/spoofed-from']);
    expect(chosen('S2S-4PT')).to.deep.equal(['top']);
  });

  it('refuses a pattern that names nothing, with those that are near', () => {
    expect(() => chosen('sender-spoofd')).to.throw('did you mean `entry/sender-spoofed`?');
    expect(() => chosen('exit/recipient-not-cleard', 'C2S-EXIT-03', 'qqqqqq')).to.throw(
      '`exit/recipient-not-cleard` names no scenario; did you mean `exit/recipient-not-cleared`?\n' +
        '`C2S-EXIT-03` names no scenario; did you mean `C2S-EXIT-02` or `C2S-EXIT-04` or `C2S-EXIT`?\n' +
        '`qqqqqq` names no scenario; list them with `cmbac list`',
    );
  });
});

describe('matchesPattern', () => {
  it('takes every other character as it stands', () => {
    expect(matchesPattern('a.b/c', 'a.b/*')).to.equal(true);
    expect(matchesPattern('axb/c', 'a.b/*')).to.equal(false);
    expect(matchesPattern('(a', '(a')).to.equal(true);
  });

  it('matches an identity by itself', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z./+()-]*$/), (id) => matchesPattern(id, id)));
  });
});

describe('shuffle', () => {
  it('keeps every item, and the order of a seed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const order = shuffle(items, seed);
        expect([...order].sort()).to.deep.equal([...items].sort());
        expect(shuffle(items, seed)).to.deep.equal(order);
      }),
    );
  });

  it('gives other seeds another order', () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    expect(shuffle(items, '1')).not.to.deep.equal(shuffle(items, '2'));
    expect(shuffle(items, '')).not.to.deep.equal(items);
  });
});
