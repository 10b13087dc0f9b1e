import { expect } from 'chai';
import fc from 'fast-check';
import { childElements, type Element, element, parseDocument, serialize } from '#xml';
import { onlyLabelErrors } from '../codec.contract.ts';
import { LabelError } from '../errors.ts';
import { check } from '../property.contract.ts';
import { securityLabelNamespace } from './namespaces.ts';
import {
  maxEquivalents,
  readSecurityLabel,
  type SecurityLabel,
  writeSecurityLabel,
} from './security-label.ts';

const ess = 'urn:xmpp:sec-label:ess:0';
const secret = element(ess, 'esssecuritylabel', {}, ['MRACAQQGCysGAQQBgf1ZggIB']);
const hidden = element(ess, 'esssecuritylabel', {}, ['MRACAQQGCysGAQQBgf1ZggIC']);

/** A `<securitylabel/>` of children written as in the specification; `S` stands for the label A-S. */
function envelope(children: string): Element {
  const text = children.replaceAll(
    'S/',
    `<esssecuritylabel xmlns='${ess}'>MRACAQQGCysGAQQBgf1ZggIB</esssecuritylabel>`,
  );
  return parseDocument(`<securitylabel xmlns='${securityLabelNamespace}'>${text}</securitylabel>`);
}

function refusalOf(children: string): string {
  const answer = onlyLabelErrors(() => readSecurityLabel(envelope(children)));
  return answer instanceof LabelError ? `${answer.code}: ${answer.message}` : 'read';
}

describe('readSecurityLabel', () => {
  it('reads a label with its marking and its equivalents', () => {
    const wire = element(securityLabelNamespace, 'securitylabel', {}, [
      '\n  ',
      element(securityLabelNamespace, 'displaymarking', { fgcolor: 'black', bgcolor: '#FF0000' }, ['SECRET']),
      element(securityLabelNamespace, 'label', {}, ['\n', secret, ' ']),
      element(securityLabelNamespace, 'equivalentlabel', {}, [hidden]),
      element(securityLabelNamespace, 'equivalentlabel'),
    ]);
    expect(readSecurityLabel(wire)).to.deep.equal({
      displayMarking: { text: 'SECRET', fgcolor: 'black', bgcolor: '#ff0000' },
      label: { element: secret },
      equivalents: [hidden],
    });
  });

  it('reads an empty label as the wish for the default', () => {
    expect(readSecurityLabel(envelope('<label/>'))).to.deep.equal({ label: 'default', equivalents: [] });
    expect(readSecurityLabel(envelope('<label>\n</label>'))).to.deep.equal({
      label: 'default',
      equivalents: [],
    });
  });

  it('reads the same in every order of the children', () => {
    const children = [
      '<displaymarking>SECRET</displaymarking>',
      '<label>S/</label>',
      '<equivalentlabel>S/</equivalentlabel>',
    ];
    const first = plain(readSecurityLabel(envelope(children.join(''))));
    check(
      fc.property(fc.shuffledSubarray(children, { minLength: 3 }), (order) => {
        expect(plain(readSecurityLabel(envelope(order.join(''))))).to.deep.equal(first);
      }),
    );
  });

  it('refuses what the schema does not have', () => {
    const refused = [
      '',
      '<displaymarking>SECRET</displaymarking>',
      '<label>S/</label><label>S/</label>',
      '<label>S/S/</label>',
      '<label>SECRET</label>',
      '<label>SECRET S/</label>',
      '<label><label/></label>',
      '<label>S/</label>SECRET',
      '<label>S/</label><equivalentlabel>S/S/</equivalentlabel>',
      '<label>S/</label><equivalentlabel>SECRET</equivalentlabel>',
      '<label>S/</label><displaymarking>A</displaymarking><displaymarking>B</displaymarking>',
      '<label>S/</label><displaymarking><b xmlns="urn:b"/></displaymarking>',
      '<label>S/</label><labels/>',
      '<label>S/</label><label xmlns="urn:b"/>',
      '<label/><displaymarking bgcolor="red;x:url(//e)">A</displaymarking>',
      '<label/><displaymarking fgcolor="#f00">A</displaymarking>',
    ];
    expect(refused.map(refusalOf)).to.deep.equal([
      'label-structure: securitylabel without a label',
      'label-structure: securitylabel without a label',
      'label-structure: securitylabel with two labels',
      'label-structure: two elements in `label`',
      'label-structure: text in `label`',
      'label-structure: text in `label`',
      'label-structure: element `label` of `urn:xmpp:sec-label:0` in a securitylabel',
      'label-structure: text in `securitylabel`',
      'label-structure: two elements in `equivalentlabel`',
      'label-structure: text in `equivalentlabel`',
      'label-structure: two display markings',
      'label-structure: element `b` of `urn:b` in a securitylabel',
      'label-structure: element `labels` of `urn:xmpp:sec-label:0` in a securitylabel',
      'label-structure: element `label` of `urn:b` in a securitylabel',
      'label-structure: bgcolor `red;x:url(//e)`',
      'label-structure: fgcolor `#f00`',
    ]);
  });

  it('reads 64 equivalents and refuses 65', () => {
    const many = (count: number): string =>
      `<label/>${'<equivalentlabel>S/</equivalentlabel>'.repeat(count)}`;
    expect(refusalOf(many(maxEquivalents))).to.equal('read');
    expect(refusalOf(many(maxEquivalents + 1))).to.equal('label-too-large: more than 64 equivalent labels');
  });
});

