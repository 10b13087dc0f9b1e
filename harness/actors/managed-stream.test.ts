import { expect } from 'chai';
import { parseDocument } from '#xml';
import { CountedStream } from './managed-stream.ts';

const jid = 'u-s@a.test/phone';

function arrive(stream: CountedStream, text: string): void {
  stream.arrived({ element: parseDocument(text), text });
}

describe('CountedStream', () => {
  it('counts stanzas since the stream is managed, and nothing else', () => {
    const stream = new CountedStream(jid);
    arrive(stream, '<message/>');
    expect(stream.resumable('all')).to.equal(undefined);
    arrive(stream, "<enabled xmlns='urn:xmpp:sm:3' id='x'/>");
    for (const text of ['<message/>', "<r xmlns='urn:xmpp:sm:3'/>", '<iq/>']) arrive(stream, text);
    expect(stream.resumable('acknowledged')).to.deep.equal({ previd: 'x', h: 0, jid });
    expect(stream.resumable('all')).to.deep.equal({ previd: 'x', h: 2, jid });
    expect(stream.acknowledge()).to.equal(2);
    arrive(stream, '<presence/>');
    expect(stream.resumable('acknowledged')).to.deep.equal({ previd: 'x', h: 2, jid });
  });

  it('goes on from the count that it was resumed with', () => {
    const stream = new CountedStream(jid, { previd: 'x', h: 5, jid });
    arrive(stream, '<message/>');
    expect(stream.resumable('acknowledged')?.h).to.equal(5);
    expect(stream.resumable('all')?.h).to.equal(6);
  });
});
