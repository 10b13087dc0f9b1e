import { expect } from 'chai';
import { RequestError } from './errors.ts';
import type { Sources } from './sources.ts';
import { SpifShelf } from './spif-shelf.ts';
import { fixtures, spif } from './tools.fixture.ts';

describe('SpifShelf', () => {
  it('gives the same policies for as long as the files stay what they are, and reads each once', () => {
    let stamp = 'old';
    const read: string[] = [];
    const sources: Sources = {
      read: (path) => {
        read.push(path);
        return fixtures.read(path);
      },
      stamp: (path) => (path.includes('harness-b') ? stamp : ''),
    };
    const shelf = new SpifShelf(sources);
    const first = shelf.take(spif, 'lenient');
    expect(shelf.take(spif, 'lenient')).to.equal(first);
    expect(read).to.deep.equal(spif);
    stamp = 'new';
    const second = shelf.take(spif, 'lenient');
    expect([second === first, second.governing === first.governing]).to.deep.equal([false, true]);
    expect(read).to.deep.equal([...spif, spif[1]]);
  });

  it('keeps strict and lenient readings apart, and the order of the files', () => {
    const shelf = new SpifShelf(fixtures);
    expect(shelf.take(spif, 'strict')).not.to.equal(shelf.take(spif, 'lenient'));
    expect(shelf.take(spif.toReversed(), 'strict').governing.name).to.equal('HARNESS-B');
  });

  it('names no policies without a file', () => {
    expect(() => new SpifShelf(fixtures).take([], 'strict')).to.throw(RequestError, '`spif` names no file');
  });
});
