import { expect } from 'chai';
import { parseDocument } from '#xml';
import { StreamError } from '../stream-error.ts';
import { BoshChannel } from './bosh-channel.ts';
import { defaultStreamLimits } from './stream-limits.ts';

const wrapper = "xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'";
const first = "to='a.test' xmpp:version='1.0'";
const empty = "<body xmlns='http://jabber.org/protocol/httpbind'></body>";
const notFound =
  "<body xmlns='http://jabber.org/protocol/httpbind' type='terminate' condition='item-not-found'></body>";

/** A channel, and what happens to it in order: what was told to its listener, and which request was answered with what. */
class Bench {
  readonly log: string[] = [];
  readonly channel: BoshChannel;
  /** Requests whose connections have ended. */
  readonly gone = new Set<number>();
  /** Sent whenever a response is about to be written. */
  waiting: string[] = [];
  /** Thrown at the next element. */
  mistake: Error | undefined;
  #turn = 0;

  constructor({ wait = 60, inactivity = 60, attributes = first } = {}) {
    this.channel = new BoshChannel(
      {
        encrypted: true,
        terms: { sid: 'x', wait, hold: 1, inactivity, maxPause: 100 },
        first: this.request(10, attributes),
        beforeResponse: () => {
          for (const text of this.waiting.splice(0)) this.channel.send(text);
        },
        gone: () => this.log.push('gone'),
      },
      { ...defaultStreamLimits, maxUnread: 1000 },
      {
        onOpened: ({ attributes: { to = '?' } }) => {
          this.log.push(`opened ${to}`);
          this.channel.openStream(to);
        },
        onElement: ({ name }) => {
          this.log.push(name);
          if (this.mistake) throw this.mistake;
        },
        onClosed: (reason) => this.log.push(`closed ${reason?.message ?? 'in good order'}`),
      },
    );
  }

  request(rid: number, attributes = '', content = '', place = 'high'): Parameters<BoshChannel['receive']>[0] {
    return {
      body: parseDocument(`<body ${wrapper} rid='${rid}' ${attributes}>${content}</body>`),
      rid,
      place,
      begin: () => this.log.push(`${rid} begins`),
      isGone: () => this.gone.has(rid),
      answer: (text) =>
        this.log.push(`${rid}: ${text.replaceAll(empty, '-').replaceAll(notFound, 'not found')}`),
    };
  }

  receive(...wish: Parameters<Bench['request']>): void {
    this.channel.receive(this.request(...wish));
  }

  /** Waits until this has happened. */
  async until(line: string): Promise<void> {
    while (!this.log.includes(line)) await new Promise(setImmediate);
  }

  /** What has happened since this was asked last, when all that is due now is done. */
  async happened(): Promise<readonly string[]> {
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const all = this.log.slice(this.#turn);
    this.#turn = this.log.length;
    return all;
  }

  /** Opened, and its first request answered. */
  static async open(wish: ConstructorParameters<typeof Bench>[0] = {}): Promise<Bench> {
    const bench = new Bench(wish);
    await Promise.resolve();
    bench.channel.send('<a/>');
    await bench.happened();
    return bench;
  }
}

describe('BoshChannel', () => {
  it('opens with the first request, and says on what terms', async () => {
    const bench = new Bench();
    await Promise.resolve();
    bench.channel.send('<stream:features/>');
    expect(await bench.happened()).to.deep.equal([
      '10 begins',
      'opened a.test',
      "10: <body xmlns='http://jabber.org/protocol/httpbind' xmlns:stream='http://etherx.jabber.org/streams' sid='x' wait='60' hold='1' requests='2' inactivity='60'" +
        " maxpause='100' ver='1.6' from='a.test' xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0'" +
        " xmpp:restartlogic='true'><stream:features xmlns:stream='http://etherx.jabber.org/streams'/></body>",
    ]);
  });

  it('takes no session for no domain', async () => {
    const bench = new Bench({ attributes: '' });
    expect(await bench.happened()).to.deep.equal([
      '10 begins',
      "10: <body xmlns='http://jabber.org/protocol/httpbind' type='terminate' condition='improper-addressing'></body>",
      'gone',
      'closed improper-addressing',
    ]);
  });

  it('holds a request until there is something to say, or another one comes', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    expect(await bench.happened()).to.deep.equal(['11 begins']);
    bench.receive(12, '', '<b/>');
    expect(await bench.happened()).to.deep.equal(['12 begins', 'b', '11: -']);
    bench.channel.send('<c/>');
    bench.channel.send('<d/>');
    expect(await bench.happened()).to.deep.equal([
      "12: <body xmlns='http://jabber.org/protocol/httpbind'><c/><d/></body>",
    ]);
  });

  it('keeps what is to be said from a request that nobody waits on any more', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    bench.gone.add(11);
    bench.waiting = ['<b/>'];
    bench.channel.wake();
    expect(await bench.happened()).to.deep.equal(['11 begins', '11: -']);
    bench.receive(12);
    expect(await bench.happened()).to.deep.equal([
      '12 begins',
      "12: <body xmlns='http://jabber.org/protocol/httpbind'><b/></body>",
    ]);
  });

  it('answers with nothing when the time that was agreed on is over', async () => {
    const bench = await Bench.open({ wait: 0 });
    bench.receive(11);
    await bench.until('11: -');
    expect(await bench.happened()).to.deep.equal(['11 begins', '11: -']);
  });

  it('takes requests in the order of their numbers', async () => {
    const bench = await Bench.open();
    bench.receive(12, '', '<second/>');
    expect(await bench.happened()).to.deep.equal([]);
    bench.receive(11, '', '<first/>');
    expect(await bench.happened()).to.deep.equal(['11 begins', 'first', '12 begins', 'second', '11: -']);
  });

