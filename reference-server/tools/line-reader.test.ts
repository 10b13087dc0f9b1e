import { expect } from 'chai';
import fc from 'fast-check';
import { type Line, LineReader, maxLineBytes } from './line-reader.ts';

describe('LineReader', () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

  function linesOf(...chunks: readonly Uint8Array[]): Line[] {
    const reader = new LineReader();
    return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()];
  }

  it('gives the same lines however the bytes are cut up', () => {
    const text = fc.array(
      fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', '')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat(200)), (lines, cuts) => {
        const whole = bytesOf(lines.map((line) => `${line}\n`).join(''));
        const places = [
          0,
          ...cuts.filter((at) => at < whole.length).sort((one, other) => one - other),
          whole.length,
        ];
        const chunks = places.slice(1).map((end, at) => whole.subarray(places[at], end));
        expect(linesOf(...chunks)).to.deep.equal(
          lines.map((line) => ({ text: line.replace(/^\ufeff/, '') })),
        );
      }),
    );
  });

  it('gives a last line without an end, and none where there is none', () => {
    expect([linesOf(bytesOf('a\nb')), linesOf(bytesOf('a\n')), linesOf()]).to.deep.equal([
      [{ text: 'a' }, { text: 'b' }],
      [{ text: 'a' }],
      [],
    ]);
  });

  it('drops a line over its bound, and reads the next one', () => {
    const half = new Uint8Array(maxLineBytes / 2).fill(0x20);
    const exact = linesOf(half, half, bytesOf('\nb\n'));
    expect(exact.map((line) => ('text' in line ? line.text.length : line.bad))).to.deep.equal([
      maxLineBytes,
      1,
    ]);
    expect(linesOf(half, half, half, half, bytesOf('x\nb\n'))).to.deep.equal([
      { bad: 'too-long' },
      { text: 'b' },
    ]);
    expect(linesOf(half, half, bytesOf('x'))).to.deep.equal([{ bad: 'too-long' }]);
  });

  it('says which line is no UTF-8, and reads the next one', () => {
    expect(linesOf(Uint8Array.from([0xc3, 0x0a]), bytesOf('b\n'))).to.deep.equal([
      { bad: 'not-utf8' },
      { text: 'b' },
    ]);
  });
});
