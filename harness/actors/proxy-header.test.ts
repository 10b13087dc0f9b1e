import { expect } from 'chai';
import { proxyHeaderBytes } from './proxy-header.ts';

describe('proxyHeaderBytes', () => {
  it('writes a line in version 1, and bytes in version 2', () => {
    expect(proxyHeaderBytes({ version: 1, source: '127.0.0.3' }, 5222).toString()).to.equal(
      'PROXY TCP4 127.0.0.3 127.0.0.1 50000 5222\r\n',
    );
    expect(proxyHeaderBytes({ version: 2, source: '127.0.0.3' }, 5222).toString('hex')).to.equal(
      '0d0a0d0a000d0a515549540a2111000c7f0000037f000001c3501466',
    );
  });
});
