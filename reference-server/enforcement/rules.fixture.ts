import { z } from 'zod';
import { cleared, harness, label, now, yaml } from '../policy/fixtures.contract.ts';
import { type Clearances, explain, type Label } from '../policy/index.ts';
import type { Stanza } from '../xmpp/index.ts';
import { readStanza } from '../xmpp/index.ts';
import { jid, readElement } from '../xmpp/read.fixture.ts';
import { checkEntry } from './entry.ts';
import { type FaultName, readFaults } from './faults/faults.ts';
import { checkInternal } from './internal.ts';
import { labelArrival } from './label/label-arrival.ts';
import { anyPeer, type PeerRules } from './peer/peer-rules.ts';
import { limitedByOwners } from './room/room-labels.ts';
import { type RoomRules, unlimitedRoom } from './room/room-rules.ts';
import type { Rules } from './rules.ts';
import type { Refusal } from './ruling.ts';
import type { Accepted, LabelledStanza } from './stages.ts';

/** Rules as a test wants them: what it does not say limits nobody, and nobody has a clearance. */
export interface RulesWish
  extends Partial<Pick<Rules, 'marking' | 'stamp' | 'now' | 'policies' | 'unknownLabel' | 'syntaxes'>> {
  /** By bare JID. */
  readonly users?: Readonly<Record<string, Clearances>>;
  readonly anyUser?: Clearances;
  readonly server?: Clearances;
  readonly domains?: Readonly<Record<string, Clearances>>;
  /** By domain; another is none. */
  readonly peers?: Readonly<Record<string, PeerRules>>;
  /** By address; another is cleared for nothing. Left out: locations are not limited. */
  readonly places?: Readonly<Record<string, Clearances>>;
  readonly access?: Partial<Rules['access']>;
  /** By bare JID; another address is no room's. */
  readonly rooms?: Readonly<Record<string, RoomRules>>;
  /** `none`, or a name of fixtures/labels.yaml; UNCLASSIFIED when left out. */
  readonly defaultLabel?: string;
  readonly restrictedTo?: readonly Label[];
  /** Names of fixtures/labels.yaml by bare JID. */
  readonly presence?: Readonly<Record<string, string>>;
  readonly denials?: Rules['denials'];
  readonly catalogReveals?: Rules['catalogReveals'];
  readonly iq?: Rules['iq'];
  readonly withheld?: Rules['withheld'];
  readonly storedLabel?: Rules['storedLabel'];
  readonly contentFree?: Rules['contentFree'];
  readonly subject?: Rules['subject'];
  readonly faults?: readonly FaultName[];
}

export function rules(wish: RulesWish = {}): Rules {
  const { users = {}, anyUser = [], server, domains = {}, defaultLabel = 'A-U' } = wish;
  const faults = readFaults(wish.faults ?? []);
  const owners = { policies: wish.policies ?? harness, now: wish.now ?? (() => now), faults };
  return {
    policies: wish.policies ?? harness,
    clearances: {
      ofUser: (bareJid) => users[bareJid] ?? anyUser,
      knownOf: (bareJid) => users[bareJid],
      ofServer: () => server,
      ofDomain: (domain) => domains[domain],
      ofLocation: (origin) => wish.places && (wish.places[origin?.address ?? ''] ?? []),
      defaultLabel: () => (defaultLabel === 'none' ? undefined : label(defaultLabel)),
    },
    peers: {
      has: (domain) => wish.peers?.[domain] !== undefined,
      between: (_own, peer) => wish.peers?.[peer] ?? anyPeer,
    },
    rooms: {
      of: (room) => wish.rooms?.[room],
      wouldBe: (room, labels) => limitedByOwners(wish.rooms?.[room] ?? unlimitedRoom, labels, owners),
    },
    access: { server: undefined, domains: new Map(), ...wish.access },
    marking: wish.marking ?? 'preserve',
    stamp: wish.stamp ?? false,
    restrictedTo: () => wish.restrictedTo,
    bindingVersions: ['1:0'],
    unknownLabel: wish.unknownLabel ?? 'refuse',
    syntaxes: wish.syntaxes ?? new Map(),
    presenceLabels: new Map(Object.entries(wish.presence ?? {}).map(([user, name]) => [user, label(name)])),
    denials: wish.denials ?? 'explicit',
    catalogReveals: wish.catalogReveals ?? 'all',
    iq: wish.iq ?? 'allow-list',
    announcers: new Set(),
    withheld: wish.withheld ?? 'keep',
    storedLabel: wish.storedLabel ?? 'freeze',
    contentFree: wish.contentFree ?? 'exempt',
    subject: wish.subject ?? 'open',
    now: wish.now ?? (() => now),
    faults,
  };
}

