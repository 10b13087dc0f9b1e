import { expect } from 'chai';
import { PendingConnections } from './pending-connections.ts';

describe('PendingConnections', () => {
  it('lets in as many as there may be, and another one when one has left', () => {
    const connections = new PendingConnections({ total: 2, perAddress: 9 });
    const first = connections.enter();
    const second = connections.enter();
    expect([first, second].includes(undefined)).to.equal(false);
    expect(connections.enter()).to.equal(undefined);
    first?.leave();
    first?.leave();
    expect(connections.enter()).not.to.equal(undefined);
    expect(connections.enter()).to.equal(undefined);
  });

  it('lets as many come from an address as may, and others from elsewhere', () => {
    const connections = new PendingConnections({ total: 9, perAddress: 1 });
    const first = connections.enter();
    expect(first?.comesFrom('192.0.2.1')).to.equal(true);
    expect(connections.enter()?.comesFrom('192.0.2.1')).to.equal(false);
    expect(connections.enter()?.comesFrom('192.0.2.2')).to.equal(true);
    first?.leave();
    expect(connections.enter()?.comesFrom('192.0.2.1')).to.equal(true);
  });

  it('counts a connection at one address, and none that has left', () => {
    const connections = new PendingConnections({ total: 9, perAddress: 9 });
    const pending = connections.enter();
    expect([pending?.comesFrom('192.0.2.1'), pending?.comesFrom('192.0.2.2')]).to.deep.equal([true, false]);
    pending?.leave();
    expect(pending?.comesFrom('192.0.2.1')).to.equal(false);
  });
});
