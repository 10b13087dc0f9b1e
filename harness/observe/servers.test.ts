import { expect } from 'chai';
import { serverOf } from './servers.ts';

describe('serverOf', () => {
  const servers = ['a.test', 'b.test'];
  it('finds the server of a user, of a domain and of a room', () => {
    const found = ['x@b.test/desk', 'b.test', 'ops@muc.b.test/x', 'muc.a.test'].map((jid) =>
      serverOf(jid, servers),
    );
    expect(found).to.deep.equal(['b.test', 'b.test', 'b.test', 'a.test']);
  });

  it('finds none for a domain that only ends alike, and among none', () => {
    expect([serverOf('x@ab.test', servers), serverOf('', servers), serverOf('b.test', [])]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
