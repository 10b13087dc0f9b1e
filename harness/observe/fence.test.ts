import { expect } from 'chai';
import { paperActor } from '../steps/actor.fixture.ts';
import { answersIq, arrivalAt, holdsNonce, isBounce, isRequest } from './fence.ts';

const never = new AbortController().signal;

describe('arrivalAt', () => {
  it('is true once what is awaited arrives, and not before', async () => {
    const actor = paperActor('rita');
    const arrived = arrivalAt(actor, holdsNonce('n1'), never);
    actor.arrive('<message><body>n0</body></message>');
    actor.arrive('<message><body>n1</body></message>');
    expect(await arrived).to.equal(true);
  });

  it('is false when the session ends first', async () => {
    const actor = paperActor('rita');
    const arrived = arrivalAt(actor, holdsNonce('n1'), never);
    actor.end();
    expect(await arrived).to.equal(false);
  });

  it('is false when the budget runs out first', async () => {
    const budget = new AbortController();
    const arrived = arrivalAt(paperActor('rita'), holdsNonce('n1'), budget.signal);
    budget.abort();
    expect([
      await arrived,
      await arrivalAt(paperActor('rita'), holdsNonce('n1'), budget.signal),
    ]).to.deep.equal([false, false]);
  });
});

describe('what is awaited', () => {
  const rows = [
    {
      awaited: 'a copy with the nonce',
      test: holdsNonce('n1'),
      text: '<message><body>n1</body></message>',
      is: true,
    },
    {
      awaited: 'no error with the nonce',
      test: holdsNonce('n1'),
      text: "<message type='error'><body>n1</body></message>",
      is: false,
    },
    {
      awaited: 'an iq result of that id',
      test: answersIq('i1'),
      text: "<iq id='i1' type='result'/>",
      is: true,
    },
    {
      awaited: 'an iq error of that id',
      test: answersIq('i1'),
      text: "<iq id='i1' type='error'/>",
      is: true,
    },
    {
      awaited: 'no result of another id',
      test: answersIq('i1'),
      text: "<iq id='i2' type='result'/>",
      is: false,
    },
    {
      awaited: 'no request as an answer',
      test: answersIq('i1'),
      text: "<iq id='i1' type='get'/>",
      is: false,
    },
    { awaited: 'a request of that id', test: isRequest('i1'), text: "<iq id='i1' type='get'/>", is: true },
    {
      awaited: 'a message that bounced',
      test: isBounce('m1'),
      text: "<message id='m1' type='error'/>",
      is: true,
    },
    { awaited: 'no message that arrived', test: isBounce('m1'), text: "<message id='m1'/>", is: false },
  ];
  for (const { awaited, test, text, is } of rows) {
    it(`is ${awaited}`, async () => {
      const budget = new AbortController();
      const actor = paperActor('rita');
      const arrived = arrivalAt(actor, test, budget.signal);
      actor.arrive(text);
      budget.abort();
      expect(await arrived).to.equal(is);
    });
  }
});
