import { expect } from 'chai';
import { policy } from '../../policy/fixtures.contract.ts';
import { policiesOf } from '../../policy/index.ts';
import { labelArrival } from '../label/label-arrival.ts';
import { inLanguageOf } from '../label/recipient-language.ts';
import { ess, labelNamed, rules, securityLabel, stanza } from '../rules.fixture.ts';
import {
  binding,
  described,
  equivalent,
  fromPeer,
  nato,
  natoLabel,
  peer,
  seenHere,
} from './mapping.fixture.ts';

const ofB = { policy: 'HARNESS-B' } as const;
const ofNato = { format: '4778' } as const;
const rewrite = { marking: 'rewrite' } as const;

describe('understoodFromPeer', () => {
  it('leaves a message as it is where nothing is to be mapped', () => {
    const plain = securityLabel('B-S', '<displaymarking>theirs</displaymarking>');
    expect(seenHere(plain, {})).to.equal('ess B-HIDDEN "theirs" -/-');
    expect(seenHere(binding([nato('A-S')]), {})).to.equal('binding of 4774 A-SECRET');
  });

  it('takes what is for nobody by what holds for all domains here', () => {
    const under = rules({ peers: { 'b.test': peer({ map: ofB }) } });
    const sent = stanza(`<message id='m1'>${securityLabel('B-S')}</message>`, 'xenia@b.test/home');
    const ruling = labelArrival({ stanza: sent, sender: sent.from, peer: 'b.test' }, under);
    expect(ruling.allowed && described(ruling.message.stanza.element, under)).to.match(/^ess A-SECRET/);
  });

  it('leaves what is in the policy and the format of this server', () => {
    const own = securityLabel('A-S', '<displaymarking>theirs</displaymarking>');
    expect(seenHere(own, { map: { ...ofB, ...ofNato } })).to.equal('ess A-SECRET "theirs" -/-');
  });

  it('gives local recipients the label in the local format, with a marking, and the one that came beside it', () => {
    expect(seenHere(binding([nato('A-S')]), { map: ofNato }, rewrite)).to.equal(
      'ess A-SECRET "SECRET" black/red beside 4774 A-SECRET',
    );
    expect(seenHere(natoLabel('A-S REL1'), { map: { format: '4774' } })).to.match(
      /^ess A-SECRET ONE "SECRET REL TO ONE" .* beside 4774 A-SECRET ONE$/,
    );
  });

  it('maps a label of another policy to the one that governs here, and takes the original along', () => {
    expect(seenHere(securityLabel('B-S'), { map: ofB }, rewrite)).to.equal(
      'ess A-SECRET "SECRET" black/red beside ess B-HIDDEN',
    );
    expect(seenHere(securityLabel('B-S'), { map: { ...ofB, original: 'replace' } })).to.equal(
      'ess A-SECRET "SECRET" black/red',
    );
    expect(seenHere(binding([nato('B-S REL1')]), { map: { ...ofB, ...ofNato } })).to.match(
      /^ess A-SECRET ONE .* beside 4774 B-HIDDEN UN$/,
    );
  });

  it('decides by the mapped label, and by the original where that is kept', () => {
    const label = (original: 'record' | 'replace'): string => {
      const under = rules({ peers: { 'b.test': peer({ map: { ...ofB, original } }) } });
      const ruling = fromPeer(securityLabel('B-S'), under);
      if (!ruling.allowed) return ruling.kind;
      const { label: counts, equivalents } = ruling.message;
      return [counts, ...equivalents].map(({ classification }) => classification.name).join(' ');
    };
    expect(label('record')).to.equal('SECRET HIDDEN');
    expect(label('replace')).to.equal('SECRET');
  });

  it('takes what its owner wrote when it comes home', () => {
    const home = securityLabel('B-S', '', equivalent(ess('A-S')));
    expect(seenHere(home, { map: ofB })).to.match(/^ess A-SECRET .* beside ess B-HIDDEN$/);
    const bound = binding([nato('A-S'), nato('B-S', 'alternative')]);
    expect(seenHere(bound, { map: { ...ofB, ...ofNato } })).to.match(
      /^ess A-SECRET .* beside 4774 A-SECRET, alternative 4774 B-HIDDEN$/,
    );
  });

  it('refuses what has no equivalent here, and what claims a wrong one: no default takes its place', () => {
    expect(seenHere(securityLabel('B-TS'), { map: ofB })).to.equal(
      'denied at label: classification `SEALED` has no one equivalent in policy `HARNESS-A`',
    );
    const lie = securityLabel('B-S', '', equivalent(ess('A-U')));
    expect(seenHere(lie, { map: ofB })).to.match(/^malformed at label/);
    expect(seenHere(securityLabel('X-S'), { map: ofB })).to.match(/^denied at label/);
  });

  it('asks the equivalences for receivers', () => {
    const oneWay = policiesOf(policy('harness-a/spif.xml'), policy('harness-b/spif-c-encrypt-only.xml'));
    expect(seenHere(securityLabel('B-C'), { map: ofB }, { policies: oneWay })).to.match(/^denied at label/);
    expect(seenHere(securityLabel('B-R'), { map: ofB }, { policies: oneWay })).to.match(/^ess A-RESTRICTED/);
    expect(
      seenHere(securityLabel('B-C'), { map: ofB }, { policies: oneWay, faults: ['map.direction'] }),
    ).to.match(/^ess A-CONFIDENTIAL/);
  });

  it('leaves the default label to what comes without one, and does not map it', () => {
    expect(seenHere('', { map: ofB })).to.equal('no label');
    expect(seenHere('', { map: ofB, defaultLabel: labelNamed('A-U') })).to.match(
      /^ess A-UNCLASSIFIED "UNCLASSIFIED" [^ ]*$/,
    );
  });

  it('marks in the language of whoever reads it', () => {
    const under = rules({ ...rewrite, peers: { 'b.test': peer({ map: ofB }) } });
    const ruling = fromPeer(securityLabel('B-S'), under);
    if (!ruling.allowed) throw new Error(ruling.kind);
    const inFrench = inLanguageOf('fr', ruling.message, under);
    expect(JSON.stringify(inFrench.element)).to.contain('SECRET DÉFENSE');
    expect(inLanguageOf(undefined, ruling.message, under)).to.equal(ruling.message.stanza);
  });

  it('is broken by each of its faults in one way', () => {
    const map = { ...ofB, ...ofNato } as const;
    const label = binding([nato('B-S')]);
    expect(seenHere(label, { map }, { faults: ['map.fmt'] })).to.equal(
      'binding of 4774 B-HIDDEN beside alternative 4774 A-SECRET',
    );
    expect(seenHere(label, { map }, { faults: ['map.pol'] })).to.match(
      /^ess B-HIDDEN .* beside 4774 B-HIDDEN$/,
    );
  });
});
