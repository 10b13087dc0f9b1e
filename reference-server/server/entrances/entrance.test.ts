import { expect } from 'chai';
import { entrancesOf } from './entrance.ts';

describe('entrancesOf', () => {
  it('gives every entrance of every kind, however it is written', () => {
    expect(
      entrancesOf({
        webSocket: '[::1]:80',
        client: ['127.0.0.1:1', { at: '127.0.0.1:2', proxyProtocol: true }],
        clientTls: undefined,
        webSocketTls: { at: '127.0.0.1:3', proxyProtocol: false },
      }),
    ).to.deep.equal([
      { kind: 'client', at: { host: '127.0.0.1', port: 1 }, proxyProtocol: false },
      { kind: 'client', at: { host: '127.0.0.1', port: 2 }, proxyProtocol: true },
      { kind: 'webSocket', at: { host: '::1', port: 80 }, proxyProtocol: false },
      { kind: 'webSocketTls', at: { host: '127.0.0.1', port: 3 }, proxyProtocol: false },
    ]);
  });
});
