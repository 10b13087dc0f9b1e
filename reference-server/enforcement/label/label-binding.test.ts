import { expect } from 'chai';
import { serialize } from '#xml';
import { label } from '../../policy/fixtures.contract.ts';
import type { FaultName } from '../faults/faults.ts';
import { message, rules, securityLabel } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import { labelArrival } from './label-arrival.ts';
import { inLanguageOf } from './recipient-language.ts';

const labelNamespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0';

/** A STANAG 4774 label with one classification; `after` is its SuccessionHandling, say. */
function stanag(
  classification: string,
  policy = 'HARNESS-A',
  root = 'originatorConfidentialityLabel',
  after = '',
): string {
  return `<${root} xmlns='${labelNamespace}' ReviewDateTime='2035-01-01T00:00:00Z'><ConfidentialityInformation><PolicyIdentifier>${policy}</PolicyIdentifier><Classification>${classification}</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>${after}</${root}>`;
}

function successor(at: string, classification: string): string {
  return `<SuccessionHandling><SuccessionDateTime>${at}</SuccessionDateTime><SuccessorConfidentialityLabel><ConfidentialityInformation><PolicyIdentifier>HARNESS-A</PolicyIdentifier><Classification>${classification}</Classification></ConfidentialityInformation><CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime></SuccessorConfidentialityLabel></SuccessionHandling>`;
}

/** `<BindingData/>` with these labels, each in its Metadata. */
function binding(labels: readonly string[], reference = '', version = '1:0'): string {
  const metadata = labels.map((each) => `<Metadata>${each}</Metadata>`).join('');
  return `<BindingData xmlns='urn:nato:stanag:4778:profile:xmpp:${version}'><BindingDataObject><BindingInformation xmlns='urn:nato:stanag:4778:bindinginformation:1:0'><MetadataBindingContainer><MetadataBinding>${metadata}<DataReference URI='${reference}'/></MetadataBinding></MetadataBindingContainer></BindingInformation></BindingDataObject></BindingData>`;
}

/** The label that counts, by its name, with the number of verified equivalents; or how it is refused. */
function of(content: string, under: Rules = rules()): string {
  const stanza = message(content);
  const ruling = labelArrival({ stanza, sender: stanza.from }, under);
  if (!ruling.allowed) return ruling.kind;
  const { label: counts, equivalents } = ruling.message;
  return [counts.classification.name, ...equivalents.map(({ policy }) => policy)].join(' ');
}

const secret = stanag('SECRET');
const hidden = stanag('HIDDEN', 'HARNESS-B', 'alternativeConfidentialityLabel');

describe('labelArrival, of STANAG 4774 and 4778', () => {
  it('takes a 4774 label inside XEP-0258 as it takes an ESS one', () => {
    const inside = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label>${secret}</label></securitylabel>`;
    expect(of(inside)).to.equal('SECRET');
  });

  it('takes the originator label that is bound to the stanza, and its true alternatives', () => {
    expect(of(binding([secret]))).to.equal('SECRET');
    expect(of(binding([secret, hidden]))).to.equal(`SECRET ${label('B-S').policy}`);
  });

  it('refuses an alternative that is not true, and two originator labels', () => {
    const open = stanag('OPEN', 'HARNESS-B', 'alternativeConfidentialityLabel');
    expect(of(binding([secret, open]))).to.equal('malformed');
    expect(of(binding([secret, stanag('RESTRICTED')]))).to.equal('malformed');
  });

  it('takes what is bound to something else, and metadata labels, for no label', () => {
    const metadata = stanag('SECRET', 'HARNESS-A', 'metadataConfidentialityLabel');
    for (const content of [binding([secret], '#other'), binding([metadata])]) {
      expect(of(content)).to.equal('UNCLASSIFIED');
      expect(of(content, rules({ defaultLabel: 'none' }))).to.equal('unlabelled');
    }
  });

  it('refuses a version of the profile that it does not read, and what is no binding', () => {
    expect(of(binding([secret], '', '9:9'))).to.equal('denied');
    expect(of(`<BindingData xmlns='urn:nato:stanag:4778:profile:xmpp:1:0'/>`)).to.equal('malformed');
  });

  it('takes one label of each kind, in either order, where they say the same', () => {
    expect(of(securityLabel('A-S') + binding([secret]))).to.equal('SECRET');
    expect(of(binding([secret]) + securityLabel('A-S'))).to.equal('SECRET');
    expect(of(binding([secret], '#other') + securityLabel('A-S'))).to.equal('SECRET');
  });

  it('refuses them where they differ, where either cannot be read, and where there are three', () => {
    const asksForDefault = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>`;
    expect(of(securityLabel('A-U') + binding([secret]))).to.equal('malformed');
    expect(of(asksForDefault + binding([secret]))).to.equal('malformed');
    expect(of(securityLabel('A-S') + binding([secret], '', '9:9'))).to.equal('denied');
    expect(of(securityLabel('A-S') + binding([secret]) + binding([secret]))).to.equal('malformed');
    expect(of(binding([secret]) + binding([secret]))).to.equal('malformed');
  });

  it('takes the successor from its date on', () => {
    const past = stanag('SECRET', 'HARNESS-A', undefined, successor('2020-01-01T00:00:00Z', 'RESTRICTED'));
    const future = stanag('SECRET', 'HARNESS-A', undefined, successor('2099-01-01T00:00:00Z', 'RESTRICTED'));
    expect(of(binding([past]))).to.equal('RESTRICTED');
    expect(of(binding([future]))).to.equal('SECRET');
    expect(of(binding([past]), rules({ faults: ['nato.succession'] }))).to.equal('SECRET');
  });

  it('keeps the binding of a message whose security label is marked anew', () => {
    const stanza = message(binding([secret]) + securityLabel('A-S'));
    const ruling = labelArrival({ stanza, sender: stanza.from }, rules({ marking: 'rewrite' }));
    const written = ruling.allowed ? serialize(ruling.message.stanza.element, 'jabber:client') : '';
    expect(written).to.match(/BindingData.*>SECRET<\/displaymarking>/);
  });
});

