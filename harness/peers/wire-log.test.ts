import { expect } from 'chai';
import { WireLog } from './wire-log.ts';

describe('WireLog', () => {
  const pieces: string[][] = [];
  const newLog = (): WireLog => {
    pieces.length = 0;
    return new WireLog({ wire: (...piece) => pieces.push(piece) });
  };

  it('gives all that came in pieces, each to whom it is for, however the bytes are cut', () => {
    const log = newLog();
    const bytes = Buffer.from("<message to='x@b.test'>é</message> <iq to='y@c.test'/>");
    log.arrived(bytes.subarray(0, 24));
    log.arrived(bytes.subarray(24));
    log.took("<message to='x@b.test'>é</message>", 'b.test');
    log.took("<iq to='y@c.test'/>", 'c.test');
    expect(pieces).to.deep.equal([
      ['received', 'b.test', "<message to='x@b.test'>é</message>"],
      ['received', 'c.test', "<iq to='y@c.test'/>"],
    ]);
  });

  it('gives what never became an element too', () => {
    const log = newLog();
    log.arrived(Buffer.from('<message><body>secr'));
    log.flush('b.test');
    log.flush('b.test');
    log.sent('</stream:stream>', 'b.test');
    expect(pieces).to.deep.equal([
      ['received', 'b.test', '<message><body>secr'],
      ['sent', 'b.test', '</stream:stream>'],
    ]);
  });

  it('loses nothing where an element is told that did not come as such', () => {
    const log = newLog();
    log.arrived(Buffer.from('<a/>'));
    log.took('<b/>', 'b.test');
    expect(pieces).to.deep.equal([['received', 'b.test', '<a/>']]);
  });
});
