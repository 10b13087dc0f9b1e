import { expect } from 'chai';
import { labelCodecs } from '#labels';
import { element, serialize } from '#xml';
import { nato } from '../../policy/fixtures.contract.ts';
import { labelArrival } from '../label/label-arrival.ts';
import { stampLabel } from '../label/marked-label.ts';
import { essText, labelNamed, message, type RulesWish, rules, securityLabel } from '../rules.fixture.ts';
import { withMarkingTwice } from './faulty-marking.ts';

/** What a recipient gets of a label that came so, or how it is refused. */
function copy(label: string, wish: RulesWish): string {
  const stanza = message(label);
  const ruling = labelArrival({ stanza, sender: stanza.from }, rules(wish));
  return ruling.allowed ? serialize(ruling.message.stanza.element, 'jabber:client') : ruling.kind;
}

const marked = securityLabel('A-U', '<displaymarking>TRÈS SECRET 密</displaymarking>');

describe('a label that is written badly on purpose', () => {
  it('mark.fold: a marking that is kept keeps its letters only without the fault', () => {
    expect(copy(marked, {})).to.include('>TRÈS SECRET 密<');
    expect(copy(marked, { faults: ['mark.fold'] })).to.include('>TRES SECRET <');
    expect(copy(securityLabel('A-U'), { faults: ['mark.fold'] })).to.equal(copy(securityLabel('A-U'), {}));
  });

  it('mark.two: a label that is written has its marking twice', () => {
    const markings = (wish: RulesWish): number => copy(marked, wish).split('<displaymarking').length - 1;
    expect([
      markings({ marking: 'rewrite' }),
      markings({ marking: 'rewrite', faults: ['mark.two'] }),
    ]).to.deep.equal([1, 2]);
    const empty = element('urn:x', 'securitylabel');
    expect(withMarkingTwice(empty)).to.deep.equal(empty);
  });

  it('nato.4774: the syntax is unknown, and only in `<label/>`', () => {
    const secret = serialize(labelCodecs.stanag4774.write(nato('HARNESS-A', 'SECRET')));
    const label = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label>${secret}</label></securitylabel>`;
    expect(copy(label, {})).to.include('SECRET');
    expect(copy(label, { faults: ['nato.4774'] })).to.equal('denied');
    expect(copy(securityLabel('A-S'), { faults: ['nato.4774'] })).to.include('esssecuritylabel');
  });
});

describe('stampLabel', () => {
  it('writes ESS, or STANAG 4774 as made at a time', () => {
    const written = (created?: string): string =>
      serialize(stampLabel(labelNamed('A-S'), rules(), undefined, created));
    expect(written()).to.include('esssecuritylabel');
    const poorer = stampLabel(labelNamed('A-S ALPHA'), rules({ faults: ['lbl.drop-categories'] }));
    expect(serialize(poorer)).to.include(essText('A-S'));
    expect(written('2026-01-01T00:00:00Z')).to.match(
      /originatorConfidentialityLabel.*SECRET.*2026-01-01T00:00:00Z/,
    );
  });
});