describe('markings', () => {
  const markingOf = (lang: string, faults: Rules['faults']): string => {
    const stanza = { ...message(securityLabel('A-S')), lang };
    const under = { ...rules({ marking: 'rewrite' }), faults };
    const ruling = labelArrival({ stanza, sender: stanza.from }, under);
    const written = ruling.allowed ? serialize(ruling.message.stanza.element, 'jabber:client') : '';
    return /displaymarking[^>]*>([^<]*)</.exec(written)?.[1] ?? 'none';
  };

  it('are in the language of the stanza, where the policy speaks it', () => {
    expect(['fr', 'fr-CA', 'en', 'tlh'].map((lang) => markingOf(lang, new Set()))).to.deep.equal([
      'SECRET DÉFENSE',
      'SECRET DÉFENSE',
      'SECRET',
      'SECRET',
    ]);
    expect(markingOf('fr', new Set(['mark.language']))).to.equal('SECRET');
  });

  it('are written anew in the language of whoever gets the message, and nothing else is', () => {
    const under = rules({ marking: 'rewrite' });
    const sent = { ...message(securityLabel('A-S')), lang: 'en' };
    const ruling = labelArrival({ stanza: sent, sender: sent.from }, under);
    if (!ruling.allowed) throw new Error('refused');
    const shown = (lang: string | undefined, by: Rules): string => {
      const { element, lang: spoken } = inLanguageOf(lang, ruling.message, by);
      const text = /displaymarking[^>]*>([^<]*)</.exec(serialize(element, 'jabber:client'))?.[1] ?? 'none';
      return `${text} ${spoken ?? ''}`;
    };
    expect([shown('fr', under), shown('en', under), shown(undefined, under)]).to.deep.equal([
      'SECRET DÉFENSE en',
      'SECRET en',
      'SECRET en',
    ]);
    expect(shown('fr', rules({ marking: 'preserve' }))).to.equal('SECRET en');
    expect(shown('fr', rules({ marking: 'rewrite', faults: ['mark.language'] }))).to.equal('SECRET en');
  });

  it('are left alone where the label has changed its meaning since', () => {
    const sent = message('');
    const before = labelArrival({ stanza: sent, sender: sent.from }, rules({ defaultLabel: 'A-S' }));
    if (!before.allowed) throw new Error('refused');
    const later = rules({ defaultLabel: 'A-U', stamp: true, marking: 'rewrite' });
    expect(inLanguageOf('fr', before.message, later)).to.equal(before.message.stanza);
  });

  it('are not kept when they cannot be shown', () => {
    const marked = (text: string): string =>
      of(securityLabel('A-S', `<displaymarking>${text}</displaymarking>`), rules({ marking: 'preserve' }));
    expect([marked('TRÈS SECRET 密'), marked('x'.repeat(257)), marked('a\u202Eb')]).to.deep.equal([
      'SECRET',
      'marking',
      'marking',
    ]);
  });
});

describe('a binding that is read badly on purpose', () => {
  const metadata = stanag('SECRET', 'HARNESS-A', 'metadataConfidentialityLabel');
  const later = stanag('RESTRICTED', 'HARNESS-A', undefined, successor('2020-01-01T00:00:00Z', 'SECRET'));
  const cases: readonly (readonly [FaultName, string, sound: string, broken: string])[] = [
    ['nato.binding', binding([secret]), 'SECRET', 'UNCLASSIFIED'],
    ['nato.version', binding([secret], '', '9:9'), 'denied', 'SECRET'],
    ['nato.metadata', binding([metadata]), 'UNCLASSIFIED', 'SECRET'],
    ['nato.reference', binding([secret], '#other'), 'UNCLASSIFIED', 'SECRET'],
    ['nato.succession', binding([later]), 'SECRET', 'RESTRICTED'],
    ['nato.review', binding([secret.replace('2035-', '2001-')]), 'SECRET', 'denied'],
    ['nato.review', binding([secret]), 'SECRET', 'SECRET'],
    ['nato.review', securityLabel('A-S'), 'SECRET', 'SECRET'],
  ];
  for (const [fault, content, sound, broken] of cases) {
    it(`${fault}: ${sound} becomes ${broken}`, () => {
      expect([of(content), of(content, rules({ faults: [fault] }))]).to.deep.equal([sound, broken]);
    });
  }
});
