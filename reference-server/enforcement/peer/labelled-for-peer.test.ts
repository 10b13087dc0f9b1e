import { expect } from 'chai';
import { label, policy } from '../../policy/fixtures.contract.ts';
import { policiesOf, readSpif } from '../../policy/index.ts';
import { readFaults } from '../faults/faults.ts';
import { clearedFor, ess, rules, securityLabel } from '../rules.fixture.ts';
import { labelledForPeer } from './labelled-for-peer.ts';
import {
  binding,
  described,
  equivalent,
  nato,
  natoLabel,
  outgoing,
  peer,
  seenByPeer,
  spif,
} from './mapping.fixture.ts';

const toB = { policy: 'HARNESS-B' } as const;
const rewrite = { marking: 'rewrite' } as const;
const marked = securityLabel('A-S', '<displaymarking>mine</displaymarking>');

describe('labelledForPeer', () => {
  it('leaves a message as it is where nothing is to be mapped', () => {
    const under = rules();
    for (const content of [marked, natoLabel('A-S'), binding([nato('A-S')]), '']) {
      const message = outgoing(content, under);
      const ruling = labelledForPeer(message, peer({}), under);
      expect(ruling.allowed && ruling.message).to.equal(message.stanza.element);
    }
  });

  it('leaves a label as it came that is in the format and the policy of the peer', () => {
    const under = rules();
    for (const [content, format] of [
      [marked, 'ess'],
      [natoLabel('A-S'), '4774'],
      [binding([nato('A-S')]), '4778'],
    ] as const) {
      const message = outgoing(content, under);
      const ruling = labelledForPeer(message, peer({ map: { format, policy: 'HARNESS-A' } }), under);
      expect(ruling.allowed && ruling.message).to.equal(message.stanza.element);
    }
  });

  describe('in another format', () => {
    it('writes one label in place of the one that came, with the marking of the policy', () => {
      expect(seenByPeer(marked, { map: { format: '4774' } }, rewrite)).to.equal(
        '4774 A-SECRET "SECRET" black/red',
      );
      expect(seenByPeer(marked, { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
      expect(seenByPeer(natoLabel('A-S'), { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
      expect(seenByPeer(binding([nato('A-S')]), { map: { format: '4774' } })).to.equal(
        '4774 A-SECRET "SECRET" black/red',
      );
    });

    it('keeps a marking that is to be preserved', () => {
      expect(seenByPeer(marked, { map: { format: '4774' } })).to.equal('4774 A-SECRET "mine" -/-');
      expect(seenByPeer(natoLabel('A-S'), { map: { format: 'ess' } })).to.match(/^ess A-SECRET "SECRET"/);
    });

    it('carries categories and privacy marks', () => {
      for (const [name, said] of [
        ['A-S REL1+2', 'A-SECRET ONE TWO'],
        ['A-S ALPHA+BRAVO', 'A-SECRET ALPHA BRAVO'],
        ['A-S ADMIN1', 'A-SECRET PERSONNEL'],
        ['A-S EYES ONLY', 'A-SECRET (EYES ONLY)'],
      ] as const) {
        expect(seenByPeer(securityLabel(name), { map: { format: '4778' } })).to.equal(
          `binding of 4774 ${said}`,
        );
        expect(seenByPeer(securityLabel(name), { map: { format: '4774' } })).to.contain(`4774 ${said} "`);
        const back = seenByPeer(natoLabel(name), { map: { format: 'ess' } });
        expect(back).to.contain(`ess ${said} "`).and.contain(`beside 4774 ${said}`);
      }
    });

    it('carries what ESS cannot say as an equivalent in its own syntax, and refuses it where the original is replaced', () => {
      const seen = seenByPeer(natoLabel('A-S'), { map: { format: 'ess' } });
      expect(seen).to.equal('ess A-SECRET "SECRET" black/red beside 4774 A-SECRET');
      expect(seenByPeer(natoLabel('A-S'), { map: { format: 'ess', original: 'replace' } })).to.equal(
        'denied at exit: the label cannot be written: a label that is to be replaced would lose what only another syntax can say',
      );
      expect(seenByPeer(marked, { map: { format: '4774', original: 'replace' } })).to.match(
        /^4774 A-SECRET "mine"/,
      );
    });

    it('puts the original that was recorded first again', () => {
      const recorded = securityLabel('A-S', '', equivalent(nato('A-S')));
      expect(seenByPeer(recorded, { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
    });

    it('takes the equivalents along', () => {
      const both = securityLabel('A-S', '', equivalent(ess('B-S')));
      expect(seenByPeer(both, { map: { format: '4778' } })).to.equal(
        'binding of 4774 A-SECRET beside alternative 4774 B-HIDDEN',
      );
      const bound = binding([nato('A-S'), nato('B-S', 'alternative')]);
      expect(seenByPeer(bound, { map: { format: 'ess' } })).to.match(
        /beside 4774 A-SECRET, alternative 4774 B-HIDDEN$/,
      );
      const foreign = securityLabel('A-S', '', equivalent(ess('X-S')));
      expect(seenByPeer(foreign, { map: { format: '4774' } })).to.match(/beside ess unknown$/);
      expect(seenByPeer(foreign, { map: { format: '4778' } })).to.match(/^denied at exit: .* in a binding$/);
    });

    it('makes one label of two that said the same', () => {
      const both = securityLabel('A-S') + binding([nato('A-S')]);
      expect(seenByPeer(both, { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
      expect(seenByPeer(both, { map: { format: 'ess' } })).to.match(/^ess A-SECRET .* beside 4774 A-SECRET$/);
    });

    it('carries a binding that says more than labels whole, or refuses it', () => {
      const signed = binding([nato('A-S')], '', "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>");
      expect(seenByPeer(signed, { map: { format: 'ess' } })).to.match(/^ess A-SECRET .* beside BindingData$/);
      expect(seenByPeer(signed, { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
      expect(seenByPeer(signed, { map: { format: '4778', policy: 'HARNESS-B' } })).to.match(
        /^denied at exit/,
      );
      expect(seenByPeer(signed, { map: { format: 'ess', original: 'replace' } })).to.match(/^denied at exit/);
    });

    it('carries a label of another syntax whole, or refuses it', () => {
      const inside = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label>${binding([nato('A-S')]).replace(/^.*?(<BindingInformation.*<\/BindingInformation>).*$/s, '$1')}</label></securitylabel>`;
      expect(seenByPeer(inside, { map: { format: 'ess' } })).to.match(
        /^ess A-SECRET .* beside stanag4778 A-SECRET$/,
      );
      expect(seenByPeer(inside, { map: { format: 'ess', original: 'replace' } })).to.match(/^denied at exit/);
      expect(seenByPeer(inside, { map: { ...toB, original: 'replace' } })).to.match(/^denied at exit/);
    });

    it('leaves a binding of something else, and has no second one beside it', () => {
      const other = binding([nato('A-U')], '#part');
      expect(seenByPeer(marked + other, { map: { format: '4774' } })).to.equal(
        'binding of nothing and 4774 A-SECRET "mine" -/-',
      );
      expect(seenByPeer(marked + other, { map: { format: '4778' } })).to.equal('binding of 4774 A-SECRET');
    });

    it('speaks the language of the message in its marking', () => {
      const under = rules(rewrite);
      const message = outgoing(binding([nato('A-S')]), under, 'fr');
      const ruling = labelledForPeer(message, peer({ map: { format: '4774' } }), under);
      expect(JSON.stringify(ruling)).to.contain('SECRET DÉFENSE');
    });

    it('writes a default label that nobody has written', () => {
      for (const content of ['', "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>"])
        expect(seenByPeer(content, { map: { format: '4778' } })).to.equal('binding of 4774 A-UNCLASSIFIED');
    });
  });

  describe('in another policy', () => {
    it('writes the equivalent with the marking of its policy, and the original beside it', () => {
      expect(seenByPeer(marked, { map: toB })).to.equal(
        'ess B-HIDDEN "HARNESS-B HIDDEN" white/maroon beside ess A-SECRET',
      );
      expect(seenByPeer(marked, { map: { ...toB, original: 'replace' } })).to.equal(
        'ess B-HIDDEN "HARNESS-B HIDDEN" white/maroon',
      );
    });

    it("leaves the originator's label of STANAG 4774 first, and adds the equivalent as an alternative", () => {
      expect(seenByPeer(marked, { map: { ...toB, format: '4778' } })).to.equal(
        'binding of 4774 A-SECRET beside alternative 4774 B-HIDDEN',
      );
      expect(seenByPeer(natoLabel('A-S'), { map: toB })).to.equal(
        '4774 A-SECRET "HARNESS-B HIDDEN" white/maroon beside alternative 4774 B-HIDDEN',
      );
      expect(seenByPeer(natoLabel('A-S'), { map: { ...toB, original: 'replace' } })).to.equal(
        '4774 B-HIDDEN "HARNESS-B HIDDEN" white/maroon',
      );
    });

    it('takes the equivalent that came with it, and maps nothing twice', () => {
      const twofold = securityLabel('A-S', '', equivalent(ess('B-S')));
      expect(seenByPeer(twofold, { map: toB })).to.equal(
        'ess B-HIDDEN "HARNESS-B HIDDEN" white/maroon beside ess A-SECRET',
      );
      const bound = binding([nato('A-S'), nato('B-S', 'alternative')]);
      expect(seenByPeer(bound, { map: { ...toB, format: '4778' } })).to.equal(
        'binding of 4774 A-SECRET beside alternative 4774 B-HIDDEN',
      );
    });

    it('takes the label of which this one was made here, and no claim past the equivalences for originators', () => {
      const raising = policiesOf(policy('harness-a/spif.xml'), policy('harness-b/spif-raising.xml'));
      const under = rules({ policies: raising });
      const made = { ...outgoing(securityLabel('A-S'), under), equivalents: [label('B-C', raising)] };
      const ruling = labelledForPeer(made, peer({ map: toB }, raising), under);
      expect(ruling.allowed && described(ruling.message, under)).to.match(
        /^ess B-GUARDED .* beside ess A-SECRET$/,
      );
      const marked = outgoing(securityLabel('A-S EYES ONLY'), under);
      const alone = peer({ map: { ...toB, original: 'replace' } }, raising);
      const lossy = labelledForPeer({ ...marked, equivalents: made.equivalents }, alone, under);
      expect(lossy).to.have.nested.property('reasons[0].message').that.contains('a privacy mark');
      const broken = { ...under, faults: readFaults(['map.twice']) };
      const again = labelledForPeer(made, peer({ map: toB }, raising), broken);
      expect(again.allowed && described(again.message, under)).to.match(/^ess B-HIDDEN/);
      const forReceivers = spif('harness-a/spif.xml').replace(
        'lacv="4" applied="both"',
        'lacv="4" applied="decrypt"',
      );
      const policies = policiesOf(readSpif(forReceivers).policy, policy('harness-b/spif.xml'));
      const claimed = securityLabel('A-S', '', equivalent(ess('B-S')));
      expect(seenByPeer(claimed, { map: toB }, { policies })).to.match(
        /^denied at exit: classification `SECRET`/,
      );
    });

    it("puts the originator's label first that somebody's mapping has recorded", () => {
      const recorded = securityLabel('A-S', '', equivalent(nato('B-S')));
      expect(seenByPeer(recorded, { map: { ...toB, format: '4778' } })).to.equal(
        'binding of 4774 B-HIDDEN beside alternative 4774 A-SECRET',
      );
    });

    it('refuses what has no equivalent: nothing is lowered to fit', () => {
      expect(seenByPeer(securityLabel('A-TS'), { map: toB })).to.equal(
        'denied at exit: classification `TOP SECRET` has no one equivalent in policy `HARNESS-B`',
      );
      expect(seenByPeer(securityLabel('A-S ALPHA'), { map: toB })).to.match(/^denied at exit: `ALPHA` of/);
      expect(seenByPeer(securityLabel('A-S ADMIN1'), { map: toB })).to.match(
        /^denied at exit: `PERSONNEL` of/,
      );
      expect(seenByPeer(securityLabel('A-S REL1'), { map: toB })).to.match(/^ess B-HIDDEN UN /);
    });

    it('asks the equivalences for originators', () => {
      const oneWay = policiesOf(
        policy('harness-a/spif-c-encrypt-only.xml'),
        policy('harness-b/spif-c-encrypt-only.xml'),
      );
      expect(seenByPeer(securityLabel('A-C'), { map: toB }, { policies: oneWay })).to.match(/^ess B-GUARDED/);
    });

    it('that is broken asks those for receivers, too', () => {
      const forReceivers = spif('harness-a/spif.xml').replaceAll('applied="both"', 'applied="decrypt"');
      const policies = policiesOf(readSpif(forReceivers).policy, policy('harness-b/spif.xml'));
      expect(seenByPeer(marked, { map: toB }, { policies })).to.match(/^denied at exit/);
      expect(seenByPeer(marked, { map: toB }, { policies, faults: ['map.direction'] })).to.match(
        /^ess B-HIDDEN/,
      );
    });

    it('tells of a mistake of ours, which refuses whatever it is about', () => {
      const under = rules();
      const message = outgoing(marked, under);
      const unloaded = rules({ policies: policiesOf(policy('harness-b/spif.xml')) });
      expect(() => labelledForPeer(message, peer({ map: { format: '4774' } }), unloaded)).to.throw(
        /is not loaded/,
      );
    });

    it('asks the outbound clearance about the mapped label, where it says something about that policy', () => {
      const outbound = [...clearedFor('U', 'R', 'C', 'S'), ...clearedFor('B-U', 'B-R')];
      expect(seenByPeer(securityLabel('A-R'), { map: toB, outbound })).to.match(/^ess B-LIMITED/);
      expect(seenByPeer(marked, { map: toB, outbound })).to.match(/^denied at exit: /);
      expect(seenByPeer(marked, { map: toB, outbound: clearedFor('U', 'S') })).to.match(/^ess B-HIDDEN/);
    });

    it('maps a default label that nobody has written, and records it', () => {
      expect(seenByPeer('', { map: toB })).to.equal(
        'ess B-OPEN "HARNESS-B OPEN" black/lime beside ess A-UNCLASSIFIED',
      );
      expect(seenByPeer('', { map: { ...toB, original: 'replace' } })).to.match(/^ess B-OPEN "[^"]*" [^ ]*$/);
      expect(seenByPeer('', { map: toB }, { defaultLabel: 'A-TS' })).to.match(/^denied at exit/);
    });

    it('keeps the privacy mark where the original does not go along, and the dates of STANAG 4774', () => {
      const map = { ...toB, original: 'replace' } as const;
      expect(seenByPeer(securityLabel('A-S EYES ONLY'), { map })).to.match(/^ess B-HIDDEN \(EYES ONLY\) "/);
      expect(seenByPeer(natoLabel('A-S'), { map: { ...map, format: 'ess' } })).to.match(
        /would lose what only/,
      );
      expect(seenByPeer(natoLabel('A-S until 2999 then A-U'), { map })).to.match(/would lose a successor/);
      const under = rules();
      const ruling = labelledForPeer(outgoing(natoLabel('A-S'), under), peer({ map }), under);
      expect(JSON.stringify(ruling)).to.contain('2035-01-01T00:00:00Z').and.contain('2026-01-01T00:00:00Z');
    });
  });

  it('is broken by each of its faults in one way', () => {
    const map = { ...toB, format: '4774' } as const;
    const under = (fault: 'map.fmt' | 'map.pol' | 'map.mark' | 'map.leave' | 'map.original'): string =>
      seenByPeer(marked, { map }, { faults: [fault] });
    expect(under('map.fmt')).to.match(/^ess B-HIDDEN .* beside ess A-SECRET$/);
    expect(under('map.pol')).to.equal('4774 A-SECRET "mine" -/-');
    expect(under('map.mark')).to.equal('4774 A-SECRET unmarked beside alternative 4774 B-HIDDEN');
    expect(under('map.leave')).to.match(/^ess A-SECRET "mine" -\/- and 4774 A-SECRET/);
    expect(under('map.original')).to.match(/^4774 B-HIDDEN "[^"]*" [^ ]*$/);
    const outbound = [...clearedFor('S'), ...clearedFor('B-U')];
    expect(seenByPeer(marked, { map, outbound }, { faults: ['map.out'] })).to.match(/^4774 A-SECRET/);
    expect(seenByPeer('', { map }, { faults: ['map.default'] })).to.equal('no label');
    expect(
      seenByPeer(securityLabel('A-S REL1'), { map: { format: '4778' } }, { faults: ['map.drop'] }),
    ).to.equal('binding of 4774 A-SECRET');
    expect(seenByPeer(natoLabel('A-S'), { map: { format: 'ess' } }, { faults: ['map.drop'] })).to.match(
      /^ess A-SECRET "[^"]*" [^ ]*$/,
    );
  });
});
