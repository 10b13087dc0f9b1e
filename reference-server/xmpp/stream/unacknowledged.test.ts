import { expect } from 'chai';
import { StreamError } from '../stream-error.ts';
import { Unacknowledged } from './unacknowledged.ts';

describe('Unacknowledged', () => {
  it('gives what was not acknowledged, in order, once', () => {
    const queue = new Unacknowledged<string>();
    for (const item of ['a', 'b', 'c']) queue.add(item, 1);
    queue.acknowledge(1);
    expect(queue.takeAll()).to.deep.equal(['b', 'c']);
    expect(queue.takeAll()).to.deep.equal([]);
  });

  it('goes on counting where what was taken is sent again', () => {
    const queue = new Unacknowledged<string>();
    for (const item of ['a', 'b', 'c']) queue.add(item, 1);
    queue.acknowledge(1);
    queue.takeAll();
    queue.add('c', 1);
    queue.acknowledge(2);
    expect(queue.isEmpty).to.equal(true);
  });

  it('refuses an acknowledgement of more than was sent, and says how many that were', () => {
    const queue = new Unacknowledged<string>();
    queue.add('a', 1);
    expect(() => {
      queue.acknowledge(2);
    })
      .to.throw(StreamError)
      .with.nested.property('detail.attributes')
      .that.deep.equals({ h: '2', 'send-count': '1' });
  });

  it('refuses an acknowledgement of less than before', () => {
    const queue = new Unacknowledged<string>();
    for (const item of ['a', 'b']) queue.add(item, 1);
    queue.acknowledge(2);
    expect(() => {
      queue.acknowledge(1);
    }).to.throw(StreamError);
  });

  it('counts what came modulo 2^32', () => {
    const queue = new Unacknowledged<string>();
    queue.countReceived(-1);
    expect(queue.handled).to.equal(4_294_967_295);
    queue.countReceived();
    expect(queue.handled).to.equal(0);
  });

  it('tells once when there is too much, by number or by size', () => {
    const many = new Unacknowledged<number>();
    for (let index = 0; index < 2000; index += 1) expect(many.add(index, 1)).to.equal(false);
    expect(many.add(2000, 1)).to.equal(true);
    expect(many.add(2001, 1)).to.equal(false);
    many.acknowledge(2);
    expect(many.add(2002, 1)).to.equal(true);
    const large = new Unacknowledged<string>();
    expect(large.add('a', 4_194_304)).to.equal(false);
    expect(large.add('b', 1)).to.equal(true);
    large.acknowledge(1);
    expect(large.add('c', 1)).to.equal(false);
  });
});
