import { expect } from 'chai';
import { bareOf, clientElement, domainOf, toClientText } from './texts.ts';

describe('toClientText', () => {
  it('writes the namespace of servers as that of clients, wherever it is declared', () => {
    const text = `<message xmlns='jabber:server'><s:a xmlns:s="jabber:server"/><body>jabber:server</body></message>`;
    expect(toClientText(text)).to.equal(
      `<message xmlns='jabber:client'><s:a xmlns:s="jabber:client"/><body>jabber:server</body></message>`,
    );
  });

  it('is read as a client would read it', () => {
    const element = clientElement('<message><body>a</body></message>');
    expect([element?.namespace, element?.name]).to.deep.equal(['jabber:client', 'message']);
  });
});

describe('domainOf and bareOf', () => {
  it('take a JID apart', () => {
    expect(['x@B.test/h@i/j', 'b.test', 'b.test/x'].map(domainOf)).to.deep.equal([
      'b.test',
      'b.test',
      'b.test',
    ]);
    expect(bareOf('x@b.test/h/i')).to.equal('x@b.test');
  });
});