  it('ends with a number that is not due', async () => {
    const bench = await Bench.open();
    bench.receive(13);
    expect(await bench.happened()).to.deep.equal([
      '13: not found',
      'closed a request that the session did not expect',
    ]);
    bench.receive(11);
    bench.receive(11);
    expect(await bench.happened()).to.deep.equal(['11: not found', 'gone', '11: not found']);
  });

  it('answers a repeated request as before, and does not take it twice', async () => {
    const bench = await Bench.open();
    bench.receive(11, '', '<b/>');
    bench.channel.send('<c/>');
    const [, , answer] = await bench.happened();
    bench.receive(11, '', '<b/>');
    expect(await bench.happened()).to.deep.equal([answer]);
  });

  it('holds a repeated request in place of the one that is held', async () => {
    const bench = await Bench.open();
    bench.receive(11, '', '<b/>');
    bench.receive(11, '', '<b/>');
    bench.channel.send('<c/>');
    expect(await bench.happened()).to.deep.equal([
      '11 begins',
      'b',
      '11: -',
      '11 begins',
      "11: <body xmlns='http://jabber.org/protocol/httpbind'><c/></body>",
    ]);
  });

  it('gives the answer for one place to no repeated request from another', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    bench.channel.send('<secret/>');
    await bench.happened();
    bench.receive(11, '', '', 'low');
    expect(await bench.happened()).to.deep.equal([
      '11: not found',
      'closed a request that the session did not expect',
    ]);
  });

  it('begins a request from another place when those before are answered, with nothing of what waits', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    await bench.happened();
    bench.waiting = ['<secret/>'];
    bench.channel.wake();
    bench.receive(12, '', '<b/>', 'low');
    expect(bench.log.slice(-3)).to.deep.equal(['11: -', '12 begins', 'b']);
    expect(await bench.happened()).to.include(
      "12: <body xmlns='http://jabber.org/protocol/httpbind'><secret/></body>",
    );
  });

  it('moves with a repeated request whose first copy is held elsewhere, and does not take it twice', async () => {
    const bench = await Bench.open();
    bench.receive(11, '', '<b/>');
    bench.receive(11, '', '<b/>', 'low');
    expect(await bench.happened()).to.deep.equal(['11 begins', 'b', '11: -', '11 begins']);
  });

  it('leaves no request unanswered in a pause, and grants none that is too long', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    bench.receive(12, "pause='100'");
    expect(await bench.happened()).to.deep.equal(['11 begins', '12 begins', '11: -', '12: -']);
    bench.receive(13, "pause='101'");
    const [, ended, , closed] = await bench.happened();
    expect(ended).to.contain("condition='remote-stream-error'").and.contain('policy-violation');
    expect(closed).to.equal('closed policy-violation: too long a pause');
  });

  it('ends when the client asks no more', async () => {
    const bench = await Bench.open({ inactivity: 0 });
    await bench.until('closed the client asks no more');
    expect(bench.log.at(-2)).to.equal('gone');
  });

  it('ends when the client says so, after what it says besides', async () => {
    const bench = await Bench.open();
    bench.receive(11);
    bench.receive(12, "type='terminate'", '<b/>');
    expect(await bench.happened()).to.deep.equal([
      '11 begins',
      '12 begins',
      'b',
      "11: <body xmlns='http://jabber.org/protocol/httpbind' type='terminate'></body>",
      "12: <body xmlns='http://jabber.org/protocol/httpbind' type='terminate'></body>",
      'gone',
      'closed in good order',
    ]);
  });

  it('opens anew where that is due, and nowhere else', async () => {
    const bench = await Bench.open();
    bench.channel.restart();
    bench.receive(11, "xmpp:restart='true'");
    expect(await bench.happened()).to.deep.equal(['11 begins', 'opened a.test']);
    bench.receive(12, "xmpp:restart='true'");
    expect((await bench.happened()).at(-1)).to.equal(
      'closed policy-violation: a new stream where none is due',
    );
  });

  it('takes no stanza before the new stream, and no text between stanzas', async () => {
    const bench = await Bench.open();
    bench.channel.restart();
    bench.receive(11, '', '<b/>');
    expect((await bench.happened()).at(-1)).to.equal('closed bad-format: a stream begins with its opening');
    const other = await Bench.open();
    other.receive(11, '', 'text');
    expect((await other.happened()).at(-1)).to.equal('closed bad-format: text between stanzas');
  });

  it('tells whoever asks next why it ended', async () => {
    const bench = await Bench.open();
    bench.channel.close(new StreamError('policy-violation'));
    expect(await bench.happened()).to.deep.equal(['closed policy-violation']);
    bench.receive(11);
    const [told, gone] = await bench.happened();
    expect(told).to.contain("condition='remote-stream-error'").and.contain('<policy-violation ');
    expect(gone).to.equal('gone');
  });

  it('ends with a mistake of ours, and says no more than that', async () => {
    const bench = await Bench.open();
    bench.mistake = new RangeError('secret');
    bench.receive(11, '', '<b/>');
    const [, , told] = await bench.happened();
    expect(told).to.contain('<internal-server-error ').and.not.contain('secret');
  });

  it('has no TLS of its own, and keeps no more than a client may leave unread', async () => {
    const bench = await Bench.open();
    expect(() => {
      bench.channel.startTls();
    }).to.throw(StreamError, 'unsupported-feature');
    bench.channel.send('x'.repeat(1001));
    expect(await bench.happened()).to.deep.equal(['closed resource-constraint']);
  });
});
