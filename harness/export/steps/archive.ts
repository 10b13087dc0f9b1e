import type { Archive } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import type { Paper } from '../paper.ts';

/** An archive that is read to its end. Source: XEP-0313 §4, §4.3.2. */
export function archiveActs(paper: Paper, { actor, room, page, holds, lacks }: Archive): readonly Act[] {
  const { id } = paper.token('archive');
  const name = room === undefined ? `${actor}'s archive` : `the archive of ${paper.room(room)}`;
  const set = `<set xmlns='http://jabber.org/protocol/rsm'><max>${page}</max></set>`;
  const to = paper.toAttribute(room === undefined ? undefined : { room });
  const cannot = 'how much an archive holds, and in how many pages, is nothing that a script can say';
  const message = (word: string): string =>
    `the message with the words \`${paper.remembered.get(word)?.nonce ?? word}\``;
  return [
    {
      kind: 'sends',
      who: actor,
      what: `the request for ${name}`,
      xml: `<iq type='set' id='${id}'${to}><query xmlns='urn:xmpp:mam:2' queryid='${id}'>${set}</query></iq>`,
    },
    {
      kind: 'arrives',
      at: actor,
      what: 'the answer, after all results',
      pattern: `<iq type='result' id='${id}'/>`,
      and: [
        "its `<fin/>` says `complete='true'`; otherwise ask again, with the `<last/>` of the answer as `<after/>`, until one does",
      ],
    },
    ...holds.map(
      (word): Act => ({
        kind: 'looks',
        words: `Exactly one result holds ${message(word)}, with the label that it was sent with.`,
        cannot,
      }),
    ),
    ...lacks.map((word): Act => ({ kind: 'looks', words: `No result holds ${message(word)}.`, cannot })),
  ];
}
