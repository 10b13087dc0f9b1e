import { childElements } from '#xml';
import type { Probe } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { readSent } from '../pattern.ts';
import type { Tested } from './probe.ts';

/** What the sender of a probe is told, and what not. */
export function senderLooks(paper: Paper, probe: Probe, tested: Tested): Act[] {
  const { from, expect, refusal } = probe;
  const ping: Act = {
    kind: 'looks',
    words: `**${from}** pings its server (\`${paper.ping('id-last', paper.domainOf(from))}\`): once that is answered, every error has come.`,
  };
  if (expect === 'delivered') return [ping, { kind: 'looks', words: `**${from}** has got no error.` }];
  if (expect === 'either') return [ping];
  if (refusal?.silence === 'required') return [ping, { kind: 'quiet', at: from }];
  const shape = shapeOf(probe);
  if (refusal?.silence === 'forbidden' || mustAnswer(tested))
    return [
      {
        kind: 'arrives',
        at: from,
        what: 'one error',
        pattern: `<${tested.name} type='error' id='${tested.token.id}'><error/></${tested.name}>`,
        and: shape,
      },
      ping,
    ];
  return [
    ping,
    { kind: 'looks', words: `**${from}** has got one error or none. If there is one: ${shape.join('; ')}.` },
  ];
}

/** What an error must be like, and must not tell. */
function shapeOf({ refusal }: Probe): string[] {
  const { accepts, type, condition, asAbsent, lacks = [] } = refusal ?? {};
  const said =
    accepts !== undefined
      ? `its type and condition are ${anyOf(accepts)}`
      : `its type is ${anyOf(type ?? ['auth', 'modify'])}, its condition ${anyOf(condition ?? usualConditions)}`;
  return [
    `${said}${asAbsent ? ', or it is the one for a recipient who is not there' : ''}`,
    'it repeats neither the content nor the label',
    ...lacks.map((text) => `it does not hold \`${text}\``),
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
