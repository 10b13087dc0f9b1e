import { childElements } from '#xml';
import { type Probe, roomOf, sessionsOf } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { readSent } from '../pattern.ts';
import type { Tested } from './tested.ts';

/** What the sender of a probe is told, and what not. */
export function senderLooks(paper: Paper, probe: Probe, tested: Tested): Act[] {
  const { from, expect, refusal } = probe;
  const ping = lastPing(paper, probe);
  if (expect === 'delivered') return [...ping, { kind: 'looks', words: `**${from}** has got no error.` }];
  if (expect === 'either') return ping;
  if (refusal?.silence === 'required')
    return [...ping, { kind: 'looks', words: `**${from}** has got nothing: no error, and no other answer.` }];
  const shape = shapeOf(paper, probe, tested);
  if (refusal?.silence === 'forbidden' || mustAnswer(tested))
    return [
      {
        kind: 'arrives',
        at: from,
        what: 'one error',
        pattern: `<${tested.name} type='error' id='${tested.token.id}'><error/></${tested.name}>`,
        and: shape,
      },
      ...ping,
    ];
  return [
    ...ping,
    { kind: 'looks', words: `**${from}** has got one error or none. If there is one: ${shape.join('; ')}.` },
  ];
}

/** The sender's own fence: its server answers after all that it had to say before (RFC 6120 §10.1). */
function lastPing(paper: Paper, { from, to }: Probe): Act[] {
  const { id } = paper.token('last');
  const own = paper.domainOf(from);
  // A user of another server asks where it wrote to: the answer comes on the stream on which an error would
  const domain = own in paper.base.peers ? paper.jidOf(to).replace(/\/.*$/s, '').replace(/^.*@/, '') : own;
  return [
    { kind: 'sends', who: from, what: `a ping to ${domain}`, xml: paper.ping(id, domain) },
    {
      kind: 'arrives',
      at: from,
      what: 'the answer: from now on no error can come any more',
      pattern: `<iq id='${id}'/>`,
    },
  ];
}

/** Where nothing may come back, a script looks before the fence: what it reads later hides what came earlier. */
export function silentSender(paper: Paper, probe: Probe): Act[] {
  const { from, expect, refusal } = probe;
  const isSilent = expect === 'delivered' || (expect === 'refused' && refusal?.silence === 'required');
  const sessions = Object.keys(paper.scenario.actors).filter((name) => paper.bare(name) === paper.bare(from));
  // What goes to everybody comes back to its sender, and one of several recipients may refuse it
  const isToOne = probe.addresses === undefined && !(typeof probe.to === 'object' && 'jid' in probe.to);
  // In a room the sender has read its own copy by then, and what came before that
  const isRead = roomOf(probe) === undefined || (expect === 'delivered' && sessionsOf(probe).includes(from));
  if (!isSilent || !isToOne || !isRead || sessions.length > 1) return [];
  return [{ kind: 'together', markdown: [], acts: [{ kind: 'quiet', at: from }] }];
}

/** What an error must be like, and must not tell. */
function shapeOf(paper: Paper, { refusal }: Probe, { token }: Tested): string[] {
  const { accepts, type, condition, asAbsent, lacks = [] } = refusal ?? {};
  const said =
    accepts !== undefined
      ? `its type and condition are ${anyOf(accepts)}`
      : `its type is ${anyOf(type ?? ['auth', 'modify'])}, its condition ${anyOf(condition ?? usualConditions)}`;
  return [
    `${said}${asAbsent ? ', or it is the one for a recipient who is not there' : ''}`,
    'it repeats neither the content nor the label',
    ...lacks.map((text) => `it does not hold \`${paper.fillIn(text, token)}\``),
  ];
}

/** With which a person can take an error for a refusal. Source: XEP-0258 names none; the profile `lenient`. */
const usualConditions = [
  'forbidden',
  'policy-violation',
  'not-acceptable',
  'not-allowed',
  'bad-request',
  'not-authorized',
];

/** A request is answered whatever comes of it (RFC 6120 §8.2.3). */
function mustAnswer({ name, isRead, xml }: Tested): boolean {
  if (name !== 'iq' || !isRead) return false;
  const sent = readSent(xml);
  return ['get', 'set'].includes(sent.attributes['type'] ?? '') && childElements(sent).length > 0;
}
