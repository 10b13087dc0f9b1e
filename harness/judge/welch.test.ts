import { expect } from 'chai';
import { welch } from './welch.ts';

describe('welch', () => {
  // The probability: Simpson's rule over Student's density, worked out apart from this code
  it('agrees with a test that was worked out by other means', () => {
    const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 31.3];
    const found = welch(a, b);
    expect(found?.t).to.be.closeTo(2.949237, 1e-6);
    expect(found?.degrees).to.be.closeTo(27.31161, 1e-5);
    expect(found?.p).to.be.closeTo(0.006460408, 1e-9);
  });

  it('gives the probabilities of Student for known quantiles', () => {
    // Two samples of four with the same variance: 6 degrees; the 97.5 % and the 75 % quantile
    const a = [-1, -1, 1, 1];
    for (const [quantile, p] of [
      [2.446912, 0.05],
      [0.717558, 0.5],
    ] as const) {
      const shift = quantile * Math.sqrt(2 / 3);
      const found = welch(
        a,
        a.map((value) => value + shift),
      );
      expect(found?.degrees).to.be.closeTo(6, 1e-9);
      expect(found?.p).to.be.closeTo(p, 1e-5);
    }
  });

  it('finds no difference between a sample and itself', () => {
    const found = welch([1, 2, 3], [1, 2, 3]);
    expect(found?.effect).to.equal(0);
    expect(found?.p).to.be.closeTo(1, 1e-12);
  });

  it('is sure of a large difference in a long sample', () => {
    const a = Array.from({ length: 500 }, (_, index) => 1 + (index % 7) / 10);
    const found = welch(
      a,
      a.map((value) => value + 50),
    );
    expect(found?.effect).to.be.closeTo(50, 1e-9);
    expect(found?.p).to.be.lessThan(1e-100);
  });

  it('says nothing of one value, nor of values that never differ', () => {
    expect(welch([1], [1, 2])).to.equal(undefined);
    expect(welch([1, 1], [2, 2])).to.equal(undefined);
  });
});
