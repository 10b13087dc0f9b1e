import { escapeAttribute, escapeText } from '#xml';
import type { Enter, Leave, Notice, Occupants, Room } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { loosely } from '../pattern.ts';
import { formXml, submitted } from './room-forms.ts';

const user = `xmlns='http://jabber.org/protocol/muc#user'`;

/** A room is made: entered, its form submitted, affiliations given. */
export function roomActs(paper: Paper, step: Room): readonly Act[] {
  const { name, owner, nick = owner, config, optional, expect, condition } = step;
  const room = paper.room(name);
  if (expect === 'refused')
    return [
      {
        kind: 'sends',
        who: owner,
        what: 'the presence that makes the room',
        xml: joinXml(paper, room, nick),
      },
      {
        kind: 'sends',
        who: owner,
        what: 'and if the room lets it in, the form',
        xml: formXml(paper, room, config),
      },
      {
        kind: 'looks',
        words: `**${owner}** is refused, at one of the two${condition === undefined ? '' : `, with ${anyOf(condition)}`}: the room does not exist.`,
        cannot: 'a room may be refused at either of two stanzas, and a script must know at which',
      },
    ];
  paper.places.take(owner, room, nick);
  const affiliations = affiliationsXml(paper, step, room);
  return [
    { kind: 'sends', who: owner, what: 'the presence that makes the room', xml: joinXml(paper, room, nick) },
    ownPresence(owner, room, nick),
    ...submitted(paper, { actor: owner, room, config, optional, expect: 'done' }),
    ...(affiliations === undefined
      ? []
      : ([
          { kind: 'sends', who: owner, what: 'the affiliations', xml: affiliations.xml },
          {
            kind: 'arrives',
            at: owner,
            what: 'a result',
            pattern: `<iq type='result' id='${affiliations.id}'/>`,
          },
        ] as const)),
  ];
}

function joinXml(paper: Paper, room: string, nick: string, inside = ''): string {
  const { id } = paper.token('enter');
  return `<presence to='${escapeAttribute(`${room}/${nick}`)}' id='${id}'><x xmlns='http://jabber.org/protocol/muc'>${inside}</x></presence>`;
}

/** Status 110 is one's own. Source: XEP-0045 §7.2.2. */
function ownPresence(at: string, room: string, nick: string): Act {
  const pattern = `<presence from='${escapeAttribute(`${room}/${nick}`)}'><x ${user} scansion:strict='false'><status code='110'/></x></presence>`;
  return { kind: 'arrives', at, what: 'its own presence in the room (status 110)', pattern };
}

function affiliationsXml(
  paper: Paper,
  { owners, admins, members, outcasts }: Room,
  room: string,
): { readonly id: string; readonly xml: string } | undefined {
  const all = { owner: owners, admin: admins, member: members, outcast: outcasts };
  const items = Object.entries(all).flatMap(([affiliation, actors]) =>
    actors.map((name) => `<item affiliation='${affiliation}' jid='${escapeAttribute(paper.bare(name))}'/>`),
  );
  if (items.length === 0) return undefined;
  const { id } = paper.token('request');
  return {
    id,
    xml: `<iq type='set' id='${id}' to='${escapeAttribute(room)}'><query xmlns='http://jabber.org/protocol/muc#admin'>${items.join('')}</query></iq>`,
  };
}

/** Somebody enters a room, or is refused. */
export function enterActs(paper: Paper, step: Enter): readonly Act[] {
  const { actor, nick = actor, password, history, expect } = step;
  const room = paper.room(step.room);
  const secret = password === undefined ? '' : `<password>${escapeText(password)}</password>`;
  const wanted = Object.entries(history ?? {}).map(([name, value]) => ` ${name}='${String(value)}'`);
  const inside = `${secret}${history === undefined ? '' : `<history${wanted.join('')}/>`}`;
  paper.places.take(actor, room, nick);
  const sent: Act = {
    kind: 'sends',
    who: actor,
    what: 'the presence that enters the room',
    xml: joinXml(paper, room, nick, inside),
  };
  return [
    sent,
    ...(expect === 'entered' ? entered(paper, step, room, nick) : refused(paper, step, room, nick)),
  ];
}

