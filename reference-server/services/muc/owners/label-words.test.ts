import { expect } from 'chai';
import { readWords, sameWords, type Words, type WordsPair } from './label-words.ts';

const one: WordsPair = { list: 'list', text: 'text', isMulti: false, label: 'Label' };
const many: WordsPair = { ...one, isMulti: true };
const nothing: Words = { names: [], written: '' };
const filledIn = (
  fields: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly string[]> => new Map(Object.entries(fields));

describe('readWords', () => {
  it('leaves what was shown where the form names neither field', () => {
    const shown = { names: ['Custom'], written: 'text' };
    expect(readWords(filledIn({}), one, shown)).to.deep.equal(shown);
  });

  it('takes the names of the list, each once, and resets by none', () => {
    expect(readWords(filledIn({ list: ['A', '', 'B', 'A'] }), many, nothing)).to.deep.equal({
      names: ['A', 'B'],
      written: '',
    });
    expect(readWords(filledIn({ list: [''] }), one, { names: ['A'], written: '' })).to.deep.equal(nothing);
  });

  it('takes what is written without a list as chosen, and nothing written as not', () => {
    const text = filledIn({ text: [' one', 'two '] });
    expect(readWords(text, one, { names: ['A'], written: '' })).to.deep.equal({
      names: ['Custom'],
      written: 'one\ntwo',
    });
    expect(readWords(text, many, { names: ['A'], written: '' })?.names).to.deep.equal(['A', 'Custom']);
    const reset = filledIn({ text: [] });
    expect(readWords(reset, many, { names: ['A', 'Custom'], written: 'x' })).to.deep.equal({
      names: ['A'],
      written: '',
    });
  });

  it('keeps what was written before where the list alone chooses it', () => {
    const shown = { names: ['Custom'], written: 'x' };
    expect(readWords(filledIn({ list: ['A', 'Custom'] }), many, shown)).to.deep.equal({
      names: ['A', 'Custom'],
      written: 'x',
    });
  });

  it('takes nothing of two names where there is one, of nothing written, or of too much', () => {
    expect(readWords(filledIn({ list: ['A', 'B'] }), one, nothing)).to.equal(undefined);
    expect(readWords(filledIn({ list: ['Custom'] }), one, nothing)).to.equal(undefined);
    expect(readWords(filledIn({ text: ['x'.repeat(65_537)] }), one, nothing)).to.equal(undefined);
  });
});

describe('sameWords', () => {
  it('compares names in any order, and what is written where that is chosen', () => {
    const words = (written: string, ...names: readonly string[]): Words => ({ names, written });
    expect(sameWords(words('', 'A', 'B'), words('', 'B', 'A'))).to.equal(true);
    expect(sameWords(words('', 'A'), words('', 'B'))).to.equal(false);
    expect(sameWords(words('', 'A'), words('', 'A', 'B'))).to.equal(false);
    expect(sameWords(words('x', 'A'), words('y', 'A'))).to.equal(true);
    expect(sameWords(words('x', 'Custom'), words('y', 'Custom'))).to.equal(false);
  });
});
