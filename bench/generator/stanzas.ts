import { writeEssLabel } from '#labels';
import type { Load } from './job.ts';

/** A message as it was written, to be found again where it arrives. */
export interface WrittenMessage {
  readonly id: string;
  readonly body: string;
  /** Base64 of the label, if it has one. */
  readonly ess: string | undefined;
}

/**
 * Messages to one recipient, built before the measuring and all of one length: any run of up to `window` of them is one
 * piece of `bytes`.
 */
export interface Stanzas {
  readonly messages: readonly WrittenMessage[];
  readonly bytes: Buffer;
  readonly stanzaBytes: number;
}

/** How many are built for each recipient: with ten pairs, ten times as many labels as the server remembers. */
const count = 1000;

/** `pair`: its number; `window`: the longest run that is ever taken. */
export function buildStanzas(
  to: string,
  pair: number,
  load: Load,
  window: number,
  type: 'chat' | 'groupchat' = 'chat',
): Stanzas {
  const messages = Array.from({ length: count }, (_, number) => buildMessage(number, pair, load));
  const texts = messages.map((message) => stanzaText(to, type, message, load));
  const bytes = Buffer.from([...texts, ...texts.slice(0, window)].join(''));
  return { messages, bytes, stanzaBytes: bytes.length / (count + window) };
}

function buildMessage(number: number, pair: number, { label }: Load): WrittenMessage {
  const labelNumber = label === 'different' ? pair * count + number : pair;
  const ess = label === 'none' ? undefined : secretLabel(digitsOf(labelNumber));
  return { id: `m${digitsOf(number)}`, body: 'Wilt thou be gone? It is not yet near day.', ess };
}

/** Of one length, whatever the number. */
function digitsOf(number: number): string {
  return String(number).padStart(6, '0');
}

function stanzaText(to: string, type: string, { id, body, ess }: WrittenMessage, load: Load): string {
  const label = ess === undefined ? '' : securityLabel(ess, load);
  return `<message to='${to}' type='${type}' id='${id}'><body>${body}</body>${label}</message>`;
}

function securityLabel(ess: string, load: Load): string {
  return (
    `<securitylabel xmlns='urn:xmpp:sec-label:0'>${displayMarking(load)}` +
    `<label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${ess}</esssecuritylabel></label></securitylabel>`
  );
}

/** What HARNESS-A gives SECRET, which arrives whichever was written: a wrong one is only sent to be rewritten. */
export const rightMarking = { text: 'SECRET', fgcolor: 'black', bgcolor: 'red' } as const;
const wrongMarking = { text: 'RESTRICTED', fgcolor: 'black', bgcolor: 'aqua' } as const;

function displayMarking({ marking }: Load): string {
  const { text, fgcolor, bgcolor } = marking === 'right' ? rightMarking : wrongMarking;
  return `<displaymarking fgcolor='${fgcolor}' bgcolor='${bgcolor}'>${text}</displaymarking>`;
}

/** HARNESS-A, SECRET, with a privacy mark as a UTF8String that makes it 1 KB of base64. */
function secretLabel(digits: string): string {
  return writeEssLabel({
    policy: { oid: '1.3.6.1.4.1.32473.258.1' },
    classification: 4n,
    privacyMark: `Fermé à ${digits}. ${'Ne quittez pas la pièce avant le jour. '.repeat(18)}`.trimEnd(),
    categories: [],
    unread: [],
  });
}
