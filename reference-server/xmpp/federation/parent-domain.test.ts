import { expect } from 'chai';
import { parentDomainOf } from './parent-domain.ts';

describe('parentDomainOf', () => {
  const cases = {
    'b.test': 'b.test',
    'conf.b.test': 'b.test',
    'x.y.z.conf.b.test': 'b.test',
    localhost: 'localhost',
    '192.0.2.1': '192.0.2.1',
    '[2001:db8::1]': '[2001:db8::1]',
    '[::ffff:192.0.2.1]': '[::ffff:192.0.2.1]',
    '': '',
  };
  for (const [domain, parent] of Object.entries(cases))
    it(`is ${parent || 'nothing'} for ${domain || 'nothing'}`, () => {
      expect(parentDomainOf(domain)).to.equal(parent);
    });
});
