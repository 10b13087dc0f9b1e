import { expect } from 'chai';
import { fillIn } from './fill-in.ts';

const fillings = {
  id: 'i1',
  nonce: 'n1',
  to: "o'neil@a.test/x",
  domain: 'a.test',
  label: (kind: string, name: string) =>
    ['ess', 'label', '4774', 'binding'].includes(kind) ? `<${kind}>${name}` : undefined,
  jid: (actor: string) => `u-${actor}@a.test/${actor}`,
};

describe('fillIn', () => {
  it('fills in every placeholder, and writes it so that it can stand in an attribute', () => {
    const text = '${id} ${nonce} ${to} ${domain} ${ess:A-S} ${jid:rita} ${bare:rita}';
    expect(fillIn(text, fillings)).to.equal(
      'i1 n1 o&apos;neil@a.test/x a.test &lt;ess&gt;A-S u-rita@a.test/rita u-rita@a.test',
    );
  });

  it('puts in elements as they are', () => {
    expect(fillIn('${label:A-S} ${4774:A-S} ${binding:A-S}', fillings)).to.equal(
      '<label>A-S <4774>A-S <binding>A-S',
    );
  });

  it('repeats a text', () => {
    expect(fillIn("${repeat:3:<x a='1'>}${repeat:0:y}${repeat:many:y}", fillings)).to.equal(
      "<x a='1'><x a='1'><x a='1'>${repeat:many:y}",
    );
    expect(fillIn('${repeat:2:<x to="${jid:rita}">${label:A-S}</x>}', fillings)).to.equal(
      '<x to="u-rita@a.test/rita"><label>A-S</x>'.repeat(2),
    );
  });

  it('leaves any other placeholder as it is', () => {
    expect(fillIn('${what} ${no:thing} $id {id}', fillings)).to.equal('${what} ${no:thing} $id {id}');
  });

  it('fills in what it is given and nothing else', () => {
    expect(fillIn('${domain} ${id} ${ess:A-S}', { domain: 'a.test' })).to.equal('a.test ${id} ${ess:A-S}');
  });
});
