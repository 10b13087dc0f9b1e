import { expect } from 'chai';
import { LabelError } from '#labels';
import { XmlError } from '#xml';
import { policy, worded } from '../../policy/fixtures.contract.ts';
import { type Label, policiesOf } from '../../policy/index.ts';
import { labelNamed, rules } from '../rules.fixture.ts';
import { labelOfText, labelText } from './label-text.ts';

const open = policy('open/spif.xml');
const strict = policy('rules/spif.xml');
const under = rules({ policies: policiesOf(open, strict) });

describe('labelText', () => {
  it('is base64 of ESS, and read back the same label', () => {
    for (const name of ['A-S', 'A-S REL1', 'B-S']) {
      const text = labelText(labelNamed(name), rules());
      expect(text).to.match(/^[A-Za-z0-9+/]+=*$/);
      expect(labelOfText(text, rules())).to.deep.equal(labelNamed(name));
    }
  });

  it('is XML of STANAG 4774 where ESS has no number for something in the label', () => {
    const reviewed = worded(open, { classification: 'LOW', categories: { Review: '2027-01-31' } });
    const text = labelText(reviewed, under);
    expect(text).to.match(/^<originatorConfidentialityLabel /);
    expect(labelOfText(text, under)).to.deep.equal(reviewed);
  });

  it('is of a policy that is loaded, or there is a mistake', () => {
    expect(() => labelText(labelNamed('A-S'), under)).to.throw('which is not loaded');
  });
});

describe('labelOfText', () => {
  it('knows no label of a policy that is not loaded any longer, and none that its policy does not allow any longer', () => {
    expect(labelOfText(labelText(labelNamed('A-S'), rules()), under)).to.equal(undefined);
    const wrong: Label = worded(strict, { classification: 'MID' });
    expect(labelOfText(labelText(wrong, under), under)).to.equal(undefined);
  });

  it('takes nothing else for a label', () => {
    expect(() => labelOfText('not base64', rules())).to.throw(LabelError);
    expect(() => labelOfText('<a/>', rules())).to.throw(LabelError);
    expect(() => labelOfText('<a>', rules())).to.throw(XmlError);
  });
});
