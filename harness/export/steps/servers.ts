import {
  answererOf,
  type Bounced,
  type CertificateClaim,
  type Peer,
  type Quiet,
  type Stream,
} from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';

const otherServers = 'a script has clients of one server, and no other server';

export function peerActs(_: Paper, { at, is, bidi, by, rides, streams }: Peer): readonly Act[] {
  const said = [
    ...(streams === undefined
      ? []
      : [streams === 'cut' ? 'cuts its streams without a word' : 'ends its streams in good order']),
    ...(is === undefined ? [] : [conditions[is]]),
    ...(bidi === undefined
      ? []
      : [
          bidi
            ? 'offers and asks for one stream in both directions (XEP-0288)'
            : 'has a stream for each direction',
        ]),
    ...(by === undefined
      ? []
      : ['is known by dialback alone (XEP-0220), and shows no certificate that is believed']),
    ...(rides === undefined
      ? []
      : [`sends as a second pair of domains on the streams of ${rides} (XEP-0220 §2.6)`]),
  ];
  return [
    {
      kind: 'does',
      words: `From now on the server of **${at}** ${said.join(', and ')}.`,
      cannot: otherServers,
    },
  ];
}

const conditions: Readonly<Record<NonNullable<Peer['is']>, string>> = {
  up: 'takes and opens streams like any',
  held: 'can be connected to, and answers nothing until it is up again',
  mute: 'can be connected to, and never answers',
  down: 'cuts each connection',
  unknown: 'is not known to the name server, and is down',
  misnamed: 'shows a certificate for another domain',
  expired: 'shows a certificate that has expired',
};

/** A message that comes back as an error. */
export function bouncedActs(paper: Paper, step: Bounced): readonly Act[] {
  const { from, to, type, label, error, fence, expect, condition, forever } = step;
  const at = answererOf(step) ?? 'nobody';
  const token = paper.token('tested');
  const answers =
    error === 'none'
      ? 'Nobody is there to get it.'
      : error === 'lost'
        ? `When it has come to **${at}**, the server there cuts the connection, and is down from then on.`
        : `When it has come, **${at}** answers it${forever ? ', and whatever comes back for that,' : ''} with a message of type \`error\` and the same \`id\`: \`<error type='${error.type}'><${error.condition}/></error>\`${error.holds.length === 0 ? '' : `, which repeats the ${error.holds.join(' and the ')}`}${error.labelled === undefined ? '' : `, and carries the label ${paper.labelled(error.labelled).replace('labelled ', '')}`}.`;
  const outcome = { error: 'gets one error', nothing: 'gets nothing', either: 'gets one error or nothing' }[
    expect
  ];
  return [
    ...(typeof error === 'string'
      ? []
      : [
          {
            kind: 'does',
            words: `**${from}** and **${at}** send each other a message ${paper.labelled(fence)}; both arrive.`,
            cannot: otherServers,
          } as const,
        ]),
    {
      kind: 'sends',
      who: from,
      what: `the tested message ${paper.labelled(label)}`,
      xml: paper.message(token, paper.jidOf(to), type, paper.labelElement(label)),
    },
    { kind: 'does', words: answers, cannot: otherServers },
    ...(typeof error === 'string'
      ? []
      : [
          {
            kind: 'does',
            words: `**${at}** and **${from}** send each other such a message again; both arrive.`,
            cannot: otherServers,
          } as const,
        ]),
    {
      kind: 'looks',
      words: `**${from}** ${outcome}${condition === undefined ? '' : ` (${anyOf(condition)})`}; there is nothing of the tested message in it, neither words nor label. **${at}** hears nothing of its own error.`,
      cannot: otherServers,
    },
  ];
}

export function streamActs(paper: Paper, { from, certificate, expect }: Stream): readonly Act[] {
  return [
    {
      kind: 'does',
      words: `The server of **${from}** opens a new stream to ${paper.domain} as \`${paper.domainOf(from)}\`, with a certificate for \`${certificate}\`, and asks for SASL EXTERNAL whether it is offered or not.`,
      cannot: otherServers,
    },
    {
      kind: 'looks',
      words: `The stream is ${expect}${expect === 'accepted' ? ': a ping of the user on it is answered' : ''}.`,
      cannot: otherServers,
    },
  ];
}

export function quietActs(paper: Paper, { from, to, label, via, fence }: Quiet): readonly Act[] {
  const message = (name: string, kind: string, one: string): string =>
    paper.message(paper.token(kind), paper.jid(name), 'chat', paper.labelElement(one));
  return [
    {
      kind: 'does',
      words:
        'Listen at the other servers and at the name server: note each connection and each name that is asked for. There is no stream to either of them yet.',
      cannot: otherServers,
    },
    {
      kind: 'sends',
      who: from,
      what: `the tested message ${paper.labelled(label)}`,
      xml: message(to, 'tested', label),
    },
    {
      kind: 'sends',
      who: from,
      what: `the fence to ${via}, at another server, ${paper.labelled(fence)}`,
      xml: message(via, 'fence', fence),
    },
    {
      kind: 'looks',
      words: `The fence has come to **${via}**. Up to then the server has connected to nobody at \`${paper.domainOf(to)}\`, and asked no name server for it.`,
      cannot: otherServers,
    },
    {
      kind: 'sends',
      who: from,
      what: `a permitted message to ${to}, ${paper.labelled(fence)}`,
      xml: message(to, 'fence', fence),
    },
    { kind: 'looks', words: `It comes, and now the connection is seen.`, cannot: otherServers },
  ];
}

/** The clearance in the server's certificate. Source: RFC 5913. */
export function certificateActs(paper: Paper, { from, states }: CertificateClaim): readonly Act[] {
  const cannot = 'a script sees no certificate';
  return [
    {
      kind: 'does',
      words: `Look at the certificate that the server shows ${from} (\`openssl s_client -starttls xmpp -connect HOST:5222 -xmpphost ${paper.domainOf(from)}\`).`,
      cannot,
    },
    {
      kind: 'looks',
      words: `Its clearance attribute (RFC 5913) has the policy ${states.policy} and exactly the classifications ${states.classifications.join(', ')}.`,
      cannot,
    },
  ];
}