/** A label of fixtures/labels.yaml, for layers that may not ask policy for it. */
export function labelNamed(name: string): Label {
  return label(name);
}

/** One clearance in the words of fixtures/policies: `clearedFor('U', 'R')`. */
export function clearedFor(...words: readonly string[]): Clearances {
  return [cleared(...words)];
}

const texts = z.record(z.string(), z.looseObject({ ess: z.string().optional() }));
const labels = yaml('labels.yaml', texts);
const malformed = yaml('malformed.yaml', texts);

/** The names of fixtures/labels.yaml, or those of malformed.yaml, that are written in ESS. */
export function essNames(file: 'labels' | 'malformed'): readonly string[] {
  const entries = Object.entries(file === 'labels' ? labels : malformed);
  return entries.flatMap(([name, { ess: text }]) => (text === undefined ? [] : [name]));
}

/** The base64 of a label of either file. */
export function essText(name: string): string {
  const text = labels[name]?.ess ?? malformed[name]?.ess;
  if (text === undefined) throw new Error(`no fixture \`${name}\``);
  return text;
}

/** `<esssecuritylabel/>` with a text of fixtures/labels.yaml or malformed.yaml. */
export function ess(name: string): string {
  return `<esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${essText(name)}</esssecuritylabel>`;
}

/** `<securitylabel/>` with a label of the fixtures, and what else stands before and behind it. */
export function securityLabel(name: string, before = '', behind = ''): string {
  return `<securitylabel xmlns='urn:xmpp:sec-label:0'>${before}<label>${ess(name)}</label>${behind}</securitylabel>`;
}

/** A stanza as it comes from juliet's client. */
export function stanza(xml: string, from = 'juliet@a.test/balcony'): Stanza {
  const read = readStanza(readElement(xml), jid(from));
  if ('refused' in read) throw new Error(read.refused);
  return read;
}

/** A message to romeo with this in it. */
export function message(content: string, type = 'chat'): Stanza {
  return stanza(`<message to='romeo@a.test' type='${type}' id='m1'>${content}</message>`);
}

/** A message that carries a label of the fixtures, or (`unlabelled`) none. */
export function labelledMessage(name: string): Stanza {
  return message(`${name === 'unlabelled' ? '' : securityLabel(name)}<body>hi</body>`);
}

/** The same to nobody: to the sender's own account. */
export function unaddressed(sent: Stanza): Stanza {
  const { kind, type, from, element } = sent;
  return { kind, type, from, element };
}

/** A message with its label read. */
export function arrived(from: Stanza, under: Rules): LabelledStanza {
  const ruling = labelArrival({ stanza: from, sender: from.from }, under);
  if (!ruling.allowed) throw new Error(sentences(ruling));
  return ruling.message;
}

/** A message that the checks before routing let through. */
export function accepted(from: Stanza, under: Rules): Accepted {
  const entered = checkEntry(arrived(from, under), under);
  if (!entered.allowed) throw new Error(sentences(entered));
  const ruling = checkInternal(entered.message, under);
  if (!ruling.allowed) throw new Error(sentences(ruling));
  return ruling.message;
}

function sentences({ check, reasons }: Refusal): string {
  return `${check}: ${reasons.map((reason) => explain(reason)).join('; ')}`;
}
