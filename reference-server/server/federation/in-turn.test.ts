import { expect } from 'chai';
import { inTurn, type Target } from './in-turn.ts';

function target(name: string, priority: number, weight: number): Target {
  return { name, port: 5269, tls: 'starttls', priority, weight };
}

function namesInTurn(targets: readonly Target[], random: () => number): string {
  return inTurn(targets, random)
    .map(({ name }) => name)
    .join(' ');
}

describe('inTurn', () => {
  const targets = [
    target('late', 20, 100),
    target('heavy', 10, 90),
    target('light', 10, 10),
    target('none', 10, 0),
  ];

  it('goes by priority, whatever the weights', () => {
    expect(namesInTurn(targets, () => 0)).to.equal('none light heavy late');
    expect(namesInTurn(targets, () => 0.999)).to.equal('heavy light none late');
  });

  it('chooses among equals as often as their weights say', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const firsts = Array.from({ length: 4000 }, () => inTurn(targets, random)[0]?.name);
    const heavy = firsts.filter((name) => name === 'heavy').length;
    expect(heavy / firsts.length).to.be.within(0.86, 0.92);
    expect(firsts.filter((name) => name === 'none').length).to.be.within(1, 100);
  });

  it('keeps each once', () => {
    expect(inTurn(targets, Math.random)).to.have.members(targets);
    expect(inTurn([], Math.random)).to.deep.equal([]);
  });
});
