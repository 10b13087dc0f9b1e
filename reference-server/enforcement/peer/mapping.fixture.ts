import { z } from 'zod';
import { bindingDataVersion, equivalentCodecFor, readBindingData, readSecurityLabel } from '#labels';
import { explain, type Policies } from '#policy';
import { childElements, type Element } from '#xml';
import { fixture, harness, yaml } from '../../policy/fixtures.contract.ts';
import { labelArrival } from '../label/label-arrival.ts';
import { isLabel } from '../label/label-element.ts';
import { meaningOf } from '../label/meaning.ts';
import { arrived, type RulesWish, rules, stanza } from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';
import type { Ruling } from '../ruling.ts';
import type { LabelledStanza } from '../stages.ts';
import { labelledForPeer } from './labelled-for-peer.ts';
import type { PeerMapping, PeerRules } from './peer-rules.ts';

/** A mapping as a test wants it: the policy by its name, the original recorded. */
export interface MappingWish extends Partial<Pick<PeerMapping, 'format' | 'original'>> {
  readonly policy?: 'HARNESS-A' | 'HARNESS-B';
}

export interface PeerWish extends Omit<PeerRules, 'mapping'> {
  readonly map?: MappingWish;
}

/** Rules of a peer, `b.test` where somebody asks for one. */
export function peer({ map, ...others }: PeerWish, policies: Policies = harness): PeerRules {
  if (map === undefined) return others;
  const { policy: name, original = 'record', ...format } = map;
  const policy = policies.all.find((each) => each.name === name);
  return { ...others, mapping: { ...format, original, ...(policy && { policy }) } };
}

/** A message to somebody at b.test. */
export function outgoing(content: string, under: Rules, lang = ''): LabelledStanza {
  const language = lang === '' ? '' : ` xml:lang='${lang}'`;
  return arrived(
    stanza(`<message to='xenia@b.test' type='chat' id='m1'${language}>${content}<body>hi</body></message>`),
    under,
  );
}

/** What b.test sees of the labels of a message, in words; or how it is refused. */
export function seenByPeer(content: string, wish: PeerWish, others: RulesWish = {}): string {
  const under = rules(others);
  const ruling = labelledForPeer(outgoing(content, under), peer(wish, under.policies), under);
  return inWords(ruling, (message) => described(message, under));
}

/** A message from xenia of b.test to romeo, as it is understood here. */
export function fromPeer(content: string, under: Rules): Ruling<LabelledStanza> {
  const sent = stanza(
    `<message to='romeo@a.test' type='chat' id='m1'>${content}<body>hi</body></message>`,
    'xenia@b.test/home',
  );
  return labelArrival({ stanza: sent, sender: sent.from, peer: 'b.test' }, under);
}

/** What romeo sees of the labels of a message from b.test, in words; or how it is refused. */
export function seenHere(content: string, wish: PeerWish, others: RulesWish = {}): string {
  const under = rules({ ...others, peers: { 'b.test': peer(wish, others.policies) } });
  return inWords(fromPeer(content, under), ({ stanza: { element } }) => described(element, under));
}

function inWords<Message>(ruling: Ruling<Message>, words: (message: Message) => string): string {
  if (ruling.allowed) return words(ruling.message);
  return `${ruling.kind} at ${ruling.check}: ${ruling.reasons.map((reason) => explain(reason)).join('; ')}`;
}

/**
 * All that labels a stanza: `ess A-S "SECRET" beside ess B-S`; one after the other where there are several. Labels are named by what
 * the policies say: policy, first letter of the classification, categories.
 */
export function described(message: Element, under: Rules): string {
  const labels = childElements(message).filter(isLabel);
  return labels.length === 0 ? 'no label' : labels.map((each) => describedLabel(each, under)).join(' and ');
}

function describedLabel(element: Element, under: Rules): string {
  if (bindingDataVersion(element) !== undefined) {
    const { originators, alternatives } = readBindingData(element);
    const [first, ...more] = [...originators, ...alternatives].map((each) => named(each.element, under));
    return ['binding of', first ?? 'nothing', ...besides(more)].join(' ');
  }
  const { label, displayMarking, equivalents } = readSecurityLabel(element);
  const first = label === 'default' ? 'the default' : named(label.element, under);
  const { text, fgcolor, bgcolor } = displayMarking ?? {};
  const marking = text === undefined ? 'unmarked' : `"${text}" ${fgcolor ?? '-'}/${bgcolor ?? '-'}`;
  return [first, marking, ...besides(equivalents.map((each) => named(each, under)))].join(' ');
}

function besides(others: readonly string[]): string[] {
  return others.length === 0 ? [] : [`beside ${others.join(', ')}`];
}

function named(element: Element, under: Rules): string {
  const codec = equivalentCodecFor(element);
  if (codec === undefined) return element.name;
  const written = codec.read(element);
  const meaning = meaningOf(written, under);
  const role = written.metadata4774?.role === 'alternative' ? 'alternative ' : '';
  const syntax = codec.syntax === 'stanag4774' ? `${role}4774` : codec.syntax;
  if (!meaning.ok) return `${syntax} unknown`;
  const { policy, classification, categories, privacyMark } = meaning.label;
  const policyName = under.policies.byOid.get(policy)?.name.replace('HARNESS-', '') ?? policy;
  const parts = [
    ...categories.map(({ name }) => name),
    ...(privacyMark === undefined ? [] : [`(${privacyMark})`]),
  ];
  return `${syntax} ${[`${policyName}-${classification.name}`, ...parts].join(' ')}`;
}

const spelled = z.record(z.string(), z.looseObject({ stanag4774: z.string().optional() }));
const spellings = { ...yaml('labels.yaml', spelled), ...yaml('labels-4774.yaml', spelled) };

/** The STANAG 4774 element of a label fixture. */
export function nato(name: string, role: 'originator' | 'alternative' = 'originator'): string {
  const text = spellings[name]?.stanag4774;
  if (text === undefined) throw new Error(`no fixture \`${name}\` in STANAG 4774`);
  return text.replaceAll('originatorConfidentialityLabel', `${role}ConfidentialityLabel`);
}

/** `<securitylabel/>` around a label of STANAG 4774, and what else stands in it. */
export function natoLabel(name: string, behind = ''): string {
  return `<securitylabel xmlns='urn:xmpp:sec-label:0'><label>${nato(name)}</label>${behind}</securitylabel>`;
}

/** `<BindingData/>` with these label elements. */
export function binding(labels: readonly string[], reference = '', before = ''): string {
  const metadata = labels.map((each) => `<Metadata>${each}</Metadata>`).join('');
  return `<BindingData xmlns='urn:nato:stanag:4778:profile:xmpp:1:0'><BindingDataObject><BindingInformation xmlns='urn:nato:stanag:4778:bindinginformation:1:0'>${before}<MetadataBindingContainer><MetadataBinding>${metadata}<DataReference URI='${reference}'/></MetadataBinding></MetadataBindingContainer></BindingInformation></BindingDataObject></BindingData>`;
}

/** `<equivalentlabel/>` with this in it. */
export function equivalent(label: string): string {
  return `<equivalentlabel>${label}</equivalentlabel>`;
}

/** The text of a policy of fixtures/policies. */
export function spif(path: string): string {
  return fixture(`policies/${path}`);
}
