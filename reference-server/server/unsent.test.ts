import { expect } from 'chai';
import { Unsent } from './unsent.ts';

describe('Unsent', () => {
  let told: string[];
  let unsent: Unsent<string>;

  beforeEach(() => {
    told = [];
    unsent = new Unsent<string>({
      waits: () => told.push('waits'),
      goes: (text) => told.push(text),
      overflows: () => told.push('overflows'),
    });
  });

  it('keeps what is to be sent until it goes, in order and once', () => {
    unsent.add('1', 'one');
    unsent.add('2', 'two');
    unsent.send();
    unsent.send();
    expect(told).to.deep.equal(['waits', 'waits', 'one', 'two']);
  });

  it('gives back what was not sent, and then has nothing to send', () => {
    unsent.add('1', 'one');
    expect([unsent.takeBack(), unsent.takeBack()]).to.deep.equal([['1'], []]);
    unsent.send();
    expect(told).to.deep.equal(['waits']);
  });

  it('says once that it is too much, when whoever is sending is through', async () => {
    const half = 'x'.repeat(4_194_304);
    for (const text of [half, half, 'x', 'x']) unsent.add('', text);
    expect(told).to.not.include('overflows');
    await Promise.resolve();
    expect(told.filter((one) => one === 'overflows')).to.have.length(1);
  });
});
