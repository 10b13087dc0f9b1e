import { expect } from 'chai';
import { byInterest } from './by-interest.ts';
import { arrow } from './sample-run.ts';

describe('byInterest', () => {
  const prepared = { summary: 'tess makes the room', outcome: 'passed', arrows: [] } as const;
  const control = arrow(1, 'tess', 'sent', 'control', 'message', '<message/>');
  const tested = { summary: 'tess sends the room a message', outcome: 'passed', arrows: [control] } as const;
  const failed = { summary: 'rita enters', outcome: 'failed', arrows: [] } as const;

  it('puts what does not hold first, then what is tested, then what prepares for it', () => {
    expect(byInterest([prepared, tested, failed])).to.deep.equal([failed, tested, prepared]);
  });

  it('leaves steps of one kind in their order', () => {
    const another = { ...tested, summary: 'sam sends the room a message' };
    expect(byInterest([tested, prepared, another])).to.deep.equal([tested, another, prepared]);
  });
});
