import { expect } from 'chai';
import { requireSourceAddress } from './source-address.ts';

describe('requireSourceAddress', () => {
  it('takes an address of this machine, again and again', async () => {
    await requireSourceAddress('127.0.0.1');
    await requireSourceAddress('127.0.0.1');
  });

  it('says that an address is not of this machine', async () => {
    // RFC 5737 §3: nobody has it
    const refusal: unknown = await requireSourceAddress('192.0.2.1').catch((error: unknown) => error);
    expect(refusal).to.have.property('name', 'SourceAddressError');
    expect(refusal)
      .to.have.property('message')
      .that.matches(/^this machine cannot connect from 192\.0\.2\.1; /);
  });
});
