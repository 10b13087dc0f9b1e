import { expect } from 'chai';
import { childElements, type Element } from '#xml';
import { now } from '../../policy/fixtures.contract.ts';
import { readElement } from '../../xmpp/read.fixture.ts';
import { rules, securityLabel } from '../rules.fixture.ts';
import { readLabel } from './label-reading.ts';
import { readLabelOnce } from './label-readings.ts';

function labelElement(text: string): Element {
  const [label] = childElements(readElement(`<message>${text}</message>`));
  if (label === undefined) throw new Error('no element');
  return label;
}

describe('readLabelOnce', () => {
  it('gives the same reading for the same text, and says what reading it says', () => {
    const under = rules();
    const first = readLabelOnce(labelElement(securityLabel('A-S')), undefined, under);
    expect(readLabelOnce(labelElement(securityLabel('A-S')), undefined, under)).to.equal(first);
    expect(first).to.deep.equal(readLabel(labelElement(securityLabel('A-S')), undefined, under));
  });

  it('does not take a language for a part of the text, whatever a client writes as its language', () => {
    const under = rules();
    const open = securityLabel('A-U', undefined, '<displaymarking><![CDATA[');
    const secret = securityLabel('A-S', undefined, '<displaymarking><![CDATA[x]]></displaymarking>');
    const start = open.slice(0, open.indexOf('<![CDATA[') + '<![CDATA['.length);
    const both = readLabelOnce(labelElement(`${start}\n${secret}`), 'a', under);
    expect(readLabelOnce(labelElement(secret), `a\n${start}`, under)).not.to.equal(both);
  });

  it('reads anew under other rules', () => {
    const label = labelElement(securityLabel('A-S'));
    expect(readLabelOnce(label, undefined, rules())).not.to.equal(readLabelOnce(label, undefined, rules()));
  });

  it('reads anew after a second: a label can cease to be valid', () => {
    let time = now.getTime();
    const under = rules({ now: () => new Date(time) });
    const first = readLabelOnce(labelElement(securityLabel('A-S')), undefined, under);
    time += 999;
    expect(readLabelOnce(labelElement(securityLabel('A-S')), undefined, under)).to.equal(first);
    time += 1;
    expect(readLabelOnce(labelElement(securityLabel('A-S')), undefined, under)).not.to.equal(first);
  });

  it('forgets all when a thousand texts are known, so that made-up labels cost nothing', () => {
    const under = rules();
    const read = (mark: string): unknown =>
      readLabelOnce(
        labelElement(securityLabel('A-S', undefined, `<displaymarking>${mark}</displaymarking>`)),
        undefined,
        under,
      );
    const first = read('0');
    for (let n = 1; n < 1024; n += 1) read(String(n));
    expect(read('0')).not.to.equal(first);
  });

  it('keeps no text over 8192 characters, and nothing that was not read from a text', () => {
    const under = rules();
    const long = securityLabel('A-S').replace('<label>', `${' '.repeat(8192)}<label>`);
    expect(readLabelOnce(labelElement(long), undefined, under)).not.to.equal(
      readLabelOnce(labelElement(long), undefined, under),
    );
    const { name, namespace, attributes, children } = labelElement(securityLabel('A-S'));
    const made = { name, namespace, attributes, children };
    expect(readLabelOnce(made, undefined, under)).not.to.equal(readLabelOnce(made, undefined, under));
  });
});
