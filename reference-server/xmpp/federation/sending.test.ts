import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { PeerFailure } from './outgoing.ts';
import { Sending } from './sending.ts';

describe('Sending', () => {
  let written: string[];
  let failures: [string, PeerFailure][];
  let channel: { unsent: number; send(text: string): void; close(error?: Error): void };
  let closed: string[];
  let sending: Sending;

  beforeEach(() => {
    written = [];
    failures = [];
    closed = [];
    channel = {
      unsent: 0,
      send: (text) => written.push(text),
      close: (error) => closed.push(error?.message ?? 'in good order'),
    };
    sending = new Sending(channel, { acknowledgeTimeoutMs: 60_000, recentMs: 5 });
  });

  function carry(text: string, mayGo = true): void {
    sending.carry({
      size: text.length,
      write: () => (mayGo ? text : undefined),
      failed: (why) => failures.push([text, why]),
    });
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await setImmediate();
  }

  it('writes what may go, and nothing of what may not', () => {
    carry('one');
    carry('secret', false);
    sending.end(true);
    expect([written, failures]).to.deep.equal([['one'], [['one', 'lost']]]);
  });

  it('loses what was just written when the stream breaks, and nothing when it ends in good order', () => {
    carry('one');
    sending.end(false);
    expect(failures).to.deep.equal([]);
  });

  it('takes it for arrived after a while', async () => {
    carry('one');
    await until(() => sending.isSettled);
    sending.end(true);
    expect(failures).to.deep.equal([]);
  });

  it('takes nothing for arrived while something waits to be read', async () => {
    channel.unsent = 1;
    carry('one');
    const since = performance.now();
    await until(() => performance.now() - since > 20);
    expect(sending.isSettled).to.equal(false);
    sending.end(true);
    expect(failures).to.deep.equal([['one', 'lost']]);
  });

  it('loses what has not been counted, in order, even in good order', () => {
    sending.countFromNow();
    for (const text of ['one', 'two', 'three']) carry(text);
    sending.acknowledge(1);
    sending.end(false);
    expect(failures).to.deep.equal([
      ['two', 'lost'],
      ['three', 'lost'],
    ]);
  });

  it('asks for the count once, and again while something is not counted', () => {
    const question = "<r xmlns='urn:xmpp:sm:3'/>";
    sending.countFromNow();
    carry('one');
    carry('two');
    expect(written).to.deep.equal(['one', question, 'two']);
    sending.acknowledge(1);
    expect(written.at(-1)).to.equal(question);
    sending.acknowledge(2);
    expect([written.length, sending.isSettled]).to.deep.equal([4, true]);
  });

  it('ends a stream on which too much is not counted', async () => {
    sending.countFromNow();
    for (let count = 0; count <= 50_000; count += 1) carry('x');
    await until(() => closed.length > 0);
    expect(closed).to.deep.equal(['resource-constraint']);
  });

  it('writes nothing after the end', async () => {
    sending.end(false);
    carry('late');
    await until(() => failures.length > 0);
    expect([written, failures]).to.deep.equal([[], [['late', 'lost']]]);
  });

  it('counts what came only from when it was asked to', () => {
    sending.countReceived();
    sending.countFromNow();
    sending.countReceived();
    sending.answerCount();
    expect(written).to.deep.equal(["<a xmlns='urn:xmpp:sm:3' h='1'/>"]);
  });
});
