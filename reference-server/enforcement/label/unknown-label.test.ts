import { expect } from 'chai';
import { serialize } from '#xml';
import { ess, message, type RulesWish, rules, securityLabel } from '../rules.fixture.ts';
import { labelArrival } from './label-arrival.ts';

const unreadable = securityLabel('A-U').replace(ess('A-U'), ess('ess-truncated'));
const syntax = securityLabel('A-U').replace(ess('A-U'), "<icismlabel xmlns='http://example.gov/IC-ISM/0'/>");

/** The classification that counts for a message with this in it, or how it is refused. */
function counts(labels: string, wish: RulesWish = {}): string {
  const stanza = message(`${labels}<body>hi</body>`);
  const ruling = labelArrival({ stanza, sender: stanza.from }, rules({ unknownLabel: 'default', ...wish }));
  return ruling.allowed ? ruling.message.label.classification.name : ruling.kind;
}

describe('a label that is not known, by the letter of XEP-0258 §5', () => {
  it('counts as the default label', () => {
    const labels = [unreadable, syntax, securityLabel('X-S'), securityLabel('A class 77')];
    expect(labels.map((each) => counts(each))).to.deep.equal(new Array(4).fill('UNCLASSIFIED'));
    expect(labels.map((each) => counts(each, { defaultLabel: 'none' }))).to.deep.equal(
      new Array(4).fill('unlabelled'),
    );
  });

  it('is refused where nobody asks for the letter', () => {
    const kinds = [unreadable, syntax, securityLabel('X-S')].map((each) =>
      counts(each, { unknownLabel: 'refuse' }),
    );
    expect(kinds).to.deep.equal(['malformed', 'denied', 'denied']);
  });

  it('does not make one label of two, or true what is not', () => {
    const lie = securityLabel('A-TS', '', `<equivalentlabel>${ess('B-U')}</equivalentlabel>`);
    expect([counts(securityLabel('A-U') + securityLabel('A-S')), counts(lie)]).to.deep.equal([
      'malformed',
      'malformed',
    ]);
  });

  it('gives way to the label that is stamped', () => {
    const stanza = message(unreadable);
    const ruling = labelArrival(
      { stanza, sender: stanza.from },
      rules({ unknownLabel: 'default', stamp: true }),
    );
    const text = ruling.allowed ? serialize(ruling.message.stanza.element) : '';
    expect(text.match(/<securitylabel/g)).to.have.lengthOf(1);
  });
});
