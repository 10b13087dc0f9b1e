import { escapeAttribute, escapeText } from '#xml';
import type { Configure, Form } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import { anyOf } from '../any-of.ts';
import type { Paper } from '../paper.ts';
import { loosely } from '../pattern.ts';

/** Some fields of a room's form. */
export function configureActs(
  paper: Paper,
  { actor, room, config, optional, expect, condition }: Configure,
): readonly Act[] {
  return submitted(paper, { actor, room: paper.room(room), config, optional, expect, condition });
}

/** What an owner is shown in the form. */
export function formActs(paper: Paper, { actor, room, has, values, offers, lacks }: Form): readonly Act[] {
  const { id } = paper.token('request');
  const to = paper.room(room);
  const filled = (list: readonly string[]): string =>
    list.length === 0
      ? 'nothing'
      : list.map((one) => `\`${paper.fillIn(one, { id, nonce: id })}\``).join(', ');
  const each = (of: Readonly<Record<string, readonly string[]>>, words: string): Act[] =>
    Object.entries(of).map(([field, list]) => ({
      kind: 'looks',
      words: `The field \`${field}\` ${words} ${filled(list)}.`,
      cannot: 'what a form offers is nothing that a script can say',
    }));
  return [
    {
      kind: 'sends',
      who: actor,
      what: 'the request for the form',
      xml: `<iq type='get' id='${id}' to='${escapeAttribute(to)}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
    },
    {
      kind: 'arrives',
      at: actor,
      what: 'the form',
      pattern: `<iq type='result' id='${id}'>${loosely(`<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'>${has.map((name) => `<field var='${escapeAttribute(name)}'/>`).join('')}</x></query>`)}</iq>`,
      and: has.map((name) => `it has the field \`${name}\``),
    },
    ...each(values, 'is set to exactly'),
    ...each(offers, 'can be set to'),
    ...each(lacks, 'cannot be set to'),
  ];
}

export function submitted(
  paper: Paper,
  { actor, room, config, optional, expect, condition }: Omit<Configure, 'room'> & { readonly room: string },
): Act[] {
  const perhaps = Object.keys(optional);
  const { id } = paper.token('request');
  return [
    ...(Object.keys(config).length + perhaps.length === 0
      ? []
      : [
          {
            kind: 'looks',
            words: `${actor} has asked the room for its form (\`<iq type='get' to='${room}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>\`); it has the fields ${[...Object.keys(config), ...perhaps.map((name) => `${name} (leave it out if it is not there)`)].map((name) => `\`${name}\``).join(', ')}. Without them this cannot be tested here.`,
          } as const,
        ]),
    {
      kind: 'sends',
      who: actor,
      what: Object.keys(config).length === 0 ? 'the form, as it is' : 'the form',
      xml: formXml(paper, room, config, id),
    },
    expect === 'done'
      ? { kind: 'arrives', at: actor, what: 'a result', pattern: `<iq type='result' id='${id}'/>` }
      : {
          kind: 'arrives',
          at: actor,
          what: 'an error',
          pattern: `<iq type='error' id='${id}'><error/></iq>`,
          ...(condition && { and: [`its condition is ${anyOf(condition)}`] }),
        },
  ];
}

export function formXml(
  paper: Paper,
  room: string,
  config: Configure['config'],
  id = paper.token('request').id,
): string {
  const fields = Object.entries(config).map(([name, value]) => {
    const values = Array.isArray(value)
      ? value
      : [typeof value === 'boolean' ? String(Number(value)) : String(value)];
    const written = values.map(
      (one) => `<value>${escapeText(paper.fillIn(one, paper.token('value')))}</value>`,
    );
    return `<field var='${escapeAttribute(name)}'>${written.join('')}</field>`;
  });
  const type = `<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>`;
  const inside = fields.length === 0 ? '' : type + fields.join('');
  return `<iq type='set' id='${id}' to='${escapeAttribute(room)}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${inside}</x></query></iq>`;
}