function entered(paper: Paper, { actor, holds, lacks, replayed }: Enter, room: string, nick: string): Act[] {
  const told = (word: string): string => paper.remembered.get(word)?.nonce ?? word;
  const cannot = 'what a history does not hold is nothing that a script can say';
  return [
    ownPresence(actor, room, nick),
    ...holds.map(
      (word): Act => ({
        kind: 'arrives',
        at: actor,
        what: `from the history, the message \`${told(word)}\``,
        pattern: `<message type='groupchat'><body>${told(word)}</body>${loosely("<delay xmlns='urn:xmpp:delay'/>")}</message>`,
        and: ['it comes once, with the label that it was sent with'],
      }),
    ),
    {
      kind: 'arrives',
      at: actor,
      what: 'the subject, which ends what it is told on entering',
      pattern: `<message type='groupchat'><subject/></message>`,
    },
    ...lacks.map(
      (word): Act => ({
        kind: 'looks',
        words: `**${actor}** has got nothing of the message \`${told(word)}\`, from the history or otherwise.`,
        cannot,
      }),
    ),
    ...(replayed === undefined
      ? []
      : [
          {
            kind: 'looks',
            words: `The history had ${replayed} messages, controls and fences among them.`,
            cannot,
          } as const,
        ]),
  ];
}

function refused(
  paper: Paper,
  { actor, condition, type, accepts, contains }: Enter,
  room: string,
  nick: string,
): Act[] {
  const shape =
    accepts !== undefined
      ? `its type and condition are ${anyOf(accepts)}`
      : `its condition is ${anyOf(condition ?? ['forbidden', 'registration-required', 'not-allowed', 'item-not-found'])}${type === undefined ? '' : `, its type ${anyOf(type)}`}`;
  return [
    {
      kind: 'arrives',
      at: actor,
      what: 'one presence error',
      pattern: `<presence type='error' from='${escapeAttribute(`${room}/${nick}`)}'><error/></presence>`,
      and: [
        shape,
        ...contains.map((text) => `it holds \`${paper.fillIn(text, paper.token('text'))}\``),
        'nothing else of the room has come before: no presence, no message, no subject',
      ],
    },
    { kind: 'quiet', at: actor },
  ];
}

/** An occupant leaves. Source: XEP-0045 §7.14. */
export function leaveActs(paper: Paper, { actor, room }: Leave): readonly Act[] {
  const address = paper.room(room);
  const place = escapeAttribute(`${address}/${paper.places.nickOf(actor, address)}`);
  const { id } = paper.token('leave');
  return [
    {
      kind: 'sends',
      who: actor,
      what: 'the presence that leaves the room',
      xml: `<presence type='unavailable' to='${place}' id='${id}'/>`,
    },
    {
      kind: 'arrives',
      at: actor,
      what: 'that it has left',
      pattern: `<presence type='unavailable' from='${place}'/>`,
    },
  ];
}

/** Who is in a room, as one occupant was told. */
export function occupantsActs(
  paper: Paper,
  { at, room, here, gone, unseen, status }: Occupants,
): readonly Act[] {
  const cannot = 'who is in a room at a moment is not one stanza, and a script reads one at a time';
  const address = paper.room(room);
  const looks = (names: readonly string[], words: string): Act[] =>
    names.map((nick) => ({
      kind: 'looks',
      words: `By the last presence that **${at}** got from \`${address}/${nick}\`, ${nick} ${words}.`,
      cannot,
    }));
  return [
    ...looks(here, 'is in the room'),
    ...looks(gone, 'has left it'),
    ...unseen.map(
      (nick): Act => ({
        kind: 'looks',
        words: `**${at}** has never got any presence from \`${address}/${nick}\`.`,
        cannot,
      }),
    ),
    ...Object.entries(status).map(
      ([nick, codes]): Act => ({
        kind: 'looks',
        words: `The last presence of \`${address}/${nick}\` has the status code ${anyOf(codes)}.`,
        cannot,
      }),
    ),
  ];
}

/** A message of the room's own with a status code. */
export function noticeActs(paper: Paper, { at, room, status, expect }: Notice): readonly Act[] {
  const [only, ...others] = status;
  const what = `a notice of ${paper.room(room)} with the status code ${anyOf(status)}`;
  if (expect === 'unseen' || others.length > 0)
    return [
      {
        kind: 'looks',
        words: `Since it entered, or since the last such step, **${at}** has ${expect === 'seen' ? 'got' : 'not got'} ${what}.`,
        cannot: 'a script cannot say that one of several notices came, or none',
      },
    ];
  return [
    {
      kind: 'arrives',
      at,
      what,
      pattern: `<message type='groupchat'><x ${user} scansion:strict='false'><status code='${only ?? ''}'/></x></message>`,
    },
  ];
}
