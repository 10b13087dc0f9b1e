import { stimulusName } from '../../judge/index.ts';
import {
  type Alike,
  addressOf,
  type Channel,
  type Learns,
  type Stimulus,
  senderOf,
  type Timing,
  type Unsaid,
} from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { probeActs } from './probe.ts';
import { catalogRequest, iqActs } from './requests.ts';

const compares = 'a script cannot compare what comes back with what came back before';

/** Several stanzas: what comes back for each is compared. */
export function alikeActs(paper: Paper, { from, probes, room, expect, answer }: Alike): readonly Act[] {
  const through =
    room === undefined
      ? ''
      : ` the room ${paper.room(room)} (\`${paper.ping('id-room', `${paper.room(room)}/${paper.places.nickOf(from, paper.room(room))}`)}\`), then`;
  return [
    ...probes.flatMap((one, index): Act[] => [
      {
        kind: 'sends',
        who: senderOf(one, from),
        what: `${index + 1}: ${stimulusName(one, paper.domain)}`,
        xml: textOf(paper, one),
      },
      {
        kind: 'looks',
        words: `**${senderOf(one, from)}** pings${through} the own server, and writes down what came back before the answer: nothing, or which stanza.`,
      },
    ]),
    ...(answer === undefined
      ? []
      : [
          {
            kind: 'looks',
            words:
              answer === 'silence'
                ? 'For each of them nothing comes back.'
                : `Each is answered with ${anyOf(answer.condition)}.`,
          } as const,
        ]),
    {
      kind: 'looks',
      words: `${outcomes[expect]} Leave ids, the words of the tests, times and the addresses of the two ends aside.`,
      cannot: compares,
    },
  ];
}

const outcomes: Readonly<Record<Alike['expect'], string>> = {
  same: 'What came back is the same for all of them, to the last byte.',
  different: 'What came back is not the same for all of them.',
  'first-like-another':
    'What came back for the first is the same as for one of the others, to the last byte.',
};

/** One stimulus as it is sent. */
function textOf(paper: Paper, one: Stimulus): string {
  const token = paper.token('tested');
  const address = addressOf(one);
  const to = address === undefined ? '' : paper.jidOf(address);
  if ('message' in one) {
    const { type, label, syntax, payload } = one.message;
    return paper.message(
      token,
      to,
      type,
      payload === undefined ? paper.labelElement(label, syntax) : paper.fillIn(payload, token, to),
    );
  }
  if ('iq' in one)
    return `<iq type='${one.iq.type}' id='${token.id}'${paper.toAttribute(one.iq.to)}>${paper.fillIn(one.iq.payload, token, to)}</iq>`;
  if ('catalog' in one) return catalogRequest(paper, { ...one.catalog, claims: undefined }, token.id);
  if ('presence' in one) {
    const typed = one.presence.type === undefined ? '' : ` type='${one.presence.type}'`;
    return `<presence id='${token.id}'${typed}${paper.toAttribute(one.presence.to)}/>`;
  }
  return paper.fillIn(one.stanza.text, token, to);
}

/** Times of answers. */
export function timingActs(paper: Paper, { from, cases, trials, effectMs }: Timing): readonly Act[] {
  const named = Object.entries(cases);
  return [
    {
      kind: 'does',
      words: `Take the time from each stanza to its answer, or to the answer of a ping after it where none comes: ${trials} times for each of these, in turn (${named.map(([name]) => name).join('; ')}). By hand this needs a program; without one, leave it out and say so.`,
      cannot: 'a script takes no time',
      text: named.map(([, one]) => `${textOf(paper, one)}  (from ${senderOf(one, from)})`).join('\n'),
    },
    {
      kind: 'looks',
      words: `The mean times of no two of them differ by more than ${effectMs} ms.`,
      cannot: 'a script takes no time',
    },
  ];
}

/** What trying tells of a clearance. */
export function learnsActs(
  paper: Paper,
  { from, to, labels, fence, byErrors, byCatalog }: Learns,
): readonly Act[] {
  return [
    {
      kind: 'sends',
      who: from,
      what: `the request for the labels for ${to}`,
      xml: catalogRequest(
        paper,
        { for: to, to: { jid: paper.domainOf(from) }, claims: undefined },
        paper.token('request').id,
      ),
    },
    {
      kind: 'does',
      words: `**${from}** sends **${to}** one message with each label, each between a control and a fence ${paper.labelled(fence)}, and writes down what comes back for each. A label tells if all labels that were answered like it had the same fate.`,
      cannot: compares,
      text: labels
        .map((label) =>
          paper.message(paper.token('tested'), paper.jid(to), 'chat', paper.labelElement(label)),
        )
        .join('\n'),
    },
    ...(byErrors === undefined
      ? []
      : [
          {
            kind: 'looks',
            words: `By the errors, ${from} learns the fate of ${byErrors} of the ${labels.length} labels.`,
            cannot: compares,
          } as const,
        ]),
    ...(byCatalog === undefined
      ? []
      : [
          {
            kind: 'looks',
            words: `By the catalog, ${from} learns the fate of ${byCatalog} of the ${labels.length} labels.`,
            cannot: compares,
          } as const,
        ]),
    ...(byErrors === undefined && byCatalog === undefined
      ? [
          {
            kind: 'looks',
            words: `Write down how many of the ${labels.length} labels tell. Nothing is asked of the server here.`,
            cannot: compares,
          } as const,
        ]
      : []),
  ];
}

/** Content where no label is checked. */
export function channelActs(
  paper: Paper,
  { from, to, stanza, fence, room, asks, expect, name }: Channel,
): readonly Act[] {
  const common = { from, stanza, fence, label: 'none', syntax: 'ess', body: true } as const;
  const where =
    room === undefined
      ? { to, type: 'chat' as const }
      : { to: { room }, type: 'groupchat' as const, at: [to] };
  const asked = asks === undefined ? [] : iqActs(paper, { ...asks, from: to, type: 'get', expect: 'either' });
  const played = probeActs(paper, {
    ...common,
    ...where,
    expect: expect === 'closed' && asks === undefined ? 'refused' : 'either',
  });
  return [
    ...played.filter(({ kind }) => kind !== 'looks'),
    ...asked,
    expect === 'either'
      ? {
          kind: 'looks',
          words: `Write down whether ${to} gets the words of the tested stanza. Nothing is asked of the server here.`,
          cannot: 'nothing is expected: it is written down what comes',
        }
      : {
          kind: 'looks',
          words: `**${to}** ${expect === 'open' ? 'gets' : 'does not get'} the words of the tested stanza, in ${name}.`,
          ...(expect === 'open' || asks !== undefined
            ? { cannot: 'the words can come in whichever stanza, and a script must know which' }
            : {}),
        },
  ];
}

/** Words that the server must not say. */
export function unsaidActs(_: Paper, { words }: Unsaid): readonly Act[] {
  return [
    {
      kind: 'looks',
      words: `Search everything that the server itself said so far, in results, errors and stream errors to anybody: none of these stands there: ${words.map((word) => `\`${word}\``).join(', ')}. Messages and label catalogs do not count.`,
      cannot: 'a script cannot search all that was said for words',
    },
  ];
}
