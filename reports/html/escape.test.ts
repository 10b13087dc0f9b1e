import { expect } from 'chai';
import fc from 'fast-check';
import { escapeHtml, html } from './escape.ts';

describe('html', () => {
  it('escapes a value, and takes Html as it is', () => {
    expect(html`<p title="${'"<&>\''}">${html`<b>${1}</b>`}${undefined}</p>`.html).to.equal(
      '<p title="&quot;&lt;&amp;&gt;&#39;"><b>1</b></p>',
    );
  });

  it('lets no text open a tag or end an attribute', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))));
  });

  it('shows a control character as its picture', () => {
    expect(escapeHtml('a\u0000b\u001bc\n')).to.equal('a␀b␛c\n');
    expect(escapeHtml('\u202egnp.exe\u009b')).to.equal('\\u{202e}gnp.exe\\u{9b}');
  });
});