describe('writeSecurityLabel', () => {
  it('writes fuchsia in digits, as text and as background', () => {
    const displayMarking = { text: 'A', fgcolor: 'fuchsia', bgcolor: 'fuchsia' };
    const wire = writeSecurityLabel({ displayMarking, label: 'default', equivalents: [] });
    expect(serialize(wire)).to.contain('fgcolor="#ff00ff" bgcolor="#ff00ff"');
    expect(readSecurityLabel(wire).displayMarking).to.deep.equal(displayMarking);
  });

  it('writes in the order of the schema', () => {
    const wire = writeSecurityLabel({
      label: { element: secret },
      equivalents: [hidden],
      displayMarking: { text: 'SECRET', bgcolor: 'fuchsia' },
    });
    expect(serialize(wire)).to.equal(
      serialize(
        element(securityLabelNamespace, 'securitylabel', {}, [
          element(securityLabelNamespace, 'displaymarking', { bgcolor: '#ff00ff' }, ['SECRET']),
          element(securityLabelNamespace, 'label', {}, [secret]),
          element(securityLabelNamespace, 'equivalentlabel', {}, [hidden]),
        ]),
      ),
    );
    expect(childElements(writeSecurityLabel({ label: 'default', equivalents: [] }))).to.deep.equal([
      element(securityLabelNamespace, 'label'),
    ]);
  });

  it('writes what readSecurityLabel reads as the same', () => {
    const colour = fc.constantFrom('red', 'orange', 'fuchsia', '#00ff7f');
    const marking = fc.record(
      { text: fc.string(), fgcolor: colour, bgcolor: colour },
      { requiredKeys: ['text'] },
    );
    const securityLabel: fc.Arbitrary<SecurityLabel> = fc.record(
      {
        displayMarking: marking,
        label: fc.constantFrom<SecurityLabel['label']>('default', { element: secret }),
        equivalents: fc.array(fc.constantFrom(secret, hidden)),
      },
      { requiredKeys: ['label', 'equivalents'] },
    );
    check(
      fc.property(securityLabel, (value) => {
        expect(readSecurityLabel(writeSecurityLabel(value))).to.deep.equal(value);
      }),
    );
  });
});

/** Without the characters that each element was read from. */
function plain({ label, ...rest }: SecurityLabel): unknown {
  return {
    ...rest,
    label: label === 'default' ? label : serialize(label.element),
    equivalents: rest.equivalents.map((equivalent) => serialize(equivalent)),
  };
}
