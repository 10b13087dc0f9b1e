import { once } from 'node:events';
import { expect } from 'chai';
import { Output, type Sink } from './output.ts';

describe('Output', () => {
  it('writes once what is sent in one turn', async () => {
    const sink = new Recorder();
    const output = new Output(sink, 100, unexpected);
    output.send('a');
    output.send('b');
    await turn();
    output.send('c');
    await turn();
    expect(sink.written).to.deep.equal(['ab', 'c']);
  });

  it('writes at once when it is told to, and nothing twice', async () => {
    const sink = new Recorder();
    const output = new Output(sink, 100, unexpected);
    output.send('a');
    output.flush();
    expect(sink.written).to.deep.equal(['a']);
    await turn();
    expect(sink.written).to.deep.equal(['a']);
  });

  it('writes what was pending where it was sent to, and the rest where it moved to', async () => {
    const [before, after] = [new Recorder(), new Recorder()];
    const output = new Output(before, 100, unexpected);
    output.send('a');
    output.moveTo(after);
    output.send('b');
    await turn();
    expect([before.written, after.written]).to.deep.equal([['a'], ['b']]);
  });

  it('gives up once on a peer that does not read, and keeps nothing more', async () => {
    const sink = new Recorder();
    sink.writableLength = 90;
    let overflows = 0;
    const output = new Output(sink, 100, () => {
      overflows += 1;
    });
    output.send('0123456789');
    output.send('0');
    output.send('0');
    await turn();
    expect([overflows, sink.written]).to.deep.equal([1, []]);
  });

  it('writes nothing to a sink that is closed', async () => {
    const sink = new Recorder();
    sink.writable = false;
    new Output(sink, 100, unexpected).send('a');
    await turn();
    expect(sink.written).to.deep.equal([]);
  });
});

class Recorder implements Sink {
  readonly written: string[] = [];
  writable = true;
  writableLength = 0;

  write(text: string): boolean {
    this.written.push(text);
    return true;
  }
}

function unexpected(): void {
  throw new Error('overflow');
}

/** The turn after this one: everything that was to happen at the end of this one has happened. */
async function turn(): Promise<void> {
  const next = new EventTarget();
  setImmediate(() => {
    setImmediate(() => next.dispatchEvent(new Event('turn')));
  });
  await once(next, 'turn');
}
