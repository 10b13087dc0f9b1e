import type { Channel } from '../../scenario/index.ts';
import { judgeBracket } from '../bracket.ts';
import type { Context } from '../context.ts';
import { type Found, fails, holds, open } from '../findings.ts';
import { answers, holdsNonce, notesOf, sentStanza } from '../sightings.ts';
import { endedStreams } from '../streams.ts';
import { bears, peerOf, writtenTo } from '../wire.ts';

/** Did the content get through? That it did not is believed only where permitted messages before and after did. */
export function judgeChannel(context: Context, channel: Channel, step: number): Found[] {
  const { from, to, name, expect, asks } = channel;
  const { evidence } = context;
  const [note] = notesOf(evidence, step, 'stimulus', '');
  const sent = note && sentStanza(evidence, note, from);
  if (!note || !sent) return [open(`${from} sends ${name}`, 'it was not sent')];
  const bracket = judgeBracket(context, { step, suffix: '', from, at: [to], strength: 'B' });
  const ended = endedStreams(evidence, step, [from, to]);
  const seen = evidence.stanzas.filter(
    (one) => one.direction === 'received' && one.actor === to && holdsNonce(one, note),
  );
  const domain = peerOf(context, to);
  const written = domain === undefined ? [] : writtenTo(context, domain).filter((one) => bears(one, note));
  const lines = [sent.n, ...seen.map(({ n }) => n), ...written.map(({ n }) => n)];
  const wanted = expect === 'either' ? '' : ` is ${expect}`;
  const claim = `the channel from ${from} to ${to} through ${name}${wanted}`;
  const [asked] = asks === undefined ? [] : notesOf(evidence, step, 'request', '');
  const isAnswered = asks === undefined || (asked && answers(evidence, asked, to).length > 0) === true;
  const isOpen = seen.length > 0 || written.length > 0;
  if (!isOpen && !(bracket.complete && isAnswered))
    return [open(claim, 'nothing came, and the proof is not complete', lines), ...ended, ...bracket.findings];
  const value = isOpen ? 'open' : 'closed';
  const found =
    expect === 'either' || expect === value
      ? holds(claim, lines)
      : fails(isOpen ? 'leak' : 'over-block', claim, `it is ${value}`, lines);
  return [{ ...found, value }, ...ended, ...bracket.findings];
}
