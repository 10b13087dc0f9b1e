import { expect } from 'chai';
import fc from 'fast-check';
import { type Element, serialize } from '#xml';
import { now } from '../../policy/fixtures.contract.ts';
import { check } from '../../policy/property.contract.ts';
import type { FaultName } from '../faults/faults.ts';
import { labelArrival } from '../label/label-arrival.ts';
import { ess, labelNamed, rules, securityLabel, stanza } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import { labelledForPeer } from './labelled-for-peer.ts';
import { binding, equivalent, nato, natoLabel, peer } from './mapping.fixture.ts';
import type { PeerRules } from './peer-rules.ts';

/** One message after another, to a peer or from it, some time after the one before. */
interface Step {
  readonly content: string;
  readonly lang: string;
  readonly peer: string;
  readonly isOutward: boolean;
  readonly after: number;
}

const [plain, marking] = ['<body>hi</body>', '<displaymarking>SECRET</displaymarking>'];
const usual = labelNamed('A-U');
/** What labels a message, alike in one thing and different in another. */
const contents: readonly string[] = [
  '',
  "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>",
  ...['A-U', 'A-S', 'A-TS', 'B-S'].map((name) => securityLabel(name)),
  securityLabel('A-S', marking),
  securityLabel('A-S', marking.replace('SECRET', 'other')),
  securityLabel('A-S', '', equivalent(ess('B-S'))),
  securityLabel('A-S', '', equivalent(nato('A-S'))),
  securityLabel('B-S', '', equivalent(ess('A-S'))),
  natoLabel('A-S'),
  natoLabel('A-S', equivalent(ess('B-S'))),
  binding([nato('A-S')]),
  binding([nato('A-S'), nato('B-S', 'alternative')]),
  `${securityLabel('A-S')}${binding([nato('A-S')])}`,
  `${binding([nato('A-S')])}${securityLabel('A-S')}`,
  `${securityLabel('A-S')}${binding([nato('A-U')], '#body')}`,
  `${binding([nato('A-S')], '#body')}${securityLabel('A-S')}`,
].flatMap((labels) => [`${labels}${plain}`, `${plain}${labels}`]);

const formats = [undefined, 'ess', '4774', '4778'] as const;
const policies = [undefined, 'HARNESS-A', 'HARNESS-B'] as const;
const originals = ['record', 'replace'] as const;
const mappings = formats.flatMap((format) =>
  policies.flatMap((policy) =>
    originals.map((original) => ({ original, ...(format && { format }), ...(policy && { policy }) })),
  ),
);
const peers: Readonly<Record<string, PeerRules>> = Object.fromEntries(
  mappings.map((map, place) => [`peer-${String(place)}.test`, peer({ map })]),
);

/** Few labels, to and from few peers, so that most come more than once. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(few(contents), few(Object.keys(peers)))
  .chain(([someContents, somePeers]) => {
    const step = fc.record({
      content: fc.constantFrom(...someContents),
      lang: fc.constantFrom('', 'fr'),
      peer: fc.constantFrom(...somePeers),
      isOutward: fc.boolean(),
      after: fc.constantFrom(0, 0, 0, 300),
    });
    return fc.array(step, { minLength: 2, maxLength: 8 });
  });

function few(all: readonly string[]): fc.Arbitrary<string[]> {
  return fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 2 });
}

const broken: readonly (readonly FaultName[])[] = [
  [],
  ...(['map.fmt', 'map.pol', 'map.leave', 'map.mark', 'map.drop', 'map.twice'] as const).map((each) => [
    each,
  ]),
];

/** What becomes of it, in text; when a label was made does not count. */
function outcome({ content, lang, peer: domain, isOutward }: Step, under: Rules): unknown {
  const language = lang === '' ? '' : ` xml:lang='${lang}'`;
  const [from, to] = isOutward
    ? ['juliet@a.test/balcony', `x@${domain}`]
    : [`x@${domain}/home`, 'romeo@a.test'];
  const sent = stanza(`<message to='${to}' type='chat' id='m1'${language}>${content}</message>`, from);
  const arrival = { stanza: sent, sender: sent.from, ...(!isOutward && { peer: domain }) };
  const ruling = labelArrival(arrival, under);
  if (!ruling.allowed) return ruling;
  const { label, equivalents } = ruling.message;
  return { label, equivalents, text: textOf(isOutward ? left(ruling.message, domain, under) : came(ruling)) };
}

function left(message: LabelledStanza, domain: string, under: Rules): Ruling<Element> {
  return labelledForPeer(message, under.peers.between('a.test', domain), under);
}

function came({ message }: Extract<Ruling<LabelledStanza>, { allowed: true }>): Ruling<Element> {
  return { allowed: true, message: message.stanza.element };
}

function textOf(ruling: Ruling<Element>): unknown {
  if (!ruling.allowed) return ruling;
  return serialize(ruling.message).replaceAll(/2026-11-15T12:00:[\d.]+Z/g, 'now');
}

describe('what is remembered of mappings', () => {
  it('is what is made without a memory: for any labels, mappings, languages and marking modes, in any order', () => {
    const modes = fc.constantFrom('preserve', 'rewrite', 'verify');
    check(
      fc.property(steps, modes, fc.constantFrom(...broken), fc.boolean(), (taken, mode, faults, stamp) => {
        let time = now.getTime();
        const one = rules({ peers, marking: mode, stamp, faults, now: () => new Date(time) });
        const under = { ...one, clearances: { ...one.clearances, defaultLabel: () => usual } };
        for (const each of taken) {
          time += each.after;
          // Rules that nobody has asked under before
          expect(outcome(each, under)).to.deep.equal(outcome(each, { ...under }));
        }
      }),
    );
  });
});
