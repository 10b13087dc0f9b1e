import { expect } from 'chai';
import type { Address } from '../scenario/index.ts';
import { addressesText } from './addresses-text.ts';

const stage = {
  jidOf: (address: Address) => (typeof address === 'string' ? `u-${address}@a.test/h` : "o'neil"),
};

describe('addressesText', () => {
  it('writes each address with its type', () => {
    expect(addressesText({ addresses: [{ to: 'tess' }, { bcc: { bare: 'rita' } }] }, stage)).to.equal(
      "<addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='u-tess@a.test/h'/>" +
        "<address type='bcc' jid='o&apos;neil'/></addresses>",
    );
  });

  it('writes nothing where there are none', () => {
    expect(addressesText({}, stage)).to.equal('');
  });
});
