import {
  type Acknowledge,
  type Counted,
  type Enable,
  type Login,
  type Move,
  type Raw,
  type Resume,
  type Send,
  type Session,
  usualRefusal,
} from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';

const logins = 'a script cannot say that a login is refused';

/** A login anew. */
export function loginActs(paper: Paper, { actor, password, expect, refusal }: Login): readonly Act[] {
  const gone: Act[] = paper.online.delete(actor) ? [{ kind: 'disconnects', who: actor }] : [];
  if (expect === 'accepted' && password === 'right')
    return [...gone, ...paper.connect(actor), ...pingActs(paper, actor)];
  const {
    sasl = [],
    bind = [],
    stream = [],
    connection,
  } = { ...(refusal ?? usualRefusal), connection: refusal?.connection };
  const ways = [
    ...(sasl.length === 0 ? [] : [`by SASL (${sasl.join(', ')})`]),
    ...(bind.length === 0 ? [] : [`in answer to the bind request (${bind.join(', ')})`]),
    ...(stream.length === 0 ? [] : [`by a stream error before the session is used (${stream.join(', ')})`]),
    ...(connection === undefined ? [] : ['by a connection that is shut before a stream begins']),
  ];
  return [
    ...gone,
    {
      kind: 'does',
      words: `**${actor}** logs in${password === 'wrong' ? ' with a wrong password' : ''}.`,
      cannot: logins,
    },
    {
      kind: 'looks',
      words: `The login is ${expect}${expect === 'refused' ? `: ${ways.join(', or ')}. A ping in the session is never answered` : ', and a ping in the session is answered'}.`,
      cannot: logins,
    },
  ];
}

/** Does a session live? */
export function sessionActs(paper: Paper, { actor, expect, with: conditions }: Session): readonly Act[] {
  if (expect === 'lives') return pingActs(paper, actor);
  paper.online.delete(actor);
  return [
    {
      kind: 'looks',
      words: `The server has ended the stream of **${actor}**, with the stream error ${anyOf(conditions)}; a ping is not answered any more.`,
      cannot: 'a script cannot say that the server ends a stream',
    },
  ];
}

function pingActs(paper: Paper, actor: string): Act[] {
  const { id } = paper.token('ping');
  return [
    { kind: 'sends', who: actor, what: 'a ping to its server', xml: paper.ping(id, paper.domainOf(actor)) },
    { kind: 'arrives', at: actor, what: 'its answer', pattern: `<iq type='result' id='${id}'/>` },
  ];
}

export function disconnectActs(paper: Paper, actor: string): readonly Act[] {
  paper.online.delete(actor);
  return [
    { kind: 'sends', who: actor, what: 'that it goes', xml: "<presence type='unavailable'/>" },
    { kind: 'disconnects', who: actor },
  ];
}

/** Bytes as they stand. */
export function rawActs(paper: Paper, { from, bytes, expect }: Raw): readonly Act[] {
  const cannot = 'a script sends whole stanzas, and no bytes';
  const outcome =
    expect === 'stream-lives'
      ? 'goes on: a ping is answered'
      : `ends, with the stream error ${anyOf(expect.streamError)}`;
  return [
    {
      kind: 'does',
      words: `**${from}** writes these bytes to its stream, as they stand.`,
      cannot,
      text: paper.fillIn(bytes, paper.token('tested')),
    },
    { kind: 'looks', words: `The stream of **${from}** ${outcome}.`, cannot },
  ];
}

/** A stanza for its effect. */
export function sendActs(paper: Paper, { from, stanza, settles }: Send): readonly Act[] {
  const xml = paper.fillIn(stanza, paper.token('effect'));
  return [
    { kind: 'sends', who: from, what: 'this, for its effect alone', xml },
    ...(xml.startsWith('<message')
      ? [
          {
            kind: 'looks',
            words: '',
            cannot:
              'a message that is sent for its effect alone may come or not, and a script must read what comes',
          } as const,
        ]
      : []),
    ...(settles
      ? []
      : [
          {
            kind: 'looks',
            words: 'Go on at once, without waiting for an answer.',
            cannot: 'a script waits after each stanza, and here nobody may wait',
          } as const,
        ]),
  ];
}

const managed = 'a script cannot speak stream management (XEP-0198)';

export function enableActs(_: Paper, { actor, max }: Enable): readonly Act[] {
  const wanted = max === undefined ? '' : ` max='${max}'`;
  return [
    {
      kind: 'does',
      words: `**${actor}** asks its server to manage the stream.`,
      cannot: managed,
      text: `<enable xmlns='urn:xmpp:sm:3' resume='true'${wanted}/>`,
    },
    {
      kind: 'looks',
      words: "The answer is `<enabled/>`, with an `id` and `resume='true'`.",
      cannot: managed,
    },
  ];
}

export function countedActs(_: Paper, { actor }: Counted): readonly Act[] {
  return [
    {
      kind: 'does',
      words: `**${actor}** asks for the server's count.`,
      cannot: managed,
      text: "<r xmlns='urn:xmpp:sm:3'/>",
    },
    {
      kind: 'looks',
      words: `\`h\` in the answer is the number of stanzas that ${actor} has sent since, refused ones too.`,
      cannot: managed,
    },
  ];
}

export function acknowledgeActs(_: Paper, { actor }: Acknowledge): readonly Act[] {
  return [
    {
      kind: 'does',
      words: `**${actor}** acknowledges all that has come (N: how many stanzas).`,
      cannot: managed,
      text: "<a xmlns='urn:xmpp:sm:3' h='N'/>",
    },
    { kind: 'looks', words: `The stream goes on: a ping is answered.`, cannot: managed },
  ];
}

export function resumeActs(paper: Paper, { actor, of = actor, has, expect }: Resume): readonly Act[] {
  if (expect === 'resumed') paper.online.add(actor);
  const known = has === 'all' ? 'all that came to it' : 'what it last acknowledged, and no more';
  return [
    {
      kind: 'does',
      words: `**${actor}** connects anew, logs in, and in place of binding resumes the session${of === actor ? '' : ` of ${of}`} (PREVID: the \`id\` of \`<enabled/>\`; N: the number of stanzas in ${known}).`,
      cannot: managed,
      text: "<resume xmlns='urn:xmpp:sm:3' previd='PREVID' h='N'/>",
    },
    {
      kind: 'looks',
      words:
        expect === 'resumed'
          ? 'The answer is `<resumed/>`. What was sent to the session meanwhile comes now, as far as the steps before say that it comes.'
          : 'The answer is `<failed/>`.',
      cannot: managed,
    },
    ...(expect === 'resumed' ? paper.keptFor(of, actor) : []),
  ];
}

export function dropActs(paper: Paper, actor: string): readonly Act[] {
  paper.online.delete(actor);
  return [
    {
      kind: 'does',
      words: `The connection of **${actor}** is cut, and its stream is not ended: pull the cable, or kill the client.`,
      cannot: 'a script cannot cut a connection',
    },
  ];
}

const roaming = 'a script cannot move a session over HTTP from one address to another';

export function pauseActs(paper: Paper, actor: string): readonly Act[] {
  paper.online.delete(actor);
  return [
    { kind: 'does', words: `**${actor}**'s client sends no HTTP request from now on.`, cannot: roaming },
  ];
}

export function moveActs(paper: Paper, { actor, address }: Move): readonly Act[] {
  paper.online.add(actor);
  return [
    {
      kind: 'does',
      words: `**${actor}**'s client goes on with its HTTP session from the address ${address}.`,
      cannot: roaming,
    },
  ];
}
