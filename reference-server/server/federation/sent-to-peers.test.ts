import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { SentToPeers } from './sent-to-peers.ts';

describe('SentToPeers', () => {
  it('takes one answer to what was sent, from where it went, to whom it came from', () => {
    const sent = noted(message('m1'));
    expect(sent.settle(answer('m2'))).to.equal(false);
    expect(sent.settle({ ...answer('m1'), from: jid('xenia@b.test/work') })).to.equal(false);
    expect(sent.settle({ ...answer('m1'), to: jid('romeo@a.test/hall') })).to.equal(false);
    expect(sent.settle({ ...answer('m1'), kind: 'iq' })).to.equal(false);
    expect(sent.settle(answer('m1'))).to.equal(true);
    expect(sent.settle(answer('m1'))).to.equal(false);
  });

  it('takes the answer of one session where it went to an account, but not to an iq', () => {
    const sent = noted({ ...message('m1'), to: jid('xenia@b.test') });
    sent.note({ ...message('i1'), kind: 'iq', type: 'get', to: jid('xenia@b.test') });
    expect(sent.settle(answer('m1'))).to.equal(true);
    expect(sent.settle({ ...answer('i1'), kind: 'iq' })).to.equal(false);
  });

  it('tells what has no id from what has an empty one', () => {
    const sent = noted(message(undefined));
    expect(sent.settle(answer(''))).to.equal(false);
    expect(sent.settle(answer(undefined))).to.equal(true);
  });

  it('tells long ids apart to their last character', () => {
    const long = 'm'.repeat(5000);
    const sent = noted(message(`${long}1`));
    expect(sent.settle(answer(`${long}2`))).to.equal(false);
    expect(sent.settle(answer(`${long}1`))).to.equal(true);
  });

  it('expects no answer to an answer', () => {
    const sent = noted({ ...message('m1'), type: 'error' });
    expect(sent.settle(answer('m1'))).to.equal(false);
  });

  it('remembers the last 16 384, and at most twice as many', () => {
    const sent = new SentToPeers();
    for (let number = 0; number <= 32_768; number += 1) sent.note(message(`m${number}`));
    expect(sent.settle(answer('m0'))).to.equal(false);
    expect(sent.settle(answer('m16385'))).to.equal(true);
    expect(sent.settle(answer('m32768'))).to.equal(true);
  });

  it('forgets nothing of one peer for what is sent to another, whatever domains that has', () => {
    const sent = noted(message('m1'));
    for (let number = 0; number <= 100_000; number += 1)
      sent.note({ ...message(`m${number}`), to: crowd[number % crowd.length] ?? theirs });
    expect(sent.settle(answer('m1'))).to.equal(true);
  });

  it('forgets no message for the presences that are sent', () => {
    const sent = noted(message('m1'));
    for (let number = 0; number <= 32_768; number += 1)
      sent.note({ ...message(`p${number}`), kind: 'presence', type: 'available' });
    expect(sent.settle(answer('m1'))).to.equal(true);
  });
});

const crowd = Array.from({ length: 100 }, (_, number) => jid(`yorick@x${number}.c.test`));
const [ours, theirs] = [jid('romeo@a.test/balcony'), jid('xenia@b.test/home')];

function message(id: string | undefined): Parameters<SentToPeers['note']>[0] {
  return { kind: 'message', type: 'chat', ...(id !== undefined && { id }), from: ours, to: theirs };
}

function answer(id: string | undefined): Parameters<SentToPeers['settle']>[0] {
  return { kind: 'message', ...(id !== undefined && { id }), from: theirs, to: ours };
}

function noted(stanza: Parameters<SentToPeers['note']>[0]): SentToPeers {
  const sent = new SentToPeers();
  sent.note(stanza);
  return sent;
}
